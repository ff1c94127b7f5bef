// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Shuffle;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import org.objectweb.asm.Opcodes;

/** Instructions on vectors, a half at a time: operands stay in variables, from which each half is pushed as it is wanted. */
final class VectorEmitter {
    private final CodeBuffer code;
    private final OperandStack stack;
    private final VectorHelpers helpers;

    VectorEmitter(Emission emission, VectorHelpers helpers) {
        this.code = emission.code;
        this.stack = emission.stack;
        this.helpers = helpers;
    }

    /** A unary, binary or ternary instruction. */
    void operation(Opcode op) {
        VectorHelpers.Helper helper = helpers.of(op);
        int count = op.operandCount();
        if (helper.form() == VectorHelpers.Form.SPLAT) {
            stack.need(1);
            helper.low(code);
            code.op(Opcodes.DUP2, 2);
            result(1);
            return;
        }
        stack.unpush(count);
        switch (helper.form()) {
            case HALVES -> {
                halves(count, false);
                helper.low(code);
                halves(count, true);
            }
            case SHIFT -> {
                stack.half(1, false);
                stack.get(0);
                helper.low(code);
                stack.half(1, true);
                stack.get(0);
            }
            case NARROW -> {
                both(1);
                helper.low(code);
                both(0);
            }
            case WIDEN_LOW, WIDEN_HIGH -> {
                boolean high = helper.form() == VectorHelpers.Form.WIDEN_HIGH;
                halves(count, high);
                helper.low(code);
                halves(count, high);
            }
            case SWIZZLE -> {
                both(1);
                stack.half(0, false);
                helper.low(code);
                both(1);
                stack.half(0, true);
            }
            default -> both(0);
        }
        helper.high(code);
        if (helper.form() == VectorHelpers.Form.TEST) {
            stack.pop(count);
            stack.intoOwnSlot(Kind.INT);
            return;
        }
        if (helper.form() == VectorHelpers.Form.PACK) {
            code.pushLong(0);
        }
        result(count);
    }

    /** The same half of all operands, the first pushed first. */
    private void halves(int count, boolean high) {
        for (int depth = count - 1; depth >= 0; depth--) {
            stack.half(depth, high);
        }
    }

    private void both(int depth) {
        stack.half(depth, false);
        stack.half(depth, true);
    }

    /** Takes {@code count} operands; the halves on the JVM's stack, low below high, are the result. */
    private void result(int count) {
        stack.pop(count);
        stack.intoOwnSlot(Kind.VECTOR);
    }

    void shuffle(long low, long high) {
        Shuffle shuffle = new Shuffle(code, half -> stack.half(1 - half / 2, half % 2 != 0));
        stack.unpush(2);
        shuffle.half(low);
        shuffle.half(high);
        result(2);
    }

    void extractLane(Opcode op, int lane) {
        int lanes = 8 / op.width();
        stack.unpush(1);
        stack.half(0, lane >= lanes);
        code.pushInt(lane % lanes);
        code.invokeStatic(helpers.extractLane(op));
        stack.pop(1);
        stack.intoOwnSlot(Emission.kind(op.result()));
    }

    void replaceLane(Opcode op, int lane) {
        int lanes = 8 / op.width();
        boolean high = lane >= lanes;
        stack.unpush(2);
        if (high) {
            stack.half(1, false);
        }
        stack.half(1, high);
        stack.get(0);
        code.pushInt(lane % lanes);
        code.invokeStatic(helpers.replaceLane(op));
        if (!high) {
            stack.half(1, true);
        }
        result(2);
    }
}
