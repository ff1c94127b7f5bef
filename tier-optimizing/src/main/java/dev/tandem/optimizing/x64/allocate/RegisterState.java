// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;
import dev.tandem.optimizing.x64.lir.Registers;

/** Where each register, and all of them at once by calls, is taken by fixed operands and clobbers. */
final class RegisterState {
    final FixedRanges[] registers = new FixedRanges[32];
    final FixedRanges calls = new FixedRanges();

    RegisterState(LirInstruction[] instructions) {
        for (int r = 0; r < registers.length; r++) {
            registers[r] = new FixedRanges();
        }
        for (int i = 0; i < instructions.length; i++) {
            LirInstruction instruction = instructions[i];
            int position = i << 2;
            for (int j = 0; j < instruction.operandCount(); j++) {
                int operand = instruction.operand(j);
                if (Operand.policy(operand) == Operand.FIXED) {
                    registers[Operand.detail(operand)].add(
                            position + (Operand.isDef(operand) ? 2 : 1),
                            position + (Operand.role(operand) == Operand.USE ? 2 : 3));
                }
            }
            int clobbers = instruction.clobbers();
            if ((clobbers & Registers.ALL) == Registers.ALL) {
                calls.add(position + 2, position + 3);
            } else if (clobbers != 0) {
                for (int r = 0; r < registers.length; r++) {
                    if (((clobbers >>> r) & 1) != 0) {
                        registers[r].add(position + 2, position + 3);
                    }
                }
            }
        }
    }

    void advance(int position) {
        calls.advance(position);
        for (FixedRanges register : registers) {
            register.advance(position);
        }
    }

    /** For a second scan from the start. */
    void rewind() {
        calls.rewind();
        for (FixedRanges register : registers) {
            register.rewind();
        }
    }
}
