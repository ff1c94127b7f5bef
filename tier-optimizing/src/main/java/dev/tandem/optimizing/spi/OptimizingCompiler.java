// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.spi;

import java.util.Optional;

/**
 * An optimizing compiler: builds a hot function again, at peak speed, on a background thread.
 *
 * <p>Implementations are stateless, thread-safe and deterministic: the same request with the same profile gives the same artifact. A refusal
 * or failure leaves the function in its baseline code.
 *
 * <p>A plug-in brings one as a {@link java.util.ServiceLoader} service, or binds it.
 */
public interface OptimizingCompiler {
    /** The name by which configurations choose it; by default that of its class. */
    default String id() {
        return getClass().getName();
    }

    /** The backend whose artifacts it makes: {@code "jvm"}, for instance. */
    String backend();

    /**
     * Compiles one validated body.
     *
     * @throws dev.tandem.ir.code.CompilationException if this function is refused, for example because it is beyond a budget
     * @throws CompilationCancelledException if nobody wants the code any more, see {@link CompilationRequest#checkCancelled}
     */
    CompilationResult compile(CompilationRequest request);

    /**
     * What it makes of a function up to a stage, for people to read; empty if it has no text for that.
     *
     * @param stage names are the compiler's own; the shipped ones have {@code graph}, {@code graph.dot}, {@code graph.igv}, {@code schedule},
     *     {@code schedule.dot} and {@code code}, the native one {@code lir} and {@code lir:allocated}, too, all of them also with {@code :PHASE}
     *     behind, as if that phase were the last
     */
    default Optional<String> listing(CompilationRequest request, String stage) {
        return Optional.empty();
    }
}
