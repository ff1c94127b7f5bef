// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.vm.Code;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.LinearMemory;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The portable backend: functions become JVM classes, and HotSpot compiles them further. */
public final class JvmBackend implements Backend {
    /** The name of this backend. */
    public static final String NAME = "jvm";

    private final SignatureLoader signatures = new SignatureLoader();
    private final ConcurrentMap<String, WeakReference<JvmModuleCode>> modules = new ConcurrentHashMap<>();
    private final AtomicInteger nextModule = new AtomicInteger();
    private final Backtraces backtraces = new Backtraces(this);

    public JvmBackend() {}

    SignatureLoader signatures() {
        return signatures;
    }

    Backtraces backtraces() {
        return backtraces;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ArtifactFormat> artifactFormat() {
        return Optional.of(new JvmArtifactFormat());
    }

    @Override
    public ModuleCode newModuleCode(WasmModule module, ModuleTypes types, FunctionCompiler compiler) {
        String loaderName = "tandem-" + Integer.toHexString(System.identityHashCode(this)) + "-"
                + nextModule.incrementAndGet();
        JvmModuleCode code = new JvmModuleCode(this, loaderName, module, types, compiler);
        modules.put(loaderName, new WeakReference<>(code));
        return code;
    }

    /** The module whose class loader has that name, if it is still there. */
    @Nullable JvmModuleCode module(String loaderName) {
        WeakReference<JvmModuleCode> reference = modules.get(loaderName);
        return reference == null ? null : reference.get();
    }

    void forget(String loaderName) {
        modules.remove(loaderName);
    }

    @Override
    public LinearMemory newMemory(MemoryType type, long maximumPages) {
        return new HeapMemory(type, maximumPages);
    }

    @Override
    public FunctionReference hostFunction(int typeId, FunctionType type, HostFunction function, Context importer) {
        try {
            Class<?> adapter = signatures.hostClass(GuestSignature.of(type));
            Code code = (Code) adapter.getConstructor(HostFunction.class).newInstance(function);
            return new FunctionReference(typeId, type, importer, -1, code);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("generated host adapter is not usable", e);
        }
    }

    @Override
    public FunctionReference hostFunction(int typeId, FunctionType type, MethodHandle handle, Context importer) {
        GuestSignature signature = GuestSignature.of(type);
        if (signature.isWide() || signature.hasExtraResults()) {
            throw new IllegalArgumentException("a method handle cannot have the type " + type);
        }
        return new FunctionReference(typeId, type, importer, -1, signatures.handleCode(signature, handle));
    }

    @Override
    public void invoke(FunctionReference function, long[] numbers, @Nullable Object[] references) {
        enterRaw(numbers, references, function);
    }

    private static void enterRaw(long[] numbers, @Nullable Object[] references, FunctionReference function) {
        Context context = function.context;
        context.enter();
        try {
            function.code.callRaw(numbers, references, function);
        } catch (Throwable t) {
            throw JvmBackend.<RuntimeException>sneak(GuestLinkage.unwind(t, function));
        } finally {
            context.leave();
        }
    }

    /** Lets a host function's checked exception through as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Override
    public MethodHandle handle(FunctionReference function) {
        GuestSignature signature = GuestSignature.of(function.type());
        try {
            if (signature.isWide() || signature.hasExtraResults()) {
                MethodHandle raw = MethodHandles.lookup()
                        .findStatic(
                                JvmBackend.class,
                                "enterRaw",
                                MethodType.methodType(
                                        void.class, long[].class, Object[].class, FunctionReference.class));
                return MethodHandles.insertArguments(raw, 2, function);
            }
            Class<?> type = signatures.signatureClass(signature);
            MethodType descriptor =
                    MethodType.fromMethodDescriptorString(signature.virtualDescriptor(), type.getClassLoader());
            MethodHandle enter = MethodHandles.publicLookup().findStatic(type, SignatureClasses.ENTER, descriptor);
            return MethodHandles.insertArguments(enter, descriptor.parameterCount() - 1, function);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("generated entry is not usable", e);
        }
    }
}
