// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.module;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/** Writes instructions in the binary format. */
final class CodeBinary {
    private static final int EMPTY_BLOCK = 0x40;
    private static final int OTHER_MEMORY = 0x40;

    private final ByteWriter out;
    private final ModuleBinary module;

    CodeBinary(ByteWriter out, ModuleBinary module) {
        this.out = out;
        this.module = module;
    }

    void write(List<Code> statements) {
        for (Code statement : statements) {
            write(statement);
        }
    }

    void write(Code code) {
        write(code.operands());
        opcode(code.op());
        immediates(code);
        if (code.op() == Opcode.BLOCK || code.op() == Opcode.LOOP || code.op() == Opcode.IF) {
            write(code.body());
            if (code.op() == Opcode.IF && (!code.otherwise().isEmpty() || !code.results().isEmpty())) {
                opcode(Opcode.ELSE);
                write(code.otherwise());
            }
            opcode(Opcode.END);
        }
    }

    void opcode(Opcode op) {
        if (op.prefix() == 0) {
            out.put(op.code());
        } else {
            out.put(op.prefix());
            out.unsigned(op.code() & 0xFFFF);
        }
    }

    private void immediates(Code code) {
        switch (code.op().immediates()) {
            case NONE -> {}
            case BLOCK_TYPE -> blockType(code.results());
            case I32, I64 -> out.signed(code.immediate(0));
            case F32 -> out.fixed(code.immediate(0), 4);
            case F64 -> out.fixed(code.immediate(0), 8);
            case V128, LANES -> {
                out.fixed(code.immediate(0), 8);
                out.fixed(code.immediate(1), 8);
            }
            case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> memoryArgument(code);
            case LABELS -> {
                out.unsigned(code.immediateCount() - 1);
                unsigned(code);
            }
            case VALUE_TYPES -> {
                out.unsigned(code.immediateCount());
                for (int i = 0; i < code.immediateCount(); i++) {
                    module.valueType(out, ValueType.of((int) code.immediate(i)));
                }
            }
            case HEAP_TYPE -> ModuleBinary.heapType(out, (int) code.immediate(0));
            default -> unsigned(code);
        }
    }

    private void unsigned(Code code) {
        for (int i = 0; i < code.immediateCount(); i++) {
            out.unsigned(code.immediate(i));
        }
    }

    private void blockType(List<ValueType> results) {
        if (results.isEmpty()) {
            out.put(EMPTY_BLOCK);
        } else if (results.size() == 1) {
            module.valueType(out, results.getFirst());
        } else {
            out.signed(module.blockType(results));
        }
    }

    /** Alignment, memory, offset, perhaps a lane. */
    private void memoryArgument(Code code) {
        if (code.immediate(1) == 0) {
            out.unsigned(code.immediate(0));
        } else {
            out.unsigned(code.immediate(0) | OTHER_MEMORY);
            out.unsigned(code.immediate(1));
        }
        out.unsigned(code.immediate(2));
        if (code.immediateCount() == 4) {
            out.put((int) code.immediate(3));
        }
    }
}
