// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** The optimizing compiler for the JVM backend. Thread-safe. */
@Singleton
public final class JvmOptimizingCompiler implements OptimizingCompiler {
    private final Pipeline pipeline;
    private final PhaseOptions options;
    private final PhaseObserver observer;
    private final CodeGenerator generator;

    /** The shapes of the module that was compiled last. */
    private volatile WeakReference<@Nullable ModuleShapes> lastShapes = new WeakReference<>(null);

    @Inject
    public JvmOptimizingCompiler() {
        this(Pipeline.standard(), PhaseOptions.DEFAULT, PhaseObserver.NONE, MethodLimits.HOTSPOT);
    }

    public JvmOptimizingCompiler(
            Pipeline pipeline, PhaseOptions options, PhaseObserver observer, MethodLimits limits) {
        this.pipeline = pipeline;
        this.options = options;
        this.observer = observer;
        this.generator = new CodeGenerator(limits);
    }

    @Override
    public String backend() {
        return JvmBackend.NAME;
    }

    @Override
    public CompilationResult compile(CompilationRequest request) {
        Graph graph = new GraphBuilder()
                .build(request.module(), request.body(), request.profile(), options.nodeBudget());
        PhaseContext context = new PhaseContext(request, Target.JVM, options, observer);
        pipeline.run(graph, context);
        Schedule schedule = Schedule.of(graph);
        context.checkBudget();
        return new CompilationResult(generator.generate(graph, schedule, shapes(request.module())), context.inlinings());
    }

    @SuppressWarnings("ReferenceEquality") // a module is an identity
    private ModuleShapes shapes(WasmModule module) {
        ModuleShapes last = lastShapes.get();
        if (last == null || last.module() != module) {
            last = new ModuleShapes(module);
            lastShapes = new WeakReference<>(last);
        }
        return last;
    }
}
