// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.nativex64.CodeListing;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.ir.profile.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The baseline compiler for the native backend: machine code in one pass. */
public final class X64BaselineCompiler implements BaselineCompiler {
    /** The name of the backend. */
    public static final String BACKEND = "x64";

    private static final Set<Feature> REFUSED = EnumSet.of(Feature.GC, Feature.EXCEPTIONS, Feature.THREADS);

    private final NativeTarget target;
    /** Decoders and compilers that are not in use, as many as threads ever compiled at once. */
    private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();

    /** The shapes of the module that was compiled last. */
    private volatile WeakReference<@Nullable ModuleShapes> lastShapes = new WeakReference<>(null);

    private record Worker(FunctionBodyDecoder decoder, BodyCompiler compiler) {}

    /** A compiler for one kind of machine. */
    public X64BaselineCompiler(NativeTarget target) {
        this.target = target;
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    @Override
    public void check(WasmModule module) {
        for (Feature feature : module.features()) {
            if (REFUSED.contains(feature)) {
                throw new CompilationException(
                        "the module uses " + feature.id() + ", which the x64 backend does not support yet;"
                                + " build the module without it",
                        -1);
            }
        }
        if (module.features().contains(Feature.SIMD) && !target.has(CpuFeature.SSE4_2)) {
            throw new CompilationException(
                    "the module uses simd, for which the x64 backend needs a processor with SSE4.2; use another backend", -1);
        }
    }

    @Override
    public CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation) {
        ModuleShapes shapes = shapes(module);
        Worker worker = idle.poll();
        if (worker == null) {
            worker = new Worker(new FunctionBodyDecoder(DecoderOptions.all()), new BodyCompiler(shapes));
        }
        worker.compiler.prepare(shapes, instrumentation);
        worker.decoder.decode(module, body, worker.compiler);
        CodeArtifact artifact = worker.compiler.artifact();
        idle.add(worker);
        return artifact;
    }

    @Override
    public Optional<String> listing(WasmModule module, FunctionBody body) {
        BodyCompiler compiler = new BodyCompiler(shapes(module));
        compiler.listInstructions();
        new FunctionBodyDecoder(DecoderOptions.all()).decode(module, body, compiler);
        NativeArtifact artifact = compiler.artifact();
        return Optional.of(CodeListing.of(module, body, artifact, compiler.instructions(artifact)));
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
