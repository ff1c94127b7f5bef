// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.ClassListing;
import dev.tandem.ir.asm.jvm.MemoryAccesses;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.asm.jvm.Numbers;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.profile.Instrumentation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The baseline compiler for the JVM backend: bytecode in one pass. */
@Singleton
public final class JvmBaselineCompiler implements BaselineCompiler {
    private final Numbers numbers = new Numbers();
    private final MemoryAccesses accesses = new MemoryAccesses();
    private final VectorHelpers vectors = new VectorHelpers();
    /** A decoder that is not in use; making one costs more than decoding a small body. */
    private final AtomicReference<@Nullable FunctionBodyDecoder> idleDecoder = new AtomicReference<>();

    /** The shapes of the module that was compiled last. */
    private volatile WeakReference<@Nullable ModuleShapes> lastShapes = new WeakReference<>(null);

    private final MethodLimits limits;

    @Inject
    public JvmBaselineCompiler() {
        this(MethodLimits.HOTSPOT);
    }

    JvmBaselineCompiler(MethodLimits limits) {
        this.limits = limits;
    }

    @Override
    public String backend() {
        return JvmBackend.NAME;
    }

    @Override
    public void check(WasmModule module) {
        FeatureCheck.check(module);
    }

    @Override
    public CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation) {
        BodyCompiler compiler = new BodyCompiler(shapes(module), body, instrumentation, numbers, accesses, vectors);
        FunctionBodyDecoder idle = idleDecoder.getAndSet(null);
        FunctionBodyDecoder decoder = idle == null ? new FunctionBodyDecoder(DecoderOptions.all()) : idle;
        decoder.decode(module, body, compiler);
        // The compiler reads the decoder's state to the end; only then may another thread have it.
        CodeArtifact artifact = compiler.artifact(limits);
        idleDecoder.set(decoder);
        return artifact;
    }

    @Override
    public Optional<String> listing(WasmModule module, FunctionBody body) {
        return Optional.of(ClassListing.of(module, (JvmArtifact) compile(module, body)));
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
