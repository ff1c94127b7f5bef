// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A code generator's run-time half: one an engine. Thread-safe. */
public interface Backend {
    /** The name by which tiers and options know it: {@code "jvm"}. */
    String name();

    /** How its artifacts are kept as bytes; empty if they cannot be. */
    default Optional<ArtifactFormat> artifactFormat() {
        return Optional.empty();
    }

    /**
     * Makes room for a module's code; every function starts as a lazy stub.
     *
     * @param types engine-wide identities of the module's types
     * @param compiler asked at each function's first call
     */
    ModuleCode newModuleCode(WasmModule module, ModuleTypes types, FunctionCompiler compiler);

    /**
     * A memory of its initial size.
     *
     * @param maximumPages the most it may grow to, besides the type's own maximum
     * @throws dev.tandem.ir.trap.WasmTrap if the initial size cannot be had
     */
    LinearMemory newMemory(MemoryType type, long maximumPages);

    /**
     * A table of its initial size, or of less if that cannot be had.
     *
     * @param functions whether its elements are functions
     * @param maximumElements the most it may grow to, besides the type's own maximum
     */
    default Table newTable(TableType type, boolean functions, long maximumElements, @Nullable Object initial) {
        return Table.create(type, functions, maximumElements, initial);
    }

    /** A global that holds zero or null. */
    default GlobalCell newGlobal(GlobalType type) {
        return GlobalCell.create(type);
    }

    /** A host function, called in the raw convention, as imported by the instance of {@code importer}. */
    FunctionReference hostFunction(int typeId, FunctionType type, HostFunction function, Context importer);

    /**
     * A host function, called through a method handle of exactly the Java types of {@code type}: {@code int}, {@code long}, {@code float},
     * {@code double}, {@code Object} for references; {@code void} or one result. HotSpot can inline it into guest code.
     */
    FunctionReference hostFunction(int typeId, FunctionType type, MethodHandle handle, Context importer);

    /**
     * Enters the guest in the {@linkplain dev.tandem.ir.vm.Code raw convention}. A trap arrives as a
     * {@link dev.tandem.ir.trap.WasmTrap} with its backtrace; what a host function threw arrives as the same object.
     */
    void invoke(FunctionReference function, long[] numbers, Object[] references);

    /**
     * An exact method handle that enters the guest like {@link #invoke}: parameters and result of the Java types of the function's type.
     * Several results, and types too wide for a Java method, come as {@code (long[], Object[]) -> void} in the raw convention.
     */
    MethodHandle handle(FunctionReference function);
}
