// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.build.InlinedBody;
import dev.tandem.optimizing.inline.CallSites.Callee;
import dev.tandem.optimizing.inline.CallSites.Site;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.spi.CompilationResult.Inlining;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Replaces calls by the bodies of their callees, in rounds: the calls of one round's bodies are candidates of the next. In a round the
 * calls that run most often for the callee's size come first, until the budget is spent. Indirect calls are inlined behind a test
 * of the actual callee, by what the profile saw, or by what the module puts into the table if there is no profile.
 */
public final class InlineCalls extends Phase {
    private static final int ROUNDS = 6;
    /** A likely callee too large to inline is worth a test and a direct call from this part of the calls on. */
    private static final double WORTH_A_TEST = 0.4;

    public InlineCalls() {
        super("inlining");
    }

    @Override
    protected void run(Graph graph, PhaseContext context) {
        new Inliner(graph, context).run();
    }

    /** The work on one graph. */
    private static final class Inliner {
        private final Graph graph;
        private final PhaseContext context;
        private final GraphBuilder builder;
        private final TableContents contents;
        private final InlineBudget budget;
        private final BitSet done = new BitSet();

        Inliner(Graph graph, PhaseContext context) {
            this.graph = graph;
            this.context = context;
            this.builder = new GraphBuilder(memory -> isChecked(graph.module(), memory));
            this.contents = new TableContents(graph.module());
            this.budget = InlineBudget.of(context.target(), context.request().body().size());
        }

        private boolean isChecked(WasmModule module, int memory) {
            return !context.target().guarded32() || module.memories().get(memory).limits().is64();
        }

        void run() {
            boolean changed = true;
            for (int round = 0; changed && round < ROUNDS; round++) {
                changed = false;
                for (Site site : CallSites.find(graph, context, contents, budget, done)) {
                    context.checkBudget();
                    if (site.call().isAlive()) {
                        // What is not worth it now will not be later, when less of the budget is left.
                        done.set(site.call().id());
                        changed |= site.isGuess() ? guess(site) : inline(site);
                    }
                }
            }
        }

        private boolean inline(Site site) {
            Callee callee = site.callees().getFirst();
            if (!fits(site, callee)) {
                return false;
            }
            Optional<InlinedBody> body = build(site.call(), callee, false);
            body.ifPresent(out -> Splice.replace(site.call(), out));
            return body.isPresent();
        }

        private boolean guess(Site site) {
            List<Callee> worthwhile = site.callees().stream()
                    .filter(callee -> fits(site, callee) || callee.share() >= WORTH_A_TEST)
                    .toList();
            if (worthwhile.isEmpty()) {
                return false;
            }
            Call call = site.call();
            Guards guards = new Guards(call);
            for (Callee callee : worthwhile) {
                guards.test(callee.functionIndex(), callee.share());
                Optional<InlinedBody> body = fits(site, callee) ? build(call, callee, true) : Optional.empty();
                if (body.isPresent()) {
                    guards.succeedWith(body.get());
                } else {
                    guards.succeedWithCall(callee.functionIndex());
                }
            }
            guards.join();
            return true;
        }

        private boolean fits(Site site, Callee callee) {
            int position = site.call().position();
            int depth = position == Positions.NONE ? 0 : graph.positions().depth(position);
            return budget.hasRoom(graph, callee.size())
                    && budget.allows(
                            callee.size(),
                            site.frequency() * callee.share(),
                            depth,
                            CallSites.within(graph, position, callee.functionIndex()));
        }

        /** Builds the body in the place of the call; empty if graphs have no nodes for what it uses. */
        private Optional<InlinedBody> build(Call call, Callee callee, boolean guarded) {
            FunctionBody body = context.module().body(callee.functionIndex());
            try {
                InlinedBody out = builder.inline(call, body, context.profiles().function(callee.functionIndex()));
                budget.spend(callee.size(), CallSites.within(graph, call.position(), callee.functionIndex()));
                Positions positions = graph.positions();
                int position = call.position();
                context.inlined(new Inlining(
                        position == Positions.NONE ? graph.functionIndex() : positions.functionIndex(position),
                        position == Positions.NONE ? 0 : positions.offset(position),
                        callee.functionIndex(),
                        guarded));
                return Optional.of(out);
            } catch (CompilationException refused) {
                return Optional.empty(); // and the graph is as before: there is room enough for the body
            }
        }
    }
}
