// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A module come to life: its memories, tables and globals.
 *
 * <p><b>Threads.</b> Single-threaded by contract: one thread at a time may be inside. Instances that are linked to one another, because
 * one imports what another exports, count as one. A second thread that tries to enter gets a {@link dev.tandem.ir.trap.ConcurrentEntryException}. Any thread may
 * call {@link #interrupt}, {@link #setDeadline} and {@link #close}, and look up exports.
 */
public interface Instance extends AutoCloseable {
    Module module();

    /** All exports by name, in the order of the module. Unmodifiable. */
    Map<String, Extern> exports();

    /** The export of that name. */
    Optional<Extern> export(String name);

    /** @throws NoSuchExportException if no function is exported under that name */
    Function function(String name);

    /** @throws NoSuchExportException if no memory is exported under that name */
    Memory memory(String name);

    /** @throws NoSuchExportException if no table is exported under that name */
    Table table(String name);

    /** @throws NoSuchExportException if no global is exported under that name */
    Global global(String name);

    /** @throws NoSuchExportException if no tag is exported under that name */
    Tag tag(String name);

    /**
     * An object of an interface whose abstract methods call the exported functions of the same names. Java types are those of
     * {@link Function#handle}; a method may also have the boxed types, or {@code boolean} for an {@code i32}; reference types are cast.
     *
     * @throws NoSuchExportException if a method has no function of its name
     * @throws CallException if a method's type does not fit its function's, or the class is not an interface
     */
    <T> T as(Class<T> type);

    /**
     * Stops the guest soon with {@link dev.tandem.ir.trap.TrapCode#INTERRUPTED}, at the next function entry or turn of a loop; a host
     * function that it is in is not disturbed. If the guest is not running, its next call traps at once. Each interrupt stops
     * one call from Java. Thread-safe.
     */
    void interrupt();

    /** Withdraws an {@link #interrupt} that has not stopped a call yet. Thread-safe. */
    void clearInterrupt();

    /**
     * From {@code timeout} after now, running calls are stopped and new ones refused with {@link dev.tandem.ir.trap.TrapCode#INTERRUPTED}, until
     * the deadline is set anew or {@linkplain #clearDeadline cleared}. Applies to linked instances too. Thread-safe.
     */
    void setDeadline(Duration timeout);

    /** Removes the deadline. Thread-safe. */
    void clearDeadline();

    /** The object that the embedder {@linkplain InstanceOptions#withData gave} to this instance, for its host functions. */
    Optional<Object> data();

    /**
     * Closes the instance: later calls are refused with {@link ClosedException}. A call that is running finishes. What it exported and others
     * imported goes on working. Closing again has no effect.
     */
    @Override
    void close();
}
