// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** A host function as guest code calls it: through a {@link ReferenceLayout reference} whose slot is its own. */
final class NativeHost {
    private static final Object[] NO_REFERENCES = {};

    private final NativeSignature signature;
    private final @Nullable HostFunction function;
    private final @Nullable MethodHandle handle;
    private final NativeContext importer;
    private final boolean references;
    private final FunctionReference reference;

    /** {@code (values) -> void}, made of {@link #handle} at the first call. */
    private @Nullable MethodHandle adapted;

    /** Exactly one of {@code function} and {@code handle} is there. */
    NativeHost(
            int typeId,
            FunctionType type,
            @Nullable HostFunction function,
            @Nullable MethodHandle handle,
            NativeContext importer) {
        NativeFloor floor = importer.floor();
        this.signature = NativeSignature.of(type);
        this.function = function;
        this.handle = handle;
        this.importer = importer;
        this.references = signature.key().indexOf('L') >= 0;
        MemorySegment struct = Arena.ofAuto().allocate(ReferenceLayout.SIZE, 8);
        long at = struct.address();
        RawMemory.putLong(at + ReferenceLayout.SLOT, at + ReferenceLayout.OWN_SLOT);
        RawMemory.putLong(at + ReferenceLayout.CONTEXT, importer.address());
        RawMemory.putInt(at + ReferenceLayout.TYPE_ID, typeId);
        RawMemory.putInt(at + ReferenceLayout.IDENTITY, floor.hosts().add(this));
        RawMemory.putLong(at + ReferenceLayout.OWN_SLOT, floor.hostStub(signature));
        NativeCode code = new NativeCode(struct, floor.entryStub(signature), this);
        this.reference = new FunctionReference(typeId, type, importer, -1, code);
    }

    FunctionReference reference() {
        return reference;
    }

    /**
     * Calls it with the values at {@code values}, and puts the results there.
     *
     * @param entered the context that owns the handles among them
     */
    void call(NativeContext entered, long values) throws Throwable {
        if (function != null) {
            callRaw(function, entered, values);
            return;
        }
        MethodHandle target = adapted;
        if (target == null) {
            target = HostAdapters.adapt(java.util.Objects.requireNonNull(handle), signature, importer);
            adapted = target;
        }
        target.invokeExact(values);
    }

    private void callRaw(HostFunction target, NativeContext entered, long values) throws Throwable {
        int slots = signature.rawSlots();
        long[] numbers = new long[slots];
        for (int i = 0; i < slots; i++) {
            numbers[i] = RawMemory.getLong(values + 8L * i);
        }
        if (!references) {
            target.call(importer, numbers, NO_REFERENCES);
            for (int i = 0; i < slots; i++) {
                RawMemory.putLong(values + 8L * i, numbers[i]);
            }
            return;
        }
        @Nullable Object[] objects = new Object[slots];
        int slot = 0;
        for (int i = 0; i < signature.parameterCount(); i++) {
            char kind = signature.parameterKind(i);
            if (kind == 'L') {
                objects[slot] = entered.fromNative(numbers[slot]);
                numbers[slot] = 0;
            }
            slot += NativeSignature.slots(kind);
        }
        target.call(importer, numbers, objects);
        slot = 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            char kind = signature.resultKind(i);
            RawMemory.putLong(values + 8L * slot, kind == 'L' ? entered.toNative(objects[slot]) : numbers[slot]);
            if (kind == 'V') {
                RawMemory.putLong(values + 8L * slot + 8, numbers[slot + 1]);
            }
            slot += NativeSignature.slots(kind);
        }
    }
}
