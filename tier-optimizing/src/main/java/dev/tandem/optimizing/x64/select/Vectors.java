// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.nativex64.sequence.VectorShifts;
import dev.tandem.ir.nativex64.sequence.VectorTable;
import dev.tandem.optimizing.x64.instruction.VectorBinary;
import dev.tandem.optimizing.x64.instruction.VectorOperation;
import dev.tandem.optimizing.x64.lir.Copy;
import dev.tandem.optimizing.x64.lir.LirKind;

/** Vector instructions. */
final class Vectors {
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
            binary(simple, node, 0, 1, result);
            return;
        }
        VectorOp exchanged = VectorTable.exchanged(op);
        if (exchanged != null) {
            binary(exchanged, node, 1, 0, result);
            return;
        }
        if (VectorShifts.isShift(op) && node.input(1) instanceof Constant count) {
            selection.emit(VectorOperation.of(
                    selection.lir, op, count.bits(), 0, result, selection.register(node.input(0))));
            return;
        }
        if (node.immediate() == 0 && (op == Opcode.F32X4_EXTRACT_LANE || op == Opcode.F64X2_EXTRACT_LANE)) {
            LirKind kind = op == Opcode.F32X4_EXTRACT_LANE ? LirKind.FLOAT32 : LirKind.FLOAT64;
            selection.emit(new Copy(selection.register(node.input(0)), result, kind));
            return;
        }
        selection.emit(VectorOperation.of(
                selection.lir,
                op,
                node.immediate(),
                node.immediateHigh(),
                result,
                selection.registers(node, 0, node.inputCount())));
    }

    private void binary(VectorOp op, Operation node, int first, int second, int result) {
        selection.emit(new VectorBinary(
                op,
                selection.avx,
                selection.register(node.input(first)),
                addresses.operand(node.input(second)),
                result));
    }
}
