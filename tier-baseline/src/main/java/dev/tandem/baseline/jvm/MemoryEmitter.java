// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import static org.objectweb.asm.Opcodes.ARRAYLENGTH;
import static org.objectweb.asm.Opcodes.I2L;
import static org.objectweb.asm.Opcodes.IUSHR;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.MemoryAccesses;
import dev.tandem.ir.jvm.GuestLayout;

/** Loads, stores and instructions on whole memories. */
final class MemoryEmitter {
    private static final Member DROP = Member.method(GuestLayout.CONTEXT, "dropData", "(I)V");

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final GuestCode guest;
    private final MemoryAccesses accesses;

    MemoryEmitter(Emission emission, MemoryAccesses accesses) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.guest = emission.guest;
        this.accesses = accesses;
    }

    void load(Opcode op, int memoryIndex, long offset) {
        long folded = guest.isMemory64(memoryIndex) ? offset : fold(offset);
        stack.need(1);
        access(op, memoryIndex, folded);
        stack.pop(1);
        ValueType result = op.result();
        stack.pushed(Emission.kind(result));
    }

    void store(Opcode op, int memoryIndex, long offset) {
        stack.need(2);
        access(op, memoryIndex, offset);
        stack.pop(2);
        emission.statement();
    }

    /** Adds a constant address to the offset: the sum of both is below 2^33. */
    private long fold(long offset) {
        if (offset != 0 && stack.pending() == 0 && stack.unpushed(1) && stack.isConstant(0)) {
            long sum = (stack.constantBits(0) & 0xffff_ffffL) + offset;
            if (sum <= Integer.MAX_VALUE) {
                stack.pop(1);
                stack.constant(Kind.INT, sum);
                return 0;
            }
        }
        return offset;
    }

    /** Loads or stores; address and value are on the JVM's stack. */
    void access(Opcode op, int memoryIndex, long offset) {
        boolean wide = guest.isMemory64(memoryIndex);
        boolean plain = offset == 0 && !wide;
        if (!plain) {
            // No memory here reaches an offset from 2^31: this one makes every address negative.
            code.pushInt(offset < 0 || offset > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) offset);
        }
        bytes(memoryIndex);
        emission.site();
        code.invokeStatic(wide ? accesses.wide(op) : plain ? accesses.plain(op) : accesses.withOffset(op));
    }

    private void bytes(int memoryIndex) {
        if (memoryIndex == 0) {
            emission.memory();
        } else {
            guest.memory(memoryIndex);
            code.getField(GuestCode.BYTES);
        }
    }

    void size(int memoryIndex) {
        stack.need(0);
        bytes(memoryIndex);
        code.op(ARRAYLENGTH, 0);
        code.pushInt(16);
        code.op(IUSHR, -1);
        if (guest.isMemory64(memoryIndex)) {
            code.op(I2L, 1);
            stack.pushed(Kind.LONG);
        } else {
            stack.pushed(Kind.INT);
        }
    }

    void grow(int memoryIndex) {
        stack.need(1);
        guest.memory(memoryIndex);
        emission.site();
        emission.call(guest.memoryGrow(memoryIndex), 1);
        emission.memoryMayMove();
        stack.pushed(guest.isMemory64(memoryIndex) ? Kind.LONG : Kind.INT);
    }

    void fill(int memoryIndex) {
        stack.need(3);
        guest.memory(memoryIndex);
        emission.site();
        emission.call(guest.memoryFill(memoryIndex), 3);
        emission.statement();
    }

    void copy(int destination, int source) {
        stack.need(3);
        guest.memory(destination);
        guest.memory(source);
        emission.site();
        emission.call(guest.memoryCopy(destination, source), 3);
        emission.statement();
    }

    void init(int dataIndex, int memoryIndex) {
        stack.need(3);
        guest.memory(memoryIndex);
        code.context();
        code.pushInt(dataIndex);
        emission.site();
        emission.call(guest.memoryInit(memoryIndex), 3);
        emission.statement();
    }

    void dataDrop(int dataIndex) {
        stack.need(0);
        code.context();
        code.pushInt(dataIndex);
        code.invokeVirtual(DROP);
        emission.statement();
    }
}
