// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.pipeline;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.cfg.ScheduleText;
import dev.tandem.ir.graph.dump.GraphDot;
import dev.tandem.ir.graph.dump.GraphIgv;
import dev.tandem.ir.graph.dump.GraphText;
import java.util.Optional;
import java.util.function.Function;

/** A function's graph at a stage of compilation, as text: the stages that all code generators share. */
public final class GraphListing {
    private final String stage;
    private final String detail;
    private final Compilation compile;

    /** Makes the graph, while telling the observer. */
    @FunctionalInterface
    public interface Compilation {
        Graph run(PhaseObserver observer);
    }

    /** @param stage as in {@link dev.tandem.optimizing.spi.OptimizingCompiler#listing} */
    public GraphListing(String stage, Compilation compile) {
        int colon = stage.indexOf(':');
        this.stage = colon < 0 ? stage : stage.substring(0, colon);
        this.detail = colon < 0 ? "" : stage.substring(colon + 1);
        this.compile = compile;
    }

    /** What stands before the colon. */
    public String stage() {
        return stage;
    }

    /** What stands after it: of graphs, a phase; empty for the whole. */
    public String detail() {
        return detail;
    }

    /** The graph after all phases. */
    public Graph graph() {
        return compile.run(PhaseObserver.NONE);
    }

    /**
     * The text; empty for stages of others, and for a phase that there is not.
     *
     * @param name what to call the function
     */
    public Optional<String> text(String name) {
        return switch (stage) {
            case "graph" -> text(GraphText::of);
            case "graph.dot" -> text(GraphDot::of);
            case "graph.igv" -> Optional.of(igv(name));
            case "schedule" -> Optional.of(ScheduleText.of(Schedule.of(graph())));
            default -> Optional.empty();
        };
    }

    private Optional<String> text(Function<Graph, String> print) {
        if (detail.isEmpty()) {
            return Optional.of(print.apply(graph()));
        }
        String[] found = new String[1];
        compile.run((name, graph, nanos) -> {
            if (name.equals(detail)) {
                found[0] = print.apply(graph);
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** All phases in one document, or the one that is wanted. */
    private String igv(String group) {
        GraphIgv document = new GraphIgv(group);
        compile.run((name, graph, nanos) -> {
            if (detail.isEmpty() || name.equals(detail)) {
                document.add(name, graph);
            }
        });
        return document.toXml();
    }
}
