// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.cfg.ScheduleText;
import dev.tandem.ir.graph.dump.GraphDot;
import dev.tandem.ir.graph.dump.GraphIgv;
import dev.tandem.ir.graph.dump.GraphText;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.x64.allocate.RegisterAllocator;
import dev.tandem.optimizing.x64.emit.CodeEmission;
import dev.tandem.optimizing.x64.emit.CodeListing;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.select.InstructionSelector;
import java.util.Optional;
import java.util.function.Function;

/** A function at a stage of compilation, as text. */
final class Listings {
    private final String stage;
    private final String phase;

    /** Makes the graph, while telling the observer. */
    interface Compilation {
        Graph run(PhaseObserver observer);
    }

    /** @param stage as in {@link dev.tandem.optimizing.spi.OptimizingCompiler#listing} */
    Listings(String stage) {
        int colon = stage.indexOf(':');
        this.stage = colon < 0 ? stage : stage.substring(0, colon);
        this.phase = colon < 0 ? "" : stage.substring(colon + 1);
    }

    /** @param compile makes the graph, while telling the observer given */
    Optional<String> text(String name, ModuleShapes shapes, Compilation compile) {
        return switch (stage) {
            case "graph" -> graph(compile, GraphText::of);
            case "graph.dot" -> graph(compile, GraphDot::of);
            case "graph.igv" -> Optional.of(igv(name, compile));
            case "schedule" -> Optional.of(ScheduleText.of(Schedule.of(compile.run(PhaseObserver.NONE))));
            case "lir" -> Optional.of(machine(shapes, compile.run(PhaseObserver.NONE), phase.equals("allocated")));
            case "code" -> Optional.of(code(shapes, compile.run(PhaseObserver.NONE)));
            default -> Optional.empty();
        };
    }

    private Optional<String> graph(Compilation compile, Function<Graph, String> print) {
        if (phase.isEmpty()) {
            return Optional.of(print.apply(compile.run(PhaseObserver.NONE)));
        }
        String[] found = new String[1];
        compile.run((name, graph, nanos) -> {
            if (name.equals(phase)) {
                found[0] = print.apply(graph);
            }
        });
        return Optional.ofNullable(found[0]);
    }

    /** All phases in one document, or the one that is wanted. */
    private String igv(String group, Compilation compile) {
        GraphIgv document = new GraphIgv(group);
        compile.run((name, graph, nanos) -> {
            if (phase.isEmpty() || name.equals(phase)) {
                document.add(name, graph);
            }
        });
        return document.toXml();
    }

    private static String machine(ModuleShapes shapes, Graph graph, boolean allocated) {
        LirFunction function = InstructionSelector.select(graph, Schedule.of(graph), shapes);
        if (allocated) {
            new RegisterAllocator(function).run();
        }
        return function.toString();
    }

    private static String code(ModuleShapes shapes, Graph graph) {
        LirFunction function = InstructionSelector.select(graph, Schedule.of(graph), shapes);
        new RegisterAllocator(function).run();
        CodeListing listing = new CodeListing();
        return listing.text(
                CodeEmission.emit(function, shapes, graph.positions(), listing).code());
    }
}
