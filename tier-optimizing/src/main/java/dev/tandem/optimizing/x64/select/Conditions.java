// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.optimizing.x64.instruction.Address;
import dev.tandem.optimizing.x64.instruction.Comparison;
import dev.tandem.optimizing.x64.instruction.FlagTest;
import org.jspecify.annotations.Nullable;

/** Comparisons as part of the instructions that ask for them. */
final class Conditions {
    private final Selection selection;
    private final Addresses addresses;

    Conditions(Selection selection, Addresses addresses) {
        this.selection = selection;
        this.addresses = addresses;
    }

    /** What sets the flags such that the i32 {@code node} is not zero. Comparisons are made again here, whoever else uses them. */
    Comparison of(Node node) {
        Comparison test = test(node);
        return test != null ? test : notZero(32, node, Condition.NOT_EQUAL);
    }

    /** The comparison that the node is; null if it is none. */
    @Nullable Comparison test(Node node) {
        Comparison comparison = shared(node);
        selection.unshare();
        return comparison;
    }

    private @Nullable Comparison shared(Node node) {
        selection.share(node);
        if (node instanceof Operation operation) {
            return operation(operation);
        }
        if (node instanceof RefIsNull test) {
            return notZero(64, test.reference(), Condition.EQUAL);
        }
        if (node instanceof TargetTest test) {
            return Comparison.target(selection.register(test.reference()), test.functionIndex());
        }
        return null;
    }

    private @Nullable Comparison operation(Operation operation) {
        Opcode op = operation.op();
        int code = op.code();
        if (op == Opcode.I32_EQZ) {
            Comparison inner = shared(operation.input(0));
            return inner != null ? inner.negate() : notZero(32, operation.input(0), Condition.EQUAL);
        }
        if (op == Opcode.I64_EQZ) {
            return notZero(64, operation.input(0), Condition.EQUAL);
        }
        if (code >= Opcode.I32_EQ.code() && code <= Opcode.I32_GE_U.code()) {
            return integers(32, condition(code - Opcode.I32_EQ.code()), operation.input(0), operation.input(1));
        }
        if (code >= Opcode.I64_EQ.code() && code <= Opcode.I64_GE_U.code()) {
            return integers(64, condition(code - Opcode.I64_EQ.code()), operation.input(0), operation.input(1));
        }
        return switch (op) {
            case F32_EQ -> floats(true, operation.input(0), operation.input(1), FlagTest.FLOAT_EQUAL);
            case F32_NE -> floats(true, operation.input(0), operation.input(1), FlagTest.FLOAT_NOT_EQUAL);
            // Less becomes greater: the conditions that NaN fails are those on the carry flag being clear.
            case F32_LT -> floats(true, operation.input(1), operation.input(0), FlagTest.of(Condition.ABOVE));
            case F32_GT -> floats(true, operation.input(0), operation.input(1), FlagTest.of(Condition.ABOVE));
            case F32_LE -> floats(true, operation.input(1), operation.input(0), FlagTest.of(Condition.ABOVE_OR_EQUAL));
            case F32_GE -> floats(true, operation.input(0), operation.input(1), FlagTest.of(Condition.ABOVE_OR_EQUAL));
            case F64_EQ -> floats(false, operation.input(0), operation.input(1), FlagTest.FLOAT_EQUAL);
            case F64_NE -> floats(false, operation.input(0), operation.input(1), FlagTest.FLOAT_NOT_EQUAL);
            case F64_LT -> floats(false, operation.input(1), operation.input(0), FlagTest.of(Condition.ABOVE));
            case F64_GT -> floats(false, operation.input(0), operation.input(1), FlagTest.of(Condition.ABOVE));
            case F64_LE -> floats(false, operation.input(1), operation.input(0), FlagTest.of(Condition.ABOVE_OR_EQUAL));
            case F64_GE -> floats(false, operation.input(0), operation.input(1), FlagTest.of(Condition.ABOVE_OR_EQUAL));
            case V128_ANY_TRUE, I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE, I64X2_ALL_TRUE ->
                Comparison.vector(op, selection.register(operation.input(0)));
            default -> null;
        };
    }

    /** By the order of the comparisons in the table of instructions: eq, ne, lt_s, lt_u, gt_s, gt_u, le_s, le_u, ge_s, ge_u. */
    private static Condition condition(int number) {
        return switch (number) {
            case 0 -> Condition.EQUAL;
            case 1 -> Condition.NOT_EQUAL;
            case 2 -> Condition.LESS;
            case 3 -> Condition.BELOW;
            case 4 -> Condition.GREATER;
            case 5 -> Condition.ABOVE;
            case 6 -> Condition.LESS_OR_EQUAL;
            case 7 -> Condition.BELOW_OR_EQUAL;
            case 8 -> Condition.GREATER_OR_EQUAL;
            default -> Condition.ABOVE_OR_EQUAL;
        };
    }

    private static Condition exchange(Condition condition) {
        return switch (condition) {
            case LESS -> Condition.GREATER;
            case GREATER -> Condition.LESS;
            case LESS_OR_EQUAL -> Condition.GREATER_OR_EQUAL;
            case GREATER_OR_EQUAL -> Condition.LESS_OR_EQUAL;
            case BELOW -> Condition.ABOVE;
            case ABOVE -> Condition.BELOW;
            case BELOW_OR_EQUAL -> Condition.ABOVE_OR_EQUAL;
            case ABOVE_OR_EQUAL -> Condition.BELOW_OR_EQUAL;
            default -> condition;
        };
    }

    private Comparison floats(boolean single, Node first, Node second, FlagTest test) {
        return Comparison.floats(single, selection.register(first), addresses.operand(second), test);
    }

    private Comparison integers(int bits, Condition condition, Node left, Node right) {
        if (left instanceof Constant && !(right instanceof Constant)) {
            return integers(bits, exchange(condition), right, left);
        }
        if (Selection.isImmediate(right)) {
            return integers(bits, condition, left, Selection.immediate(right));
        }
        if (addresses.isMemory(left) && !addresses.isMemory(right)) {
            return Comparison.integers(
                    IntegerOp.CMP, bits, register(bits, right), addresses.operand(left), exchange(condition));
        }
        return Comparison.integers(IntegerOp.CMP, bits, register(bits, left), addresses.operand(right), condition);
    }

    private Comparison integers(int bits, Condition condition, Node left, int value) {
        if (value == 0 && isZeroTest(condition)) {
            return notZero(bits, left, condition);
        }
        if (isOwnSum(bits, left, value, condition)) {
            return withoutAddend(bits, condition, left, value);
        }
        Comparison memory = memory(bits, condition, left, value);
        return memory != null ? memory : Comparison.immediate(IntegerOp.CMP, bits, register(bits, left), value, condition);
    }

    /** Whether the node is a sum with a constant, which need not be computed to be compared for equality with a number. */
    private boolean isOwnSum(int bits, Node node, int value, Condition condition) {
        if ((condition != Condition.EQUAL && condition != Condition.NOT_EQUAL)
                || !(node instanceof Operation sum)
                || sum.op() != (bits == 32 ? Opcode.I32_ADD : Opcode.I64_ADD)
                || !Selection.isImmediate(sum.input(1))
                || !selection.isOwn(sum)) {
            return false;
        }
        long difference = (long) value - Selection.immediate(sum.input(1));
        return bits == 32 || difference == (int) difference;
    }

    private Comparison withoutAddend(int bits, Condition condition, Node sum, int value) {
        selection.cover(sum);
        return integers(bits, condition, sum.input(0), value - Selection.immediate(sum.input(1)));
    }

    private int register(int bits, Node node) {
        return bits == 32 ? selection.low(node) : selection.register(node);
    }

    /** Whether the condition can be had from a test of the bits with each other: carry and overflow are clear then. */
    private static boolean isZeroTest(Condition condition) {
        return switch (condition) {
            case EQUAL, NOT_EQUAL, LESS, GREATER_OR_EQUAL, LESS_OR_EQUAL, GREATER -> true;
            default -> false;
        };
    }

    /** Compares with zero; a conjunction is tested without being computed. */
    private Comparison notZero(int bits, Node node, Condition condition) {
        if (node instanceof Operation and
                && (and.op() == Opcode.I32_AND || and.op() == Opcode.I64_AND)
                && selection.isOwn(and)) {
            selection.cover(and);
            if (Selection.isImmediate(and.input(1))) {
                int mask = Selection.immediate(and.input(1));
                return Comparison.immediate(IntegerOp.TEST, bits, register(bits, and.input(0)), mask, condition);
            }
            return Comparison.integers(
                    IntegerOp.TEST, bits, register(bits, and.input(0)), addresses.operand(and.input(1)), condition);
        }
        if (isOwnSum(bits, node, 0, condition)) {
            return withoutAddend(bits, condition, node, 0);
        }
        Comparison memory = memory(bits, condition, node, 0);
        return memory != null ? memory : Comparison.immediate(IntegerOp.CMP, bits, register(bits, node), 0, condition);
    }

    /** A comparison of what is loaded only for it with an immediate; null if it is not that. */
    private @Nullable Comparison memory(int bits, Condition condition, Node node, int value) {
        if (!(node instanceof Load load) || !selection.isOwnRead(load)) {
            return null;
        }
        int width = switch (load.op()) {
            case I32_LOAD, I64_LOAD -> bits;
            case I32_LOAD8_U, I64_LOAD8_U -> 8;
            case I32_LOAD16_U, I64_LOAD16_U -> 16;
            default -> 0;
        };
        if (width == 0) {
            return null;
        }
        Condition asked = condition;
        if (width < bits && width < 32) {
            // The narrow comparison is one of unsigned numbers, which these are.
            if (value < 0 || value >= 1 << width) {
                return null;
            }
            asked = unsigned(condition);
        }
        selection.cover(load);
        Address address = addresses.of(load.address(), load.memoryIndex(), load.offset(), load.position());
        int narrow = width == 8 ? (byte) value : width == 16 ? (short) value : value;
        return Comparison.memory(IntegerOp.CMP, width, address, narrow, asked);
    }

    private static Condition unsigned(Condition condition) {
        return switch (condition) {
            case LESS -> Condition.BELOW;
            case GREATER -> Condition.ABOVE;
            case LESS_OR_EQUAL -> Condition.BELOW_OR_EQUAL;
            case GREATER_OR_EQUAL -> Condition.ABOVE_OR_EQUAL;
            default -> condition;
        };
    }
}
