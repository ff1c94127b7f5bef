// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.canonical.KnownCallee;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The calls of a graph that may be inlined, the most profitable first: those that run most often for their size. While the module arrives,
 * callees whose bodies are not here yet are none.
 */
final class CallSites {
    /** Indirect calls seen less often than that tell nothing yet. */
    private static final long FEWEST_CALLS = 10;
    /** A callee with a smaller part of the calls is left to the general call. */
    private static final double LEAST_SHARE = 0.1;

    /**
     * One of the functions that a call may call.
     *
     * @param share of the call's runs, 0 to 1
     */
    record Callee(int functionIndex, int size, double share) {}

    /**
     * A call.
     *
     * @param callees one, for sure, of a direct call; likely ones, most frequent first, of others
     * @param frequency runs for each run of the function
     */
    record Site(Call call, List<Callee> callees, double frequency) {
        boolean isGuess() {
            return !(call instanceof CallDirect);
        }

        double benefit() {
            return frequency * callees.getFirst().share / (10 + callees.getFirst().size);
        }
    }

    private static final Comparator<Site> BEST_FIRST =
            Comparator.comparingDouble(Site::benefit).reversed().thenComparingInt(site -> site.call.id());

    private CallSites() {}

    /** @param done ids of calls that were decided on before */
    static List<Site> find(Graph graph, PhaseContext context, TableContents contents, InlineBudget budget, BitSet done) {
        devirtualize(graph);
        boolean guesses = context.options().isEnabled(PhaseOptions.GUARDED_INLINING);
        List<Site> sites = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node instanceof Call call && !done.get(call.id())) {
                List<Callee> callees = call instanceof CallDirect || guesses ? callees(graph, call, context.profiles(), contents) : List.of();
                // Where calls are is only asked when there is one that might be inlined.
                if (!callees.isEmpty() && (!(call instanceof CallDirect) || budget.mayAllow(callees.getFirst().size))) {
                    Block block = context.controlFlow(graph).reaches(call) ? context.controlFlow(graph).block(call) : null;
                    if (block != null && !block.isCold()) {
                        sites.add(new Site(call, callees, block.frequency()));
                    }
                }
            }
        }
        sites.sort(BEST_FIRST);
        return sites;
    }

    /** Makes direct calls of those whose callee inlining has made known. */
    private static void devirtualize(Graph graph) {
        for (Node node : graph.nodes()) {
            CallDirect direct = node instanceof Call call ? KnownCallee.direct(call) : null;
            if (direct != null) {
                node.replaceAllUses(graph.add(direct));
                node.kill();
            }
        }
    }

    private static List<Callee> callees(Graph graph, Call call, ModuleProfile profiles, TableContents contents) {
        WasmModule module = graph.module();
        if (call instanceof CallDirect direct) {
            int callee = direct.functionIndex();
            return module.hasBody(callee) ? List.of(new Callee(callee, module.body(callee).size(), 1)) : List.of();
        }
        if (call.position() == Positions.NONE) {
            return List.of();
        }
        Positions positions = graph.positions();
        FunctionProfile caller = profiles.function(positions.functionIndex(call.position()));
        CallProfile profile = caller.call(positions.offset(call.position()));
        if (profile.count() < FEWEST_CALLS) {
            return caller.isEmpty() && call instanceof CallIndirect indirect ? contents.callees(indirect) : List.of();
        }
        List<Callee> likely = new ArrayList<>();
        for (CallProfile.Target target : profile.targets()) {
            double share = (double) target.count() / profile.count();
            if (target.isLocal() && share >= LEAST_SHARE && module.hasBody(target.functionIndex()) && hasType(module, target.functionIndex(), call)) {
                int callee = target.functionIndex();
                likely.add(new Callee(callee, module.body(callee).size(), share));
            }
        }
        return likely;
    }

    /** Whether the general call accepts the function without looking at subtypes. */
    private static boolean hasType(WasmModule module, int callee, Call call) {
        int type = module.functionTypeIndex(callee);
        if (call instanceof CallIndirect indirect) {
            return indirect.typeIndex() == type;
        }
        if (call instanceof CallRef reference) {
            return reference.typeIndex() == type;
        }
        return true;
    }

    /** How many bodies of a function are around a position, the outermost function included. */
    static int within(Graph graph, int position, int functionIndex) {
        if (position == Positions.NONE) {
            return graph.functionIndex() == functionIndex ? 1 : 0;
        }
        int count = 0;
        for (int at = position; at != Positions.NONE; at = graph.positions().caller(at)) {
            count += graph.positions().functionIndex(at) == functionIndex ? 1 : 0;
        }
        return count;
    }
}
