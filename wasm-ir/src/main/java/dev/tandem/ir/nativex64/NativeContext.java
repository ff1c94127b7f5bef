// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.OperatingSystem.StackBounds;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An instance: the Java side of a {@link ContextLayout context}, whose memory it owns. In one piece lie the context, the references of the
 * module's functions, the activation, and the array through which entries pass many values.
 */
final class NativeContext extends Context {
    /** What HotSpot wants below any Java frame: its guard zones and the shadow pages that it touches ahead, in bytes. */
    private static final long HOTSPOT_RESERVE = 112 << 10;

    /** What Java code called from guest code may count on: compiling a function is the most. */
    private static final long EXIT_RESERVE = 80 << 10;

    /** More of it on stacks of at least {@link #LARGE_STACK}. */
    private static final long LARGE_EXIT_RESERVE = 144 << 10;

    private static final long LARGE_STACK = 1000 << 10;

    private final NativeModuleCode code;
    private final Object owner;
    private final MemorySegment block;
    private final long address;
    private final int identity;
    private final long activation;
    private final long values;

    /** What ends the entry that a stub just returned from. */
    @Nullable Throwable parked;

    private final HandleTable handles = new HandleTable();

    /** Where the stack really ends; the activation holds another number while an interrupt waits. Guarded by this. */
    private long stackLimit;

    NativeContext(
            NativeModuleCode code,
            Object owner,
            LinearMemory[] memories,
            Table[] tables,
            GlobalCell[] globals,
            @Nullable FunctionReference[] functions,
            byte[][] data,
            @Nullable Object[][] elements) {
        super(memories, tables, globals, functions, data, elements);
        this.code = code;
        this.owner = owner;
        ContextLayout layout = code.layout();
        long activationAt = layout.function(functions.length);
        long valuesAt = activationAt + ActivationLayout.SIZE;
        this.block = Arena.ofAuto().allocate(valuesAt + 8L * code.rawSlots(), 16);
        this.address = block.address();
        this.activation = address + activationAt;
        this.values = address + valuesAt;
        this.identity = code.floor().contexts().add(this);
        RawMemory.putLong(address + ContextLayout.ACTIVATION, activation);
        RawMemory.putLong(address + ContextLayout.OWN_ACTIVATION, activation);
        RawMemory.putInt(address + ContextLayout.IDENTITY, identity);
        RawMemory.putLong(address + ContextLayout.SLOTS, code.slots());
        RawMemory.putLong(address + ContextLayout.TAIL_CALL, floor().stubs().tailCall());
        RawMemory.putLong(address + ContextLayout.TAIL_CALL_RETURN, floor().stubs().tailCallReturn());
        RawMemory.putInt(activation + ActivationLayout.OWNER, identity);
        code.fillTypeIds(address);
        if (floor().barrier().isPresent()) {
            gate().keepOwner(floor().barrier().get());
        }
    }

    NativeModuleCode code() {
        return code;
    }

    NativeFloor floor() {
        return code.floor();
    }

    long address() {
        return address;
    }

    /** Address of the array that entries pass values in: arguments are taken out before anything runs, results put in after all has. */
    long values() {
        return values;
    }

    @Override
    public Object owner() {
        return owner;
    }

    @Override
    protected FunctionReference makeFunction(int index) {
        long at = address + code.layout().function(index);
        int typeId = code.functionTypeId(index);
        RawMemory.putLong(at + ReferenceLayout.SLOT, code.slots() + 8L * index);
        RawMemory.putLong(at + ReferenceLayout.CONTEXT, address);
        RawMemory.putInt(at + ReferenceLayout.TYPE_ID, typeId);
        RawMemory.putInt(at + ReferenceLayout.IDENTITY, index);
        return new FunctionReference(
                typeId,
                code.module().functionType(index),
                this,
                index,
                new NativeCode(block.asSlice(at - address, ReferenceLayout.SIZE), code.entry(index), null));
    }

    /** Fills in what the runtime has put into the arrays meanwhile. */
    void bind() {
        ContextLayout layout = code.layout();
        for (int i = 0; i < code.module().importedFunctionCount(); i++) {
            RawMemory.putLong(
                    address + layout.importedFunction(i),
                    NativeCode.of(java.util.Objects.requireNonNull(functions[i])).address());
        }
        for (int i = 0; i < memories.length; i++) {
            NativeMemory memory = (NativeMemory) memories[i];
            RawMemory.putLong(address + layout.memoryBase(i), memory.base());
            if (i == 0) {
                RawMemory.putLong(address + ContextLayout.MEMORY0_BASE, memory.base());
            }
            memory.mirrorSize(this, layout.memorySize(i));
        }
        for (int i = 0; i < tables.length; i++) {
            ((NativeTable) tables[i]).mirror(this, layout.tableElements(i));
        }
        for (int i = 0; i < globals.length; i++) {
            NativeGlobal global = (NativeGlobal) globals[i];
            long at = address + layout.global(i);
            if (layout.isGlobalShared(i)) {
                RawMemory.putLong(at, global.address());
            } else {
                global.moveTo(block, at);
            }
        }
    }

    /** The context that the entry belongs to which guest code of this context now runs in. */
    NativeContext entered() {
        long active = RawMemory.getLong(address + ContextLayout.ACTIVATION);
        return active == activation ? this : floor().contexts().get(RawMemory.getInt(active + ActivationLayout.OWNER));
    }

    /** Address of the activation of its entries. */
    long activation() {
        return activation;
    }

    /** To be called after each entry from Java: handles live until the outermost has ended. */
    void end() {
        if (handles.inUse() && RawMemory.getLong(activation + ActivationLayout.ENTRY_SP) == 0) {
            handles.clear();
        }
    }

    void clearStatus() {
        RawMemory.putInt(activation + ActivationLayout.STATUS, ActivationLayout.RETURNED);
    }

    /** Says on which stack entries run now. */
    synchronized void setStack(StackBounds bounds) {
        long size = bounds.high() - bounds.low();
        stackLimit = bounds.low() + HOTSPOT_RESERVE + (size >= LARGE_STACK ? LARGE_EXIT_RESERVE : EXIT_RESERVE);
        RawMemory.putLong(activation + ActivationLayout.STACK_LOW, bounds.low());
        RawMemory.putLong(activation + ActivationLayout.STACK_HIGH, bounds.high());
        RawMemory.putLong(activation + ActivationLayout.STACK_LIMIT, interrupted ? ActivationLayout.INTERRUPTED : stackLimit);
    }

    /** The trap for a stack check that failed. */
    WasmTrap stackTrap() {
        if (interrupted) {
            clearInterrupt();
            return new WasmTrap(TrapCode.INTERRUPTED);
        }
        return new WasmTrap(TrapCode.CALL_STACK_EXHAUSTED);
    }

    /** Ends the entry that this context owns, if it is interrupted. */
    void checkInterrupt() {
        // To be read anew each time.
        VarHandle.loadLoadFence();
        if (interrupted) {
            throw stackTrap();
        }
    }

    @Override
    public synchronized void interrupt() {
        interrupted = true;
        RawMemory.putLong(activation + ActivationLayout.STACK_LIMIT, ActivationLayout.INTERRUPTED);
    }

    @Override
    public synchronized void clearInterrupt() {
        interrupted = false;
        RawMemory.putLong(activation + ActivationLayout.STACK_LIMIT, stackLimit);
    }

    /** What stands for {@code reference} in guest code of the entry that this context owns. */
    long toNative(@Nullable Object reference) {
        return switch (reference) {
            case null -> 0;
            case FunctionReference function -> {
                // Held as long as guest code may hold the address.
                handles.pin(function);
                yield NativeCode.of(function).address();
            }
            default -> handles.handle(reference);
        };
    }

    /** What a reference of guest code stands for. */
    @Nullable Object fromNative(long raw) {
        if (raw == 0) {
            return null;
        }
        return HandleTable.isHandle(raw) ? handles.object(raw) : floor().function(raw);
    }

    int handleCount() {
        return handles.size();
    }

    /** Frees handles that guest code has lost, if there are many. The current thread must be in Java, called from the guest. */
    void collectHandles(long frame) {
        if (handles.isCrowded()) {
            handles.retain(frame, RawMemory.getLong(activation + ActivationLayout.STACK_HIGH));
        }
    }
}
