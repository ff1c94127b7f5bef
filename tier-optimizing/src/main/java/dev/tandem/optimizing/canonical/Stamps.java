// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.FloatStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TableSize;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.optimizing.stamp.IntegerTransfer;
import org.jspecify.annotations.Nullable;

/** What follows from the inputs' stamps for a node's. */
final class Stamps {
    private Stamps() {}

    /** The stamp; null if there is nothing to add to the present one. */
    static @Nullable Stamp of(Node node) {
        if (node instanceof Operation operation) {
            return ofOperation(operation);
        }
        if (node instanceof TrappingOperation operation) {
            return result(operation.op(), operation, 1);
        }
        if (node instanceof Select select) {
            return joined(select.ifTrue().stamp(), select.ifFalse().stamp());
        }
        if (node instanceof Phi phi) {
            return ofPhi(phi);
        }
        if (node instanceof Load load) {
            return IntegerTransfer.loaded(load.op());
        }
        if (node instanceof MemorySize size) {
            return Sizes.pages(size);
        }
        if (node instanceof MemoryByteSize size) {
            return Sizes.bytes(size);
        }
        if (node instanceof TableSize size) {
            return Sizes.elements(size);
        }
        if (node instanceof RefAsNonNull check) {
            return check.reference().stamp() instanceof ReferenceStamp stamp
                    ? new ReferenceStamp(stamp.type(), true, false, stamp.function())
                    : null;
        }
        return null;
    }

    private static @Nullable Stamp ofOperation(Operation operation) {
        Stamp stamp = operation.stamp();
        if (stamp instanceof FloatStamp) {
            return ofFloat(operation);
        }
        return stamp == Stamp.V128 ? null : result(operation.op(), operation, 0);
    }

    /** Converted integers are numbers; signs do not make NaN. */
    private static @Nullable Stamp ofFloat(Operation operation) {
        boolean number =
                switch (operation.op()) {
                    case F32_CONVERT_I32_S, F32_CONVERT_I32_U, F32_CONVERT_I64_S, F32_CONVERT_I64_U -> true;
                    case F64_CONVERT_I32_S, F64_CONVERT_I32_U, F64_CONVERT_I64_S, F64_CONVERT_I64_U -> true;
                    case F32_ABS, F32_NEG, F32_COPYSIGN, F64_ABS, F64_NEG, F64_COPYSIGN, F64_PROMOTE_F32, F32_DEMOTE_F64 ->
                        ((FloatStamp) operation.input(0).stamp()).notNaN();
                    case F32_CEIL, F32_FLOOR, F32_TRUNC, F32_NEAREST, F64_CEIL, F64_FLOOR, F64_TRUNC, F64_NEAREST ->
                        ((FloatStamp) operation.input(0).stamp()).notNaN();
                    case F32_MIN, F32_MAX, F64_MIN, F64_MAX ->
                        ((FloatStamp) operation.input(0).stamp()).notNaN()
                                && ((FloatStamp) operation.input(1).stamp()).notNaN();
                    default -> false;
                };
        return number ? new FloatStamp(operation.type(), true, false, 0) : null;
    }

    /** The operands are the inputs from {@code from} on. */
    private static Stamp result(Opcode op, Node node, int from) {
        return switch (node.inputCount() - from) {
            case 1 -> IntegerTransfer.result(op, node.input(from).stamp());
            case 2 -> IntegerTransfer.result(op, node.input(from).stamp(), node.input(from + 1).stamp());
            default -> IntegerTransfer.unknown(op);
        };
    }

    private static @Nullable Stamp ofPhi(Phi phi) {
        if (phi.kind() != NodeKind.VALUE || phi.valueCount() == 0) {
            return null;
        }
        if (phi.region() instanceof Loop loop) {
            Stamp range = InductionRange.of(phi, loop);
            if (range != null) {
                return range;
            }
        }
        Stamp stamp = phi.value(0).stamp();
        for (int i = 1; i < phi.valueCount() && stamp != null; i++) {
            stamp = joined(stamp, phi.value(i).stamp());
        }
        return stamp;
    }

    /** References of several types have no common stamp that would say more. */
    private static @Nullable Stamp joined(Stamp a, Stamp b) {
        return a.type() == b.type() ? a.union(b) : null;
    }
}
