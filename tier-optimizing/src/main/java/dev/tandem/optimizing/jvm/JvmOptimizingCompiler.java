// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.ClassListing;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.jvm.JvmBackend;
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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The optimizing compiler for the JVM backend. Thread-safe. */
@Singleton
public final class JvmOptimizingCompiler implements OptimizingCompiler {
    /** Name of the phase that can be left out. */
    private static final String INLINING = "inlining";

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
        return compile(request, pipeline);
    }

    private CompilationResult compile(CompilationRequest request, Pipeline phases) {
        CompilationResult result = compile(request, phases, options);
        return result != null ? result : Objects.requireNonNull(compile(request, phases, withoutInlining()));
    }

    /** Code that only inlining made too large for one method is not worth having: HotSpot inlines, too. Null says that. */
    private @Nullable CompilationResult compile(CompilationRequest request, Pipeline phases, PhaseOptions enabled) {
        PhaseContext context = new PhaseContext(request, Target.JVM, enabled, observer);
        Graph graph = graph(request, context, phases);
        Schedule schedule = context.schedule(graph);
        context.checkBudget();
        CodeGenerator.Generated code = generator.generate(graph, schedule, shapes(request.module()));
        boolean tooMuch = code.split() && !context.inlinings().isEmpty() && enabled.isEnabled(INLINING);
        return tooMuch ? null : new CompilationResult(code.artifact(), context.inlinings());
    }

    private Graph graph(CompilationRequest request, PhaseContext context, Pipeline phases) {
        Graph graph = new GraphBuilder()
                .build(request.module(), request.body(), request.profile(), options.nodeBudget(request.body().size()), options.isEnabled(PhaseOptions.VALUE_NUMBERING));
        phases.run(graph, context);
        return graph;
    }

    @Override
    public Optional<String> listing(CompilationRequest request, String stage) {
        GraphListing listing = new GraphListing(
                stage, pipeline, (phases, watching) -> graph(request, new PhaseContext(request, Target.JVM, options, watching), phases));
        return listing.stage().equals("code")
                ? listing.phases(listing.detail())
                        .map(phases -> ClassListing.of(request.module(), (JvmArtifact) compile(request, phases).artifact()))
                : listing.text("function " + request.functionIndex());
    }

    private PhaseOptions withoutInlining() {
        Set<String> disabled = new HashSet<>(options.disabled());
        disabled.add(INLINING);
        return options.without(disabled);
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
