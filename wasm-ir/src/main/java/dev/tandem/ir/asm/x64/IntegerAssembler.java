// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/** Instructions on general registers. {@code bits} is the operand size: 8, 16, 32 or 64. */
abstract class IntegerAssembler extends Encoder {
    /** {@code op destination, source}. */
    public void rr(IntegerOp op, int bits, int destination, int source) {
        if (op.load >= 0) {
            boolean bytes = bits == 8 || op == IntegerOp.MOVZX8 || op == IntegerOp.MOVSX8;
            encodeRegister(sized(op.load, bits), bits, destination, source, bits == 8, bytes);
        } else {
            encodeRegister(sized(op.store, bits), bits, source, destination, bits == 8, bits == 8);
        }
    }

    /** {@code op destination, [memory]}. */
    public void rm(IntegerOp op, int bits, int destination, int base, int index, int scale, int displacement) {
        encodeMemory(sized(op.load, bits), bits, destination, base, index, scale, displacement, bits == 8);
    }

    /** {@code op [memory], source}. */
    public void mr(IntegerOp op, int bits, int base, int index, int scale, int displacement, int source) {
        encodeMemory(sized(op.store, bits), bits, source, base, index, scale, displacement, bits == 8);
    }

    /** {@code op destination, value}; sign-extended to 64 bits. */
    public void ri(IntegerOp op, int bits, int destination, int value) {
        boolean small = op.shortImmediate >= 0 && value == (byte) value && bits != 8;
        encodeRegister(small ? op.shortImmediate : sized(op.immediate, bits), bits, op.extension, destination, false, bits == 8);
        immediate(small ? 8 : bits, value);
    }

    /** {@code op [memory], value}; sign-extended to 64 bits. */
    public void mi(IntegerOp op, int bits, int base, int index, int scale, int displacement, int value) {
        boolean small = op.shortImmediate >= 0 && value == (byte) value && bits != 8;
        encodeMemory(
                small ? op.shortImmediate : sized(op.immediate, bits),
                bits,
                op.extension,
                base,
                index,
                scale,
                displacement,
                false);
        immediate(small ? 8 : bits, value);
    }

    /** A one-operand instruction, or a shift or rotation by {@code cl}. */
    public void r(IntegerOp op, int bits, int register) {
        encodeRegister(sized(op.immediate, bits), bits, op.extension, register, false, bits == 8);
    }

    /** A shift or rotation by a constant; or {@code bt} with a constant bit. */
    public void shift(IntegerOp op, int bits, int register, int count) {
        encodeRegister(sized(op.shortImmediate, bits), bits, op.extension, register, false, bits == 8);
        byte_(count);
    }

    /** {@code destination = source shifted by count}, without the flags: {@code shlx}, {@code shrx} or {@code sarx}, which need BMI2. */
    public void shiftx(IntegerOp op, int bits, int destination, int source, int count) {
        int prefix = op == IntegerOp.SHL ? 1 : op == IntegerOp.SAR ? 2 : 3;
        vexRegister(0xf7, 2, prefix, bits == 64 ? 1 : 0, 0, destination, count, source);
    }

    /** {@code destination = ~inverted & other}, which needs BMI1. */
    public void andn(int bits, int destination, int inverted, int other) {
        vexRegister(0xf2, 2, 0, bits == 64 ? 1 : 0, 0, destination, inverted, other);
    }

    /** {@code destination = source rotated right by count}, without the flags: {@code rorx}, which needs BMI2. */
    public void rorx(int bits, int destination, int source, int count) {
        vexRegister(0xf0, 3, 3, bits == 64 ? 1 : 0, 0, destination, 0, source);
        byte_(count);
    }

    /** {@code imul destination, source, value}. */
    public void imul(int bits, int destination, int source, int value) {
        boolean small = value == (byte) value;
        encodeRegister(small ? 0x6b : 0x69, bits, destination, source, false, false);
        immediate(small ? 8 : bits, value);
    }

    /** Sets {@code destination} to any 64-bit constant, in the fewest bytes; flags are kept. */
    public void mov(int destination, long value) {
        ensure(16);
        if (value >>> 32 == 0) {
            if (destination >= 8) {
                byte_(0x41);
            }
            byte_(0xb8 | (destination & 7));
            int_((int) value);
        } else if (value == (int) value) {
            ri(IntegerOp.MOV, 64, destination, (int) value);
        } else {
            byte_(0x48 | (destination >> 3));
            byte_(0xb8 | (destination & 7));
            long_(value);
        }
    }

    /** {@code lock cmpxchg} or {@code lock xadd} of {@code [memory]} with {@code source}. */
    public void lock(IntegerOp op, int bits, int base, int index, int scale, int displacement, int source) {
        ensure(2);
        if (bits == 16) {
            byte_(0x66);
        }
        byte_(0xf0);
        encodeMemory(sized(op.store, bits), bits == 16 ? 32 : bits, source, base, index, scale, displacement, bits == 8);
    }

    public void cmov(Condition condition, int bits, int destination, int source) {
        encodeRegister(0x0f40 | condition.code(), bits, destination, source, false, false);
    }

    /** Sets the low byte of {@code register} to 0 or 1. */
    public void set(Condition condition, int register) {
        encodeRegister(0x0f90 | condition.code(), 32, 0, register, false, true);
    }

    public void push(int register) {
        ensure(2);
        if (register >= 8) {
            byte_(0x41);
        }
        byte_(0x50 | (register & 7));
    }

    public void pop(int register) {
        ensure(2);
        if (register >= 8) {
            byte_(0x41);
        }
        byte_(0x58 | (register & 7));
    }

    /** Sign of {@code rax} into {@code rdx}: {@code cdq} or {@code cqo}. */
    public void signExtendAccumulator(int bits) {
        ensure(2);
        if (bits == 64) {
            byte_(0x48);
        }
        byte_(0x99);
    }

    public void bswap(int bits, int register) {
        ensure(3);
        int rex = (bits == 64 ? 8 : 0) | (register >> 3);
        if (rex != 0) {
            byte_(0x40 | rex);
        }
        byte_(0x0f);
        byte_(0xc8 | (register & 7));
    }

    public void ret() {
        ensure(1);
        byte_(0xc3);
    }

    /** Returns, and takes {@code bytes} (0 to 65535) of arguments off the stack. */
    public void ret(int bytes) {
        if (bytes == 0) {
            ret();
            return;
        }
        ensure(3);
        byte_(0xc2);
        byte_(bytes);
        byte_(bytes >> 8);
    }

    /** {@code sub register, value} with a value of four bytes that is {@linkplain #patchInt patched} later; returns where it stands. */
    public int subtractInt(int register) {
        return withInt(IntegerOp.SUB, register);
    }

    /** The same of {@code add}. */
    public int addInt(int register) {
        return withInt(IntegerOp.ADD, register);
    }

    private int withInt(IntegerOp op, int register) {
        encodeRegister(op.immediate, 64, op.extension, register, false, false);
        ensure(4);
        int_(0);
        return position - 4;
    }

    /** Replaces four bytes of the code so far. */
    public void patchInt(int at, int value) {
        setInt(at, value);
    }

    /** Copies {@code rcx} bytes from {@code [rsi]} to {@code [rdi]}, upwards. */
    public void repMovsb() {
        ensure(2);
        byte_(0xf3);
        byte_(0xa4);
    }

    /** Sets {@code rcx} bytes from {@code [rdi]} to {@code al}. */
    public void repStosb() {
        ensure(2);
        byte_(0xf3);
        byte_(0xaa);
    }

    /** The instruction that is guaranteed to be none. */
    public void ud2() {
        ensure(2);
        byte_(0x0f);
        byte_(0x0b);
    }

    public void mfence() {
        ensure(3);
        byte_(0x0f);
        byte_(0xae);
        byte_(0xf0);
    }

    public void cpuid() {
        ensure(2);
        byte_(0x0f);
        byte_(0xa2);
    }

    public void xgetbv() {
        ensure(3);
        byte_(0x0f);
        byte_(0x01);
        byte_(0xd0);
    }

    private static int sized(int opcode, int bits) {
        // The 8-bit form of an opcode is the one before it.
        return bits == 8 ? opcode & ~1 : opcode;
    }

    private void immediate(int bits, int value) {
        ensure(4);
        if (bits == 8) {
            byte_(value);
        } else if (bits == 16) {
            byte_(value);
            byte_(value >> 8);
        } else {
            int_(value);
        }
    }
}
