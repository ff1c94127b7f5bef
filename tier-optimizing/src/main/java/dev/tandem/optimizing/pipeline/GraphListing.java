// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.cfg.ScheduleText;
import dev.tandem.ir.graph.dump.GraphDot;
import dev.tandem.ir.graph.dump.GraphIgv;
import dev.tandem.ir.graph.dump.GraphText;
import dev.tandem.ir.graph.dump.ScheduleDot;
import java.util.Optional;

/** A function's graph at a stage of compilation, as text: the stages that all code generators share. */
public final class GraphListing {
    private final String stage;
    private final String detail;
    private final Pipeline pipeline;
    private final Compilation compile;

    /** Makes the graph by some phases, while telling the observer. */
    @FunctionalInterface
    public interface Compilation {
        Graph run(Pipeline phases, PhaseObserver observer);
    }

    /** @param stage as in {@link dev.tandem.optimizing.spi.OptimizingCompiler#listing} */
    public GraphListing(String stage, Pipeline pipeline, Compilation compile) {
        int colon = stage.indexOf(':');
        this.stage = colon < 0 ? stage : stage.substring(0, colon);
        this.detail = colon < 0 ? "" : stage.substring(colon + 1);
        this.pipeline = pipeline;
        this.compile = compile;
    }

    /** What stands before the colon. */
    public String stage() {
        return stage;
    }

    /** What stands after it: the phase after which to stop; empty for all phases. */
    public String detail() {
        return detail;
    }

    /** The phases as far as {@code last}, all of them if that is empty; empty if there is no such phase. */
    public Optional<Pipeline> phases(String last) {
        return last.isEmpty() ? Optional.of(pipeline) : pipeline.upTo(last);
    }

    /** The graph after {@link #phases} of {@code last}. */
    public Optional<Graph> graph(String last) {
        return phases(last).map(phases -> compile.run(phases, PhaseObserver.NONE));
    }

    /**
     * The text; empty for stages of others, and for a phase that there is not.
     *
     * @param name what to call the function
     */
    public Optional<String> text(String name) {
        return switch (stage) {
            case "graph" -> graph(detail).map(GraphText::of);
            case "graph.dot" -> graph(detail).map(GraphDot::of);
            case "graph.igv" -> phases(detail).map(phases -> igv(name, phases));
            case "schedule" -> graph(detail).map(graph -> ScheduleText.of(Schedule.of(graph)));
            case "schedule.dot" -> graph(detail).map(graph -> ScheduleDot.of(Schedule.of(graph)));
            default -> Optional.empty();
        };
    }

    /** One document with the graph after each of the phases. */
    private String igv(String group, Pipeline phases) {
        GraphIgv document = new GraphIgv(group);
        compile.run(phases, (name, graph, nanos) -> document.add(name, graph));
        return document.toXml();
    }
}
