// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.Operand;

/** Goes to one of the successors, chosen by an i32: by comparisons if they are few, else through a table of distances. */
public final class JumpTable extends X64Instruction {
    private static final int FEW = 4;

    private final int[] targets;
    private final boolean bounded;

    /**
     * @param targets the successor of each index, that of all others last
     * @param bounded whether the index is known to be in the table
     */
    public JumpTable(int index, int temporary, int[] targets, boolean bounded) {
        super(Operand.alive(index), Operand.temp(temporary));
        this.targets = targets;
        this.bounded = bounded;
    }

    @Override
    protected void emit(CodeEmitter code) {
        Assembler masm = code.assembler();
        LirBlock block = code.block();
        int index = register(0);
        int keys = targets.length - 1;
        int otherwise = targets[keys];
        if (keys <= FEW) {
            for (int i = 0; i < keys; i++) {
                if (targets[i] != otherwise) {
                    masm.ri(IntegerOp.CMP, 32, index, i);
                    masm.jcc(Condition.EQUAL, code.label(block.successor(targets[i])));
                }
            }
            code.jump(otherwise);
            return;
        }
        if (!bounded) {
            masm.ri(IntegerOp.CMP, 32, index, keys);
            masm.jcc(Condition.ABOVE_OR_EQUAL, code.label(block.successor(otherwise)));
        }
        Label entries = code.jumpTable(this, () -> entries(block, code));
        int to = register(1);
        masm.lea(SCRATCH, entries);
        masm.rm(IntegerOp.MOVSXD, 64, to, SCRATCH, index, 2, 0);
        masm.rr(IntegerOp.ADD, 64, to, SCRATCH);
        masm.jmpRegister(to);
    }

    private Label entries(LirBlock block, CodeEmitter code) {
        Assembler masm = code.assembler();
        Label[] labels = new Label[targets.length - 1];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = code.label(block.successor(targets[i]));
        }
        Label entries = new Label();
        code.outOfLine(() -> {
            masm.align(4);
            masm.bind(entries);
            for (Label label : labels) {
                masm.tableEntry(entries, label);
            }
        });
        return entries;
    }

    @Override
    public String name() {
        return "switch of " + (targets.length - 1);
    }
}
