// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.NativeConvention;

/** Float arithmetic and comparisons. {@code kind} is that of an f32 or f64; registers here are numbers of vector registers. */
final class FloatEmitter {
    private static final int SCRATCH = NativeConvention.VECTOR_SCRATCH;

    private final Emission emission;
    private final Assembler masm;
    private final Values values;

    FloatEmitter(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
    }

    static int number(int place) {
        return place & 15;
    }

    /** Whether the two-operand form would destroy {@code from}, a place, which is still needed. */
    int destination(int from) {
        return values.isFree(from) ? from : values.allocateVector();
    }

    /** {@code destination = op(first, second)}, numbers of registers, with a copy where the processor wants one. */
    void three(VectorOp op, int destination, int first, int second) {
        if (masm.hasThreeOperands() || destination == first) {
            masm.xxx(op, destination, first, second);
        } else if (destination != second) {
            masm.xx(VectorOp.MOVAPS, destination, first);
            masm.xxx(op, destination, destination, second);
        } else {
            masm.xx(VectorOp.MOVAPS, SCRATCH, first);
            masm.xxx(op, SCRATCH, SCRATCH, second);
            masm.xx(VectorOp.MOVAPS, destination, SCRATCH);
        }
    }

    void arithmetic(VectorOp op, int kind) {
        int right = values.pop();
        int first = values.popRegister();
        if (values.place[right] == Values.SLOT) {
            int to = destination(first);
            if (!masm.hasThreeOperands() && to != first) {
                masm.xx(VectorOp.MOVAPS, number(to), number(first));
                first = to;
            }
            masm.xxm(op, number(to), number(first), RBP, NONE, 0, -values.slot[right]);
            values.pushRegister(kind, to);
            return;
        }
        int second = values.toRegister(right);
        int to = destination(first);
        three(op, number(to), number(first), number(second));
        values.pushRegister(kind, to);
    }

    /** An instruction that takes one scalar and keeps the other lanes of its first operand. */
    void scalar(VectorOp op, int kind) {
        int from = values.popRegister();
        int to = destination(from);
        masm.xxx(op, number(to), masm.hasThreeOperands() ? number(from) : number(to), number(from));
        values.pushRegister(kind, to);
    }

    /** @param mode 0 nearest, 1 floor, 2 ceil, 3 trunc */
    void round(int kind, int mode) {
        int from = values.popRegister();
        int to = destination(from);
        VectorOp op = kind == Values.F32 ? VectorOp.ROUNDSS : VectorOp.ROUNDSD;
        int first = masm.hasThreeOperands() ? number(from) : number(to);
        masm.xxxi(op, number(to), first, number(from), 8 | mode);
        values.pushRegister(kind, to);
    }

    /** {@code abs} and {@code neg}: a bit operation with the sign. */
    void sign(VectorOp op, int kind, boolean invertMask) {
        int from = values.popRegister();
        int to = destination(from);
        Label mask = signMask(kind, invertMask);
        if (masm.hasThreeOperands()) {
            masm.xxl(op, number(to), number(from), mask);
        } else {
            emission.transfers.move(kind, to, from);
            masm.xxl(op, number(to), number(to), mask);
        }
        values.pushRegister(kind, to);
    }

    private Label signMask(int kind, boolean inverted) {
        long lane = kind == Values.F32 ? 0x8000_0000_8000_0000L : Long.MIN_VALUE;
        long bits = inverted ? ~lane : lane;
        return masm.constant(bits, bits, 16);
    }

    void copySign(int kind) {
        int second = values.popRegister();
        int first = values.popRegister();
        int to = destination(first);
        masm.xx(VectorOp.MOVAPS, SCRATCH, number(second));
        masm.xxl(VectorOp.ANDPS, SCRATCH, SCRATCH, signMask(kind, false));
        emission.transfers.move(kind, to, first);
        masm.xxl(VectorOp.ANDPS, number(to), number(to), signMask(kind, true));
        masm.xxx(VectorOp.ORPS, number(to), number(to), SCRATCH);
        values.pushRegister(kind, to);
    }

    /**
     * {@code min} and {@code max}: the machine's instruction is right when the operands differ and are numbers; zeros of both signs are
     * merged bit by bit, and an addition makes NaN of NaN.
     */
    void extremum(int kind, boolean max) {
        boolean single = kind == Values.F32;
        int second = values.popRegister();
        int first = values.popRegister();
        int a = number(first);
        int b = number(second);
        Label differ = new Label();
        Label unordered = new Label();
        Label done = new Label();
        masm.xx(VectorOp.MOVAPS, SCRATCH, a);
        masm.xx(single ? VectorOp.UCOMISS : VectorOp.UCOMISD, a, b);
        masm.jccShort(Condition.NOT_EQUAL, differ);
        masm.jccShort(Condition.PARITY, unordered);
        masm.xxx(max ? VectorOp.ANDPS : VectorOp.ORPS, SCRATCH, SCRATCH, b);
        masm.jmpShort(done);
        masm.bind(unordered);
        masm.xxx(single ? VectorOp.ADDSS : VectorOp.ADDSD, SCRATCH, SCRATCH, b);
        masm.jmpShort(done);
        masm.bind(differ);
        VectorOp op = single ? max ? VectorOp.MAXSS : VectorOp.MINSS : max ? VectorOp.MAXSD : VectorOp.MINSD;
        masm.xxx(op, SCRATCH, SCRATCH, b);
        masm.bind(done);
        int to = destination(first);
        masm.xx(VectorOp.MOVAPS, number(to), SCRATCH);
        values.pushRegister(kind, to);
    }

    void equal(int kind, boolean negated) {
        int second = values.popRegister();
        int first = values.popRegister();
        masm.xx(kind == Values.F32 ? VectorOp.UCOMISS : VectorOp.UCOMISD, number(first), number(second));
        emission.conditions.result(negated ? Conditions.FLOAT_NOT_EQUAL : Conditions.FLOAT_EQUAL, 1);
    }

    /** Less becomes greater: the conditions that NaN fails are those on the carry flag being clear. */
    void compare(int kind, Condition condition, boolean exchange) {
        int second = values.popRegister();
        int first = values.popRegister();
        VectorOp op = kind == Values.F32 ? VectorOp.UCOMISS : VectorOp.UCOMISD;
        if (exchange) {
            masm.xx(op, number(second), number(first));
        } else {
            masm.xx(op, number(first), number(second));
        }
        emission.conditions.result(condition);
    }
}
