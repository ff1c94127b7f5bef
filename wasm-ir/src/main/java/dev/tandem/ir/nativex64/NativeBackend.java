// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.platform.PlatformException;
import dev.tandem.ir.platform.PlatformSupport;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.lang.invoke.MethodHandle;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The native backend: functions become machine code that runs on the thread's own stack. */
public final class NativeBackend implements Backend {
    /** The name of this backend. */
    public static final String NAME = "x64";

    private final NativeFloor floor;
    private final NativeTarget target;

    /** With all that platform and processor offer. */
    public NativeBackend() {
        this(true, Set.of(), false);
    }

    /**
     * A backend that does without some of what there is, for deployments and tests that want it so.
     *
     * @param guardPages whether memories may lie between guard pages; explicit checks are made otherwise, and where guard pages cannot be had
     * @param masked what of the processor is not to be used
     * @param poisonUpperHalves see {@link NativeTarget}
     * @throws PlatformException if native code cannot be run here, see {@link #unavailable}
     */
    public NativeBackend(boolean guardPages, Set<CpuFeature> masked, boolean poisonUpperHalves) {
        PlatformSupport.missing().ifPresent(reason -> {
            throw new PlatformException(reason);
        });
        this.floor = NativeFloor.instance();
        Set<CpuFeature> features = EnumSet.noneOf(CpuFeature.class);
        features.addAll(floor.features());
        features.removeAll(masked);
        this.target = new NativeTarget(features, guardPages && floor.guardsRefused().isEmpty(), poisonUpperHalves);
    }

    /** Why there can be no such backend in this process, and what to do about it; empty if there can. Costs nothing. */
    public static Optional<String> unavailable() {
        return PlatformSupport.missing();
    }

    /** Whether there could be such a backend if native access were enabled. Costs nothing. */
    public static boolean lacksOnlyPermission() {
        return PlatformSupport.lacksOnlyPermission();
    }

    /** What compilers have to know. */
    public NativeTarget target() {
        return target;
    }

    /** Why memories are checked explicitly though guard pages were not declined; empty if they are not. */
    public Optional<String> guardPagesRefused() {
        return floor.guardsRefused();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ArtifactFormat> artifactFormat() {
        return Optional.of(new NativeArtifactFormat(target));
    }

    @Override
    public ModuleCode newModuleCode(WasmModule module, ModuleTypes types, FunctionCompiler compiler) {
        return new NativeModuleCode(floor, module, types, compiler);
    }

    @Override
    public LinearMemory newMemory(MemoryType type, long maximumPages) {
        return floor.newMemory(type, maximumPages, target.isGuarded(type));
    }

    @Override
    public Table newTable(TableType type, boolean functions, long maximumElements, @Nullable Object initial) {
        Table table = new NativeTable(type, functions, maximumElements);
        table.grow(type.limits().minimum(), initial);
        return table;
    }

    @Override
    public GlobalCell newGlobal(GlobalType type) {
        return new NativeGlobal(type);
    }

    @Override
    public FunctionReference hostFunction(int typeId, FunctionType type, HostFunction function, Context importer) {
        return new NativeHost(typeId, type, function, null, (NativeContext) importer).reference();
    }

    @Override
    public FunctionReference hostFunction(int typeId, FunctionType type, MethodHandle handle, Context importer) {
        GuestSignature shape = GuestSignature.of(type);
        if (shape.isWide() || shape.hasExtraResults()) {
            throw new IllegalArgumentException("a method handle cannot have the type " + type);
        }
        return new NativeHost(typeId, type, null, handle, (NativeContext) importer).reference();
    }

    @Override
    public void invoke(FunctionReference function, long[] numbers, @Nullable Object[] references) {
        Entries.enter(function, numbers, references);
    }

    @Override
    public MethodHandle handle(FunctionReference function) {
        return Entries.handle(function);
    }
}
