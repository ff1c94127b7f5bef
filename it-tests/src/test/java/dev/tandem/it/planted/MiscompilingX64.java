// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.planted;

import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.allocate.RegisterAllocator;
import dev.tandem.optimizing.x64.emit.CodeEmission;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.select.InstructionSelector;

/** The parts of the shipped compiler for x64, with a mistake between them. */
record MiscompilingX64(NativeTarget target, PlantedBug bug) implements OptimizingCompiler {
    @Override
    public String backend() {
        return "x64";
    }

    @Override
    public CompilationResult compile(CompilationRequest request) {
        ModuleShapes shapes = new ModuleShapes(request.module(), target);
        PhaseOptions options = PhaseOptions.DEFAULT;
        PhaseContext context = new PhaseContext(request, Target.x64(target.guardedMemories()), options, PhaseObserver.NONE);
        Graph graph = new GraphBuilder(memory -> !shapes.isGuarded(memory))
                .build(request.module(), request.body(), request.profile(), options.nodeBudget(request.body().size()), true);
        bug.in(Pipeline.standard()).run(graph, context);
        LirFunction function = InstructionSelector.select(graph, context.schedule(graph), shapes);
        new RegisterAllocator(function).run();
        bug.plantIn(function);
        return new CompilationResult(CodeEmission.emit(function, shapes, graph.positions()), context.inlinings());
    }
}
