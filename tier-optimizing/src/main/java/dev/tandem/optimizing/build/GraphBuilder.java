// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.profile.FunctionProfile;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Builds graphs from function bodies; for one thread at a time, again and again.
 *
 * <p>Branch probabilities come from the profile, else from branch hints, else from the shape of the code: what leads to a trap is cold, loops
 * are stayed in.
 */
public final class GraphBuilder {
    private final FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
    private final IntPredicate checkedMemories;

    /**
     * A builder.
     *
     * @param checkedMemories the memories, by index, each access to which gets a {@code BoundsCheck}; for all others accesses trap by themselves
     */
    public GraphBuilder(IntPredicate checkedMemories) {
        this.checkedMemories = checkedMemories;
    }

    /** A builder for memories whose accesses trap by themselves. */
    public GraphBuilder() {
        this(memory -> false);
    }

    /**
     * Builds the graph of a function.
     *
     * @param body a validated body of the module
     * @throws dev.tandem.ir.code.CompilationException if the body uses what graphs have no nodes for, or is too large
     */
    public Graph build(WasmModule module, FunctionBody body, FunctionProfile profile) {
        return build(module, body, profile, Graph.DEFAULT_BUDGET, true);
    }

    /** The same, with as many nodes at most as {@code budget}; without {@code valueNumbering} equal computations stay two. */
    public Graph build(WasmModule module, FunctionBody body, FunctionProfile profile, int budget, boolean valueNumbering) {
        Graph graph = new Graph(module, body.functionIndex(), budget, valueNumbering);
        visit(Callee.outermost(graph), graph, body, profile);
        return graph;
    }

    /**
     * Builds a body into the graph of its caller, where {@code call} stands: after the control before the call, with the call's arguments and
     * tokens. The call itself stays where it is; the caller replaces it by what comes out. Branches that come after the body in the
     * call's stead must be connected by the caller of this method too.
     *
     * @param call to the function whose body it is, or to one that may turn out to be it; its control input may be set to another place before
     * @param body a validated body of the graph's module, with as many parameters as the call has arguments
     * @throws dev.tandem.ir.code.CompilationException if the body uses what graphs have no nodes for, and the graph is as before; or if the
     *     graph's budget is used up ({@link Graph#room}), and the graph must not be used any more
     */
    public InlinedBody inline(Call call, FunctionBody body, FunctionProfile profile) {
        Graph graph = call.graph();
        Callee callee = Callee.inPlaceOf(call, body.functionIndex());
        return visit(callee, graph, body, profile);
    }

    private InlinedBody visit(Callee callee, Graph graph, FunctionBody body, FunctionProfile profile) {
        int first = graph.capacity();
        BodySurvey survey = new BodySurvey(graph.aliasClasses(), checkedMemories);
        decoder.decode(graph.module(), body, survey);
        survey.expectInlining();
        BodyBuilder visitor = new BodyBuilder(graph, callee, survey, checkedMemories, profile);
        decoder.decode(graph.module(), body, visitor);
        InlinedBody out = leave(visitor.building(), first);
        ColdPaths.mark(graph, first);
        return out;
    }

    /** Cleans up, and finds what is left of what comes out. A return holds it meanwhile, so that it follows replacements. */
    private static InlinedBody leave(Building build, int first) {
        AliasClass[] classes = build.threaded();
        if (!build.isReachable()) {
            TrivialPhis.remove(build.graph, first);
            return new InlinedBody(Optional.empty(), new Node[0], classes, new Node[0]);
        }
        int results = build.decoder.functionType().resultCount();
        Node[] held = new Node[1 + results + classes.length];
        held[0] = build.control();
        System.arraycopy(build.top(results), 0, held, 1, results);
        for (int i = 0; i < classes.length; i++) {
            held[1 + results + i] = build.token(classes[i]);
        }
        Return holder = build.graph.add(new Return(held));
        TrivialPhis.remove(build.graph, first);
        for (int i = 0; i < held.length; i++) {
            held[i] = holder.input(i);
        }
        InlinedBody out = new InlinedBody(
                Optional.of(holder.control()),
                Arrays.copyOfRange(held, 1, 1 + results),
                classes,
                Arrays.copyOfRange(held, 1 + results, held.length));
        holder.kill();
        return out;
    }
}
