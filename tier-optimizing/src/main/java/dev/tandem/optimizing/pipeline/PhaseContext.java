// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult.Inlining;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that phases know beside the graph, of one compilation: the request, the target, options, budgets, and what was inlined so far. */
public final class PhaseContext {
    private final CompilationRequest request;
    private final Target target;
    private final PhaseOptions options;
    private final PhaseObserver observer;
    private final TimeBudget time;
    private final List<Inlining> inlinings = new ArrayList<>();
    private @Nullable ControlFlowGraph controlFlow;
    private int controlVersion;
    private @Nullable Schedule schedule;
    private int scheduleVersion;

    public PhaseContext(CompilationRequest request, Target target, PhaseOptions options, PhaseObserver observer) {
        this.request = request;
        this.target = target;
        this.options = options;
        this.observer = observer;
        this.time = new TimeBudget(options.timeBudget());
    }

    public CompilationRequest request() {
        return request;
    }

    public WasmModule module() {
        return request.module();
    }

    public int functionIndex() {
        return request.functionIndex();
    }

    public ModuleProfile profiles() {
        return request.profiles();
    }

    public Target target() {
        return target;
    }

    public PhaseOptions options() {
        return options;
    }

    public PhaseObserver observer() {
        return observer;
    }

    /** The graph's control flow as it is now; found again only if it has changed since somebody asked last. */
    public ControlFlowGraph controlFlow(Graph graph) {
        ControlFlowGraph known = controlFlow;
        if (known == null || controlVersion != graph.controlVersion()) {
            known = ControlFlowGraph.of(graph);
            controlFlow = known;
            controlVersion = graph.controlVersion();
        }
        return known;
    }

    /** The schedule of the graph as it is now; made again only if the graph has changed since somebody asked last. */
    public Schedule schedule(Graph graph) {
        Schedule known = schedule;
        if (known == null || scheduleVersion != graph.version()) {
            ControlFlowGraph blocks = controlFlow(graph);
            controlFlow = null; // the blocks are the schedule's now
            known = Schedule.of(graph, blocks);
            schedule = known;
            scheduleVersion = graph.version();
        }
        return known;
    }

    /** The blocks of the graph's nodes as they are now, see {@link Schedule#unordered}. */
    public Schedule places(Graph graph) {
        ControlFlowGraph blocks = controlFlow(graph);
        controlFlow = null; // as above
        return Schedule.unordered(graph, blocks);
    }

    /** Records that a call was inlined. */
    public void inlined(Inlining inlining) {
        inlinings.add(inlining);
    }

    /** What was inlined, outer before inner: a view. */
    public List<Inlining> inlinings() {
        return Collections.unmodifiableList(inlinings);
    }

    /**
     * To be called between phases, and within those that work long.
     *
     * @throws CompilationException if the time is used up
     * @throws dev.tandem.optimizing.spi.CompilationCancelledException if nobody wants the code any more
     */
    public void checkBudget() {
        request.checkCancelled();
        if (time.isUsedUp()) {
            throw new CompilationException(
                    "optimizing takes longer than " + options.timeBudget().toMillis() + " ms; the function keeps its baseline code",
                    functionIndex());
        }
    }
}
