// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.spi;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;

/**
 * An optimizing compiler: builds a hot function again, at peak speed, on a background thread.
 *
 * <p>Implementations are stateless and thread-safe. A refusal leaves the function in its baseline code.
 */
public interface OptimizingCompiler {
    /** The backend whose artifacts it makes: {@code "jvm"}, for instance. */
    String backend();

    /**
     * Compiles one validated body.
     *
     * @throws dev.tandem.ir.code.CompilationException if this function is refused, for example because it is beyond a budget
     */
    CodeArtifact compile(WasmModule module, FunctionBody body);
}
