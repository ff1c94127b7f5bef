// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MultiplyHigh;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.optimizing.x64.instruction.Addition;
import dev.tandem.optimizing.x64.instruction.Address;
import dev.tandem.optimizing.x64.instruction.AndNot;
import dev.tandem.optimizing.x64.instruction.BitCount;
import dev.tandem.optimizing.x64.instruction.ConstantShift;
import dev.tandem.optimizing.x64.instruction.Division;
import dev.tandem.optimizing.x64.instruction.InPlace;
import dev.tandem.optimizing.x64.instruction.IntegerBinary;
import dev.tandem.optimizing.x64.instruction.IntegerUnary;
import dev.tandem.optimizing.x64.instruction.LoadAddress;
import dev.tandem.optimizing.x64.instruction.MultiplyImmediate;
import dev.tandem.optimizing.x64.instruction.Source;
import dev.tandem.optimizing.x64.instruction.VariableShift;
import dev.tandem.optimizing.x64.lir.Copy;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Integer arithmetic, logic, shifts and extensions. */
final class Integers {
    private final Selection selection;
    private final Addresses addresses;

    Integers(Selection selection, Addresses addresses) {
        this.selection = selection;
        this.addresses = addresses;
    }

    /** Selects the operation; returns false if it is none of these. */
    boolean select(Operation node, int result) {
        switch (node.op()) {
            case I32_ADD -> add(32, node, result);
            case I64_ADD -> add(64, node, result);
            case I32_SUB -> subtract(32, node, result);
            case I64_SUB -> subtract(64, node, result);
            case I32_MUL -> multiply(32, node, result);
            case I64_MUL -> multiply(64, node, result);
            case I32_AND -> and(32, node, result);
            case I64_AND -> and(64, node, result);
            case I32_OR -> binary(IntegerOp.OR, 32, node, result);
            case I64_OR -> binary(IntegerOp.OR, 64, node, result);
            case I32_XOR -> xor(32, node, result);
            case I64_XOR -> xor(64, node, result);
            case I32_SHL -> shift(IntegerOp.SHL, 32, node, result);
            case I32_SHR_S -> shift(IntegerOp.SAR, 32, node, result);
            case I32_SHR_U -> shift(IntegerOp.SHR, 32, node, result);
            case I32_ROTL -> shift(IntegerOp.ROL, 32, node, result);
            case I32_ROTR -> shift(IntegerOp.ROR, 32, node, result);
            case I64_SHL -> shift(IntegerOp.SHL, 64, node, result);
            case I64_SHR_S -> shift(IntegerOp.SAR, 64, node, result);
            case I64_SHR_U -> shift(IntegerOp.SHR, 64, node, result);
            case I64_ROTL -> shift(IntegerOp.ROL, 64, node, result);
            case I64_ROTR -> shift(IntegerOp.ROR, 64, node, result);
            case I32_CLZ -> count(IntegerOp.LZCNT, CpuFeature.LZCNT, 32, node, result);
            case I64_CLZ -> count(IntegerOp.LZCNT, CpuFeature.LZCNT, 64, node, result);
            case I32_CTZ -> count(IntegerOp.TZCNT, CpuFeature.BMI1, 32, node, result);
            case I64_CTZ -> count(IntegerOp.TZCNT, CpuFeature.BMI1, 64, node, result);
            case I32_POPCNT -> count(IntegerOp.POPCNT, CpuFeature.POPCNT, 32, node, result);
            case I64_POPCNT -> count(IntegerOp.POPCNT, CpuFeature.POPCNT, 64, node, result);
            case I32_EXTEND8_S -> extend(IntegerOp.MOVSX8, 32, node, result);
            case I32_EXTEND16_S -> extend(IntegerOp.MOVSX16, 32, node, result);
            case I64_EXTEND8_S -> extend(IntegerOp.MOVSX8, 64, node, result);
            case I64_EXTEND16_S -> extend(IntegerOp.MOVSX16, 64, node, result);
            case I64_EXTEND32_S, I64_EXTEND_I32_S -> extend(IntegerOp.MOVSXD, 64, node, result);
            case I64_EXTEND_I32_U ->
                selection.emit(new Copy(selection.register(node.input(0)), result, LirKind.WORD64));
            case I32_WRAP_I64 -> selection.emit(new Copy(selection.register(node.input(0)), result, LirKind.WORD32));
            case I32_DIV_S, I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_S, I64_DIV_U, I64_REM_S, I64_REM_U ->
                divide(node.op(), node.input(0), node.input(1), false, result, 0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int register(int bits, Node node) {
        return bits == 32 ? selection.low(node) : selection.register(node);
    }

    /** The operand; of 32 bits, it may be the lower half of a register. */
    private Source source(int bits, Node node) {
        if (bits == 32 && Selection.wide(node) != node) {
            return Source.of(selection.low(node));
        }
        return addresses.operand(node);
    }

    private void add(int bits, Operation node, int result) {
        Node first = node.input(0);
        Node second = node.input(1);
        if (loadEffectiveAddress(bits, node, result)) {
            return;
        }
        if (Selection.isImmediate(second)) {
            selection.emit(Addition.immediate(bits, register(bits, first), Selection.immediate(second), result));
        } else if (addresses.isMemory(second) || addresses.isMemory(first)) {
            binary(IntegerOp.ADD, bits, node, result);
        } else if (first.hasOneDataUser()) {
            selection.emit(Addition.of(bits, register(bits, first), register(bits, second), result));
        } else {
            selection.emit(Addition.of(bits, register(bits, second), register(bits, first), result));
        }
    }

    /** A sum of a scaled part, another one and a constant. */
    private boolean loadEffectiveAddress(int bits, Operation node, int result) {
        Opcode add = bits == 32 ? Opcode.I32_ADD : Opcode.I64_ADD;
        Node rest = node;
        int displacement = 0;
        if (Selection.isImmediate(node.input(1))
                && node.input(0) instanceof Operation inner
                && selection.isOwn(inner)) {
            displacement = Selection.immediate(node.input(1));
            rest = inner;
        }
        if (!(rest instanceof Operation sum)) {
            return false;
        }
        if (sum.op() != add) {
            // A scaled part and a constant only.
            int scale = rest == node ? 0 : scale(bits, sum);
            if (scale == 0) {
                return false;
            }
            selection.cover(sum);
            Address address = Address.of(Address.NONE, register(bits, sum.input(0)), scale, displacement);
            selection.emit(new LoadAddress(bits, address, result));
            return true;
        }
        Node base = sum.input(0);
        Node index = sum.input(1);
        if (base instanceof Operation shift && scale(bits, shift) > 0) {
            Node exchanged = base;
            base = index;
            index = exchanged;
        }
        int scale = index instanceof Operation shift ? scale(bits, shift) : 0;
        if ((scale == 0 && (displacement == 0 || index instanceof Constant)) || addresses.isMemory(base)) {
            return false;
        }
        if (base instanceof Constant) {
            if (scale == 0 || displacement != 0 || !Selection.isImmediate(base)) {
                return false;
            }
            displacement = Selection.immediate(base);
        }
        if (rest != node) {
            selection.cover(sum);
        }
        if (scale > 0) {
            selection.cover(index);
            index = index.input(0);
        }
        int baseRegister = base instanceof Constant ? Address.NONE : register(bits, base);
        selection.emit(
                new LoadAddress(bits, Address.of(baseRegister, register(bits, index), scale, displacement), result));
        return true;
    }

    /** The scale that a shift, used only here, can be part of an address with; else 0. */
    private int scale(int bits, Operation node) {
        Opcode shl = bits == 32 ? Opcode.I32_SHL : Opcode.I64_SHL;
        if (node.op() != shl || !(node.input(1) instanceof Constant count) || !selection.isOwn(node)) {
            return 0;
        }
        long scale = count.bits() & (bits - 1);
        return scale <= 3 ? (int) scale : 0;
    }

    private void subtract(int bits, Operation node, int result) {
        Node second = node.input(1);
        if (Selection.isImmediate(second) && Selection.immediate(second) != Integer.MIN_VALUE) {
            selection.emit(
                    Addition.immediate(bits, register(bits, node.input(0)), -Selection.immediate(second), result));
        } else if (Selection.isConstant(node.input(0), 0)) {
            selection.emit(new InPlace(IntegerOp.NEG, bits, register(bits, second), result));
        } else {
            selection.emit(
                    new IntegerBinary(IntegerOp.SUB, bits, register(bits, node.input(0)), right(bits, second), result));
        }
    }

    private Source right(int bits, Node node) {
        return Selection.isImmediate(node) ? Source.immediate(Selection.immediate(node)) : source(bits, node);
    }

    private void multiply(int bits, Operation node, int result) {
        if (!Selection.isImmediate(node.input(1))) {
            binary(IntegerOp.IMUL, bits, node, result);
            return;
        }
        int factor = Selection.immediate(node.input(1));
        int first = register(bits, node.input(0));
        switch (factor) {
            case 3 -> selection.emit(new LoadAddress(bits, Address.of(first, first, 1, 0), result));
            case 5 -> selection.emit(new LoadAddress(bits, Address.of(first, first, 2, 0), result));
            case 9 -> selection.emit(new LoadAddress(bits, Address.of(first, first, 3, 0), result));
            default -> selection.emit(new MultiplyImmediate(bits, first, factor, result));
        }
    }

    private void and(int bits, Operation node, int result) {
        Node second = node.input(1);
        if (second instanceof Constant mask) {
            IntegerOp extension = mask.bits() == 0xff
                    ? IntegerOp.MOVZX8
                    : mask.bits() == 0xffff
                            ? IntegerOp.MOVZX16
                            : bits == 64 && mask.bits() == 0xffff_ffffL ? IntegerOp.MOV : null;
            if (extension != null) {
                selection.emit(
                        new IntegerUnary(extension, 32, Source.of(register(bits, node.input(0))), result));
                return;
            }
            if (bits == 64 && (int) mask.bits() == mask.bits() && mask.bits() > 0) {
                // The upper half comes out zero either way.
                selection.emit(new IntegerBinary(
                        IntegerOp.AND, 32, selection.register(node.input(0)), Source.immediate((int) mask.bits()), result));
                return;
            }
        } else if (selection.bmi1 && (andNot(bits, second, node.input(0), result) || andNot(bits, node.input(0), second, result))) {
            return;
        }
        binary(IntegerOp.AND, bits, node, result);
    }

    private boolean andNot(int bits, Node inverted, Node other, int result) {
        if (!(inverted instanceof Operation xor)
                || xor.op() != (bits == 32 ? Opcode.I32_XOR : Opcode.I64_XOR)
                || !Selection.isConstant(xor.input(1), -1)
                || !selection.isOwn(xor)) {
            return false;
        }
        selection.cover(xor);
        selection.emit(new AndNot(bits, register(bits, xor.input(0)), register(bits, other), result));
        return true;
    }

    private void xor(int bits, Operation node, int result) {
        if (Selection.isConstant(node.input(1), -1)) {
            selection.emit(new InPlace(IntegerOp.NOT, bits, register(bits, node.input(0)), result));
        } else {
            binary(IntegerOp.XOR, bits, node, result);
        }
    }

    /** A commutative operation. */
    private void binary(IntegerOp op, int bits, Operation node, int result) {
        Node first = node.input(0);
        Node second = node.input(1);
        if (!(second instanceof Constant)
                && !addresses.isMemory(second)
                && (addresses.isMemory(first) || (second.hasOneDataUser() && !first.hasOneDataUser()))) {
            Node exchanged = first;
            first = second;
            second = exchanged;
        }
        Source right = op == IntegerOp.IMUL ? source(bits, second) : right(bits, second);
        selection.emit(new IntegerBinary(op, bits, register(bits, first), right, result));
    }

    private void shift(IntegerOp op, int bits, Operation node, int result) {
        Node count = node.input(1);
        int operand = register(bits, node.input(0));
        if (count instanceof Constant constant) {
            selection.emit(ConstantShift.of(
                    op, bits, selection.bmi2, operand, (int) constant.bits() & (bits - 1), result));
            return;
        }
        // The machine takes the count modulo the width, too.
        while (count instanceof Operation mask
                && (mask.op() == Opcode.I32_AND || mask.op() == Opcode.I64_AND)
                && mask.input(1) instanceof Constant kept
                && (kept.bits() & (bits - 1)) == bits - 1) {
            count = mask.input(0);
        }
        if (count instanceof Operation extension && extension.op() == Opcode.I64_EXTEND_I32_U) {
            count = extension.input(0);
        }
        selection.emit(VariableShift.of(op, bits, selection.bmi2, operand, selection.low(count), result));
    }

    private void count(IntegerOp op, CpuFeature feature, int bits, Operation node, int result) {
        if (selection.shapes.target().has(feature)) {
            selection.emit(new IntegerUnary(op, bits, source(bits, node.input(0)), result));
        } else {
            selection.emit(
                    new BitCount(node.op(), register(bits, node.input(0)), selection.temporary(LirKind.WORD64), result));
        }
    }

    private void extend(IntegerOp op, int bits, Operation node, int result) {
        Node operand = node.input(0);
        // The whole of what is loaded must be read: half of an i64 may lie inside a memory whose end the other half is beyond.
        if (node.op() == Opcode.I64_EXTEND_I32_S && operand instanceof Load && addresses.isMemory(operand)) {
            selection.emit(new IntegerUnary(op, bits, addresses.operand(operand), result));
        } else {
            selection.emit(new IntegerUnary(op, bits, Source.of(selection.low(operand)), result));
        }
    }

    void multiplyHigh(MultiplyHigh node, int result) {
        int second = selection.register(node.input(1));
        int low = selection.temporary(LirKind.WORD64);
        selection.emit(new dev.tandem.optimizing.x64.instruction.MultiplyHigh(
                node.isSigned(), selection.register(node.input(0)), second, result, low));
    }

    /** A division or remainder; {@code traps} is whether it may trap, as far as the stamps of the operands allow. */
    void divide(Opcode op, Node dividend, Node divisor, boolean traps, int result, int position) {
        boolean signed =
                switch (op) {
                    case I32_DIV_S, I32_REM_S, I64_DIV_S, I64_REM_S -> true;
                    default -> false;
                };
        boolean remainder =
                switch (op) {
                    case I32_REM_S, I32_REM_U, I64_REM_S, I64_REM_U -> true;
                    default -> false;
                };
        int bits = op.result().code() == 1 ? 32 : 64;
        IntegerStamp by = (IntegerStamp) divisor.stamp();
        long least = bits == 32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
        boolean overflows = signed && by.contains(-1) && ((IntegerStamp) dividend.stamp()).contains(least);
        Division.Shape shape = new Division.Shape(
                bits, signed, remainder, traps && by.contains(0), overflows && (traps || remainder));
        int other = selection.temporary(bits == 32 ? LirKind.WORD32 : LirKind.WORD64);
        int by0 = selection.register(divisor);
        selection.emit(new Division(shape, selection.register(dividend), by0, result, other, position));
    }
}
