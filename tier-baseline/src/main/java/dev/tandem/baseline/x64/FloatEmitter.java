// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.nativex64.sequence.FloatSequences;

/** Float arithmetic and comparisons. {@code kind} is that of an f32 or f64; registers here are numbers of vector registers. */
final class FloatEmitter {
    private static final int SCRATCH = NativeConvention.VECTOR_SCRATCH;

    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final FloatSequences sequences;

    FloatEmitter(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.sequences = new FloatSequences(emission.masm);
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
        sequences.round(kind == Values.F32, mode, number(to), number(from));
        values.pushRegister(kind, to);
    }

    void absolute(int kind) {
        int from = values.popRegister();
        int to = destination(from);
        sequences.absolute(kind == Values.F32, number(to), number(from));
        values.pushRegister(kind, to);
    }

    void negate(int kind) {
        int from = values.popRegister();
        int to = destination(from);
        sequences.negate(kind == Values.F32, number(to), number(from));
        values.pushRegister(kind, to);
    }

    void copySign(int kind) {
        int second = values.popRegister();
        int first = values.popRegister();
        int to = destination(first);
        sequences.copySign(kind == Values.F32, number(to), number(first), number(second));
        values.pushRegister(kind, to);
    }

    void extremum(int kind, boolean max) {
        int second = values.popRegister();
        int first = values.popRegister();
        int to = destination(first);
        boolean single = kind == Values.F32;
        Label done = new Label();
        Label unusual = emission.outOfLine.add(
                _ -> sequences.equalOrUnordered(single, max, number(to), number(first), number(second), done));
        sequences.extremum(single, max, number(to), number(first), number(second), unusual);
        masm.bind(done);
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
