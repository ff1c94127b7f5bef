// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A module on its way in, decoded, validated and perhaps compiled as its bytes arrive. Thread-safe.
 *
 * <p><b>Errors.</b> What ends the download ends everything here: {@link dev.tandem.decoder.WasmFormatException} at the first byte that proves the
 * module wrong, {@link dev.tandem.ir.code.CompilationException} if no backend can run it, {@link java.io.UncheckedIOException} if reading fails,
 * {@link ClosedException} after {@link #cancel}. The source is told to send nothing more. Futures complete exceptionally with that exception.
 */
public interface ModuleArrival {
    /**
     * The module, complete when its last byte is in and proved right. Completed on the thread that delivers the bytes: what takes long belongs
     * behind one of the {@code Async} methods.
     */
    CompletableFuture<Module> module();

    /**
     * An instance, as early as may be.
     *
     * <p>Without {@link StreamingOptions#earlyCalls} that is when {@link #module} is complete. With it, it is when what is still to come cannot
     * change what a call means: for a module without a start function when the code section begins, if no data section can follow (its
     * count is 0, or it has no count and the module has no memory), otherwise when the data section has arrived and only custom sections can
     * follow. For a module with a start function it is when {@link #module} is complete. The instance is made on the thread that delivers the bytes.
     *
     * <p>Functions that are exported can be called while bodies are arriving. A call that reaches a function whose body is not here waits for it,
     * and ends with the arrival's error if that never comes; interrupting the instance, its deadline, or interrupting the thread ends the
     * waiting with a {@link dev.tandem.ir.trap.WasmTrap} of code {@code INTERRUPTED}. If the module proves wrong later, every such instance is
     * closed: a call that runs is interrupted, later ones get a {@link ClosedException} whose cause says what was wrong.
     */
    CompletableFuture<Instance> instantiate(Imports imports, InstanceOptions options);

    /** How far it is. */
    Progress progress();

    /** Gives up. Instances that were made early are closed. Has no effect when the module is complete. */
    void cancel();

    /**
     * How far a module has come.
     *
     * @param bytes bytes decoded
     * @param totalBytes how many there will be, if the source has said so
     * @param functions function bodies that the module will have; 0 until the code section begins
     * @param arrived bodies that have arrived and validated
     * @param compiled functions that the threads of {@link StreamingOptions#compileThreads} are done with: that they have compiled, found refused, or
     *     left to the cache
     * @param complete whether the last byte is in
     */
    record Progress(long bytes, OptionalLong totalBytes, int functions, int arrived, int compiled, boolean complete) {}
}
