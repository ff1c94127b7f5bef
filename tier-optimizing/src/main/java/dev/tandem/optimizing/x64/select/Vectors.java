// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.nativex64.sequence.VectorShifts;
import dev.tandem.ir.nativex64.sequence.VectorTable;
import dev.tandem.optimizing.x64.instruction.Source;
import dev.tandem.optimizing.x64.instruction.VectorBinary;
import dev.tandem.optimizing.x64.instruction.VectorBlend;
import dev.tandem.optimizing.x64.instruction.VectorOperation;
import dev.tandem.optimizing.x64.lir.Copy;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Vector instructions. */
final class Vectors {
    /** Indices of a swizzle that the machine takes as they are: below 16, or with the top bit. */
    private static final long NO_INDEX_BITS = 0x7070_7070_7070_7070L;

    private final Selection selection;
    private final Addresses addresses;

    Vectors(Selection selection, Addresses addresses) {
        this.selection = selection;
        this.addresses = addresses;
    }

    void select(Operation node, int result) {
        Opcode op = node.op();
        VectorOp simple = VectorTable.binary(op);
        if (simple != null) {
            boolean exchange = commutes(op) && isBetterSecond(node.input(0)) && !isBetterSecond(node.input(1));
            binary(simple, node.input(exchange ? 1 : 0), node.input(exchange ? 0 : 1), result);
            return;
        }
        VectorOp exchanged = VectorTable.exchanged(op);
        if (exchanged != null) {
            binary(exchanged, node.input(1), node.input(0), result);
            return;
        }
        if (VectorShifts.isShift(op) && node.input(1) instanceof Constant count) {
            selection.emit(VectorOperation.of(
                    selection.lir, selection.avx, op, count.bits(), 0, result, selection.register(node.input(0))));
            return;
        }
        if (node.immediate() == 0 && (op == Opcode.F32X4_EXTRACT_LANE || op == Opcode.F64X2_EXTRACT_LANE)) {
            LirKind kind = op == Opcode.F32X4_EXTRACT_LANE ? LirKind.FLOAT32 : LirKind.FLOAT64;
            selection.emit(new Copy(selection.register(node.input(0)), result, kind));
            return;
        }
        if ((op == Opcode.I8X16_SWIZZLE || op == Opcode.I8X16_RELAXED_SWIZZLE) && hasPlainIndices(node.input(1))) {
            binary(VectorOp.PSHUFB, node.input(0), node.input(1), result);
            return;
        }
        if (op == Opcode.V128_BITSELECT && selection.avx && VectorMasks.isMask(node.input(2))) {
            selection.emit(new VectorBlend(
                    selection.register(node.input(2)),
                    selection.register(node.input(0)),
                    selection.register(node.input(1)),
                    result));
            return;
        }
        selection.emit(VectorOperation.of(
                selection.lir,
                selection.avx,
                op,
                node.immediate(),
                node.immediateHigh(),
                result,
                selection.registers(node, 0, node.inputCount())));
    }

    private void binary(VectorOp op, Node first, Node second, int result) {
        selection.emit(new VectorBinary(op, selection.avx, selection.register(first), operand(second), result));
    }

    /** A constant comes from the pool, unless a register has it for other users anyway. */
    private Source operand(Node node) {
        return isOwnConstant(node)
                ? Source.constant(((ConstantVector) node).low(), ((ConstantVector) node).high(), 16)
                : addresses.operand(node);
    }

    private static boolean isOwnConstant(Node node) {
        return node instanceof ConstantVector constant
                && constant.hasOneDataUser()
                && (constant.low() != constant.high() || (constant.low() != 0 && constant.low() != -1));
    }

    private boolean isBetterSecond(Node node) {
        return isOwnConstant(node) || addresses.isMemory(node);
    }

    private static boolean hasPlainIndices(Node node) {
        if (node instanceof ConstantVector constant) {
            return ((constant.low() | constant.high()) & NO_INDEX_BITS) == 0;
        }
        if (!(node instanceof Operation operation)) {
            return false;
        }
        return switch (operation.op()) {
            case V128_AND -> hasPlainIndices(operation.input(0)) || hasPlainIndices(operation.input(1));
            case I8X16_SHR_U -> operation.input(1) instanceof Constant count && (count.bits() & 7) >= 4;
            default -> false;
        };
    }

    /** Whether the operands may change places. NaNs among them may then give another NaN, as they may anyway. */
    private static boolean commutes(Opcode op) {
        return switch (op) {
            case V128_AND, V128_OR, V128_XOR,
                    I8X16_ADD, I16X8_ADD, I32X4_ADD, I64X2_ADD,
                    I8X16_EQ, I16X8_EQ, I32X4_EQ, I64X2_EQ,
                    I8X16_ADD_SAT_S, I8X16_ADD_SAT_U, I16X8_ADD_SAT_S, I16X8_ADD_SAT_U, I8X16_AVGR_U, I16X8_AVGR_U,
                    I8X16_MIN_S, I8X16_MIN_U, I8X16_MAX_S, I8X16_MAX_U, I16X8_MIN_S, I16X8_MIN_U, I16X8_MAX_S, I16X8_MAX_U,
                    I32X4_MIN_S, I32X4_MIN_U, I32X4_MAX_S, I32X4_MAX_U,
                    I16X8_MUL, I32X4_MUL, I32X4_DOT_I16X8_S,
                    F32X4_ADD, F32X4_MUL, F64X2_ADD, F64X2_MUL -> true;
            default -> false;
        };
    }
}
