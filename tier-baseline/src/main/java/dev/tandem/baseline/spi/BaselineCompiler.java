// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.spi;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.profile.Instrumentation;
import java.util.Optional;

/**
 * A baseline compiler: makes a function runnable at its first call, in one forward pass over its body.
 *
 * <p>Implementations are stateless and thread-safe: many threads compile at once. The same body gives the same artifact, in any
 * order and on any thread.
 *
 * <p>A plug-in brings one as a {@link java.util.ServiceLoader} service, or binds it.
 */
public interface BaselineCompiler {
    /** The name by which configurations choose it; by default that of its class. */
    default String id() {
        return getClass().getName();
    }

    /** The backend whose artifacts it makes: {@code "jvm"}, for instance. */
    String backend();

    /**
     * Refuses modules that it cannot compile or its backend cannot run, before anything is compiled.
     *
     * @throws dev.tandem.ir.code.CompilationException naming what the module uses and what to do
     */
    void check(WasmModule module);

    /**
     * Compiles one validated body.
     *
     * @param instrumentation what the code is to count. A compiler that leaves that out makes functions that stay in its code
     * @throws dev.tandem.ir.code.CompilationException if this function cannot be compiled
     */
    CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation);

    /** What it makes of a body, for people to read; empty if it has no text for that. */
    default Optional<String> listing(WasmModule module, FunctionBody body) {
        return Optional.empty();
    }

    /** Compiles a function that counts nothing. */
    default CodeArtifact compile(WasmModule module, FunctionBody body) {
        return compile(module, body, Instrumentation.NONE);
    }
}
