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
    private Listings() {}

    /** @param name what to call the function */
    static Optional<String> text(String name, ModuleShapes shapes, GraphListing listing) {
        return switch (listing.stage()) {
            case "lir" -> Optional.of(machine(shapes, listing.graph(), listing.detail().equals("allocated")));
            case "code" -> Optional.of(code(shapes, listing.graph()));
            default -> listing.text(name);
        };
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
