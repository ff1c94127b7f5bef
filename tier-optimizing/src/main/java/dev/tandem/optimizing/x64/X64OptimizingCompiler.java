// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.pipeline.GraphListing;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.x64.allocate.DispatchCopies;
import dev.tandem.optimizing.x64.allocate.RegisterAllocator;
import dev.tandem.optimizing.x64.emit.CodeEmission;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.select.InstructionSelector;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The optimizing compiler for the native backend: graph, phases, schedule, selection, register allocation, machine code. Thread-safe and
 * deterministic.
 */
public final class X64OptimizingCompiler implements OptimizingCompiler {
    /** The name of the backend. */
    public static final String BACKEND = "x64";

    private final NativeTarget target;
    private final PhaseOptions options;
    private final PhaseObserver observer;
    private final boolean verify;
    private final Pipeline pipeline = Pipeline.standard();

    /** The shapes of the module that was compiled last. */
    private volatile WeakReference<@Nullable ModuleShapes> lastShapes = new WeakReference<>(null);

    public X64OptimizingCompiler(NativeTarget target) {
        this(target, PhaseOptions.DEFAULT, PhaseObserver.NONE, false);
    }

    /** @param verify whether each register allocation is checked, which takes longer than the compilation */
    public X64OptimizingCompiler(
            NativeTarget target, PhaseOptions options, PhaseObserver observer, boolean verify) {
        this.verify = verify;
        this.target = target;
        this.options = options;
        this.observer = observer;
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public CompilationResult compile(CompilationRequest request) {
        ModuleShapes shapes = shapes(request.module());
        PhaseContext context = context(request, observer);
        Graph graph = graph(request, shapes, context, pipeline);
        Schedule schedule = context.schedule(graph);
        LirFunction function = InstructionSelector.select(graph, schedule, shapes);
        context.checkBudget();
        new RegisterAllocator(function, verify, options.isEnabled(DispatchCopies.NAME)).run();
        context.checkBudget();
        NativeArtifact artifact = CodeEmission.emit(function, shapes, graph.positions());
        return new CompilationResult(artifact, context.inlinings());
    }

    private PhaseContext context(CompilationRequest request, PhaseObserver phases) {
        return new PhaseContext(request, Target.x64(target.guardedMemories()), options, phases);
    }

    private Graph graph(CompilationRequest request, ModuleShapes shapes, PhaseContext context, Pipeline phases) {
        Graph graph = new GraphBuilder(memory -> !shapes.isGuarded(memory))
                .build(request.module(), request.body(), request.profile(), options.nodeBudget(request.body().size()), options.isEnabled(PhaseOptions.VALUE_NUMBERING));
        phases.run(graph, context);
        return graph;
    }

    @Override
    public Optional<String> listing(CompilationRequest request, String stage) {
        ModuleShapes shapes = shapes(request.module());
        GraphListing listing = new GraphListing(
                stage, pipeline, (phases, watching) -> graph(request, shapes, context(request, watching), phases));
        String name = "function " + request.functionIndex();
        return new Listings(name, shapes, listing, options.isEnabled(DispatchCopies.NAME)).text();
    }

    @SuppressWarnings("ReferenceEquality") // a module is an identity
    private ModuleShapes shapes(WasmModule module) {
        ModuleShapes last = lastShapes.get();
        if (last == null || last.module() != module) {
            last = new ModuleShapes(module, target);
            lastShapes = new WeakReference<>(last);
        }
        return last;
    }
}
