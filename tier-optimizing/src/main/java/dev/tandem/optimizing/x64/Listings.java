// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.optimizing.pipeline.GraphListing;
import dev.tandem.optimizing.x64.allocate.RegisterAllocator;
import dev.tandem.optimizing.x64.emit.CodeEmission;
import dev.tandem.optimizing.x64.emit.CodeListing;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.select.InstructionSelector;
import java.util.Optional;

/** A function at a stage of compilation, as text. */
final class Listings {
    private static final String ALLOCATED = "allocated";

    private final String name;
    private final ModuleShapes shapes;
    private final GraphListing listing;
    private final boolean dispatchCopies;

    /** @param name what to call the function */
    Listings(String name, ModuleShapes shapes, GraphListing listing, boolean dispatchCopies) {
        this.name = name;
        this.shapes = shapes;
        this.listing = listing;
        this.dispatchCopies = dispatchCopies;
    }

    Optional<String> text() {
        String detail = listing.detail();
        return switch (listing.stage()) {
            case "lir" -> isAllocated(detail)
                    ? listing.graph(detail.substring(Math.min(detail.length(), ALLOCATED.length() + 1))).map(graph -> allocated(graph).toString())
                    : listing.graph(detail).map(graph -> selected(graph).toString());
            case "code" -> listing.graph(detail).map(this::code);
            default -> listing.text(name);
        };
    }

    private static boolean isAllocated(String detail) {
        return detail.equals(ALLOCATED) || detail.startsWith(ALLOCATED + ":");
    }

    private LirFunction selected(Graph graph) {
        return InstructionSelector.select(graph, Schedule.of(graph), shapes);
    }

    private LirFunction allocated(Graph graph) {
        LirFunction function = selected(graph);
        new RegisterAllocator(function, false, dispatchCopies).run();
        return function;
    }

    private String code(Graph graph) {
        CodeListing code = new CodeListing();
        return code.text(CodeEmission.emit(allocated(graph), shapes, graph.positions(), code).code());
    }
}
