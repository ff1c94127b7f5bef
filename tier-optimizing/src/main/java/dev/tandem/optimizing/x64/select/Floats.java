// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.nativex64.Builtin;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.optimizing.x64.instruction.BuiltinCall;
import dev.tandem.optimizing.x64.instruction.FromInteger;
import dev.tandem.optimizing.x64.instruction.ScalarBinary;
import dev.tandem.optimizing.x64.instruction.ScalarUnary;
import dev.tandem.optimizing.x64.instruction.Source;
import dev.tandem.optimizing.x64.instruction.ToGeneral;
import dev.tandem.optimizing.x64.instruction.Truncation;
import dev.tandem.optimizing.x64.instruction.VectorBinary;
import dev.tandem.optimizing.x64.instruction.VectorUnary;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Scalar floats, and conversions from and to integers. */
final class Floats {
    private static final int[] NO_CONSTANTS = {};

    private final Selection selection;
    private final Addresses addresses;
    private final boolean rounds;

    Floats(Selection selection, Addresses addresses) {
        this.selection = selection;
        this.addresses = addresses;
        this.rounds = selection.shapes.target().has(CpuFeature.SSE4_1);
    }

    /** Selects the operation; returns false if it is none of these. */
    boolean select(Operation node, int result) {
        switch (node.op()) {
            case F32_ADD -> arithmetic(VectorOp.ADDSS, true, node, result);
            case F64_ADD -> arithmetic(VectorOp.ADDSD, true, node, result);
            case F32_SUB -> arithmetic(VectorOp.SUBSS, false, node, result);
            case F64_SUB -> arithmetic(VectorOp.SUBSD, false, node, result);
            case F32_MUL -> arithmetic(VectorOp.MULSS, true, node, result);
            case F64_MUL -> arithmetic(VectorOp.MULSD, true, node, result);
            case F32_DIV -> arithmetic(VectorOp.DIVSS, false, node, result);
            case F64_DIV -> arithmetic(VectorOp.DIVSD, false, node, result);
            case F32_ABS, F64_ABS, F32_NEG, F64_NEG, F32_SQRT, F64_SQRT, F32_DEMOTE_F64, F64_PROMOTE_F32 ->
                selection.emit(new ScalarUnary(node.op(), selection.register(node.input(0)), result));
            case F32_NEAREST -> round(Builtin.F32_NEAREST, node, result);
            case F32_FLOOR -> round(Builtin.F32_FLOOR, node, result);
            case F32_CEIL -> round(Builtin.F32_CEIL, node, result);
            case F32_TRUNC -> round(Builtin.F32_TRUNC, node, result);
            case F64_NEAREST -> round(Builtin.F64_NEAREST, node, result);
            case F64_FLOOR -> round(Builtin.F64_FLOOR, node, result);
            case F64_CEIL -> round(Builtin.F64_CEIL, node, result);
            case F64_TRUNC -> round(Builtin.F64_TRUNC, node, result);
            case F32_MIN, F32_MAX, F64_MIN, F64_MAX, F32_COPYSIGN, F64_COPYSIGN ->
                selection.emit(new ScalarBinary(
                        node.op(), selection.register(node.input(0)), selection.register(node.input(1)), result));
            case I32_REINTERPRET_F32 ->
                selection.emit(new ToGeneral(VectorOp.MOVD_TO, selection.register(node.input(0)), result));
            case I64_REINTERPRET_F64 ->
                selection.emit(new ToGeneral(VectorOp.MOVQ_TO, selection.register(node.input(0)), result));
            case F32_REINTERPRET_I32 ->
                selection.emit(new VectorUnary(
                        VectorOp.MOVD_FROM, Source.inRegister(selection.low(node.input(0))), result));
            case F64_REINTERPRET_I64 ->
                selection.emit(new VectorUnary(
                        VectorOp.MOVQ_FROM, Source.inRegister(selection.register(node.input(0))), result));
            case F32_CONVERT_I32_S, F64_CONVERT_I32_S -> convert(node, selection.low(node.input(0)), result);
            case F32_CONVERT_I32_U,
                    F64_CONVERT_I32_U,
                    F32_CONVERT_I64_S,
                    F64_CONVERT_I64_S,
                    F32_CONVERT_I64_U,
                    F64_CONVERT_I64_U -> convert(node, selection.register(node.input(0)), result);
            default -> {
                return truncate(node.op(), node.input(0), result, Positions.NONE);
            }
        }
        return true;
    }

    private void convert(Operation node, int operand, int result) {
        int temporary = FromInteger.isUnsignedLong(node.op()) ? selection.temporary(LirKind.WORD64) : 0;
        selection.emit(FromInteger.of(node.op(), operand, temporary, result));
    }

    /** Selects a conversion to an integer; returns false if it is none. */
    boolean truncate(Opcode op, Node operand, int result, int position) {
        switch (op) {
            case I32_TRUNC_F32_S,
                    I32_TRUNC_F32_U,
                    I32_TRUNC_F64_S,
                    I32_TRUNC_F64_U,
                    I64_TRUNC_F32_S,
                    I64_TRUNC_F32_U,
                    I64_TRUNC_F64_S,
                    I64_TRUNC_F64_U,
                    I32_TRUNC_SAT_F32_S,
                    I32_TRUNC_SAT_F32_U,
                    I32_TRUNC_SAT_F64_S,
                    I32_TRUNC_SAT_F64_U,
                    I64_TRUNC_SAT_F32_S,
                    I64_TRUNC_SAT_F32_U,
                    I64_TRUNC_SAT_F64_S,
                    I64_TRUNC_SAT_F64_U ->
                selection.emit(new Truncation(op, selection.register(operand), result, position));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void arithmetic(VectorOp op, boolean commutes, Operation node, int result) {
        Node first = node.input(0);
        Node second = node.input(1);
        if (commutes && !addresses.isMemory(second) && (addresses.isMemory(first) || first instanceof Constant)) {
            Node exchanged = first;
            first = second;
            second = exchanged;
        }
        selection.emit(new VectorBinary(op, selection.avx, selection.register(first), operand(second), result));
    }

    /** A constant comes from the pool, unless a register has it for other users anyway. */
    private Source operand(Node node) {
        if (node instanceof Constant constant && constant.bits() != 0 && constant.hasOneDataUser()) {
            return Source.constant(constant.bits(), 0, constant.type().code() == 3 ? 4 : 8);
        }
        return addresses.operand(node);
    }

    /**
     * Selects the choice if it is the minimum or maximum as the machine has it, {@code a < b ? a : b} or {@code a > b ? a : b}: the second one
     * if they are equal or not ordered. Returns false if it is another.
     */
    boolean extremum(Select choice, int result) {
        if (!(choice.condition() instanceof Operation test) || test.inputCount() != 2) {
            return false;
        }
        Node a = test.input(0);
        Node b = test.input(1);
        boolean inOrder = choice.ifTrue() == a && choice.ifFalse() == b;
        if (!inOrder && !(choice.ifTrue() == b && choice.ifFalse() == a)) {
            return false;
        }
        switch (test.op()) {
            case F32_LT, F64_LT -> extremum(inOrder, choice, result);
            case F32_GT, F64_GT -> extremum(!inOrder, choice, result);
            case F32_LE, F64_LE, F32_GE, F64_GE -> {
                // Of equal ones it makes no difference which is taken, unless they are zeros.
                if (!isNotZero(a) && !isNotZero(b)) {
                    return false;
                }
                extremum(inOrder == (test.op() == Opcode.F32_LE || test.op() == Opcode.F64_LE), choice, result);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void extremum(boolean least, Select choice, int result) {
        boolean single = choice.type().code() == 3;
        VectorOp op = least ? single ? VectorOp.MINSS : VectorOp.MINSD : single ? VectorOp.MAXSS : VectorOp.MAXSD;
        selection.emit(new VectorBinary(
                op, selection.avx, selection.register(choice.ifTrue()), addresses.operand(choice.ifFalse()), result));
    }

    private static boolean isNotZero(Node node) {
        long magnitude = node.type().code() == 3 ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return node instanceof Constant constant && (constant.bits() & magnitude) != 0;
    }

    private void round(Builtin otherwise, Operation node, int result) {
        int operand = selection.register(node.input(0));
        if (rounds) {
            selection.emit(new ScalarUnary(node.op(), operand, result));
        } else {
            selection.emit(BuiltinCall.of(otherwise, NO_CONSTANTS, result, Positions.NONE, operand));
        }
    }
}
