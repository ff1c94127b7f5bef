// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.CustomSection;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeSymbol;
import dev.tandem.manager.CompilationStatistics;
import java.util.List;
import java.util.Optional;

/** A validated module, and its code as far as it was compiled. Immutable and thread-safe; may be instantiated many times. */
public interface Module extends AutoCloseable {
    /** The module's name: from its name section. */
    Optional<String> name();

    /**
     * The backend that it runs on: the engine's, or if that one refuses the module and the configuration says {@code "auto"}, another. Instances
     * on different backends cannot import from each other.
     */
    BackendChoice backend();

    /** What it asks for, in the order of the module. */
    List<ImportDescription> imports();

    /** What it offers, in the order of the module. */
    List<ExportDescription> exports();

    /** The custom sections, in the order of the module. */
    List<CustomSection> customSections();

    /** Everything that was decoded. */
    WasmModule definition();

    /** Instantiates a module without imports. */
    default Instance instantiate() {
        return instantiate(Imports.none());
    }

    /** Instantiates with standard options. See {@link #instantiate(Imports, InstanceOptions)}. */
    default Instance instantiate(Imports imports) {
        return instantiate(imports, InstanceOptions.standard());
    }

    /**
     * Makes an instance: links the imports, fills tables and memories, runs the start function.
     *
     * @throws LinkException if an import is missing or of another type
     * @throws LimitException if a memory, a table or the number of instances would exceed a limit
     * @throws dev.tandem.ir.trap.WasmTrap if a segment does not fit or the start function traps; effects on imported memories and tables stay
     * @throws ClosedException if the module or engine is closed
     */
    Instance instantiate(Imports imports, InstanceOptions options);

    /**
     * Compiles every function that is not compiled yet, ahead of its first call.
     *
     * @param threads how many threads work at it, 1 or more
     * @throws dev.tandem.ir.code.CompilationException for the first function that cannot be compiled
     */
    void compileAll(int threads);

    /**
     * What a compiler makes of a defined function, for people to read; empty if there is no text for that stage.
     *
     * @param stage {@code "baseline"}: the code of the baseline tier; of the optimizing one, in engines that have it, {@code "graph"} (also
     *     {@code "graph.dot"}, {@code "graph.igv"}, {@code "graph:PHASE"}), {@code "schedule"}, {@code "lir"}, {@code "lir:allocated"} and
     *     {@code "code"}
     */
    Optional<String> listing(int functionIndex, String stage);

    /**
     * The machine code that this process holds of the module now, for profilers and debuggers; empty on backends that make other code. It may be
     * replaced or freed at any time.
     */
    List<CodeSymbol> machineCode();

    /** What was compiled so far, by which tier, in which time. */
    CompilationStatistics statistics();

    /** Gives up the module's code: it cannot be instantiated any more. Its instances live on. Closing again has no effect. */
    @Override
    void close();
}
