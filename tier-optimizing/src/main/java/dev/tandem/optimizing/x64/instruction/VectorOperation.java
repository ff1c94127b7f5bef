// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.nativex64.sequence.VectorSequences;
import dev.tandem.ir.nativex64.sequence.VectorShifts;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Operand;

/** A vector instruction that is a sequence of machine instructions: operands, temporaries, result. */
public final class VectorOperation extends X64Instruction {
    private final Opcode op;
    private final int inputs;
    private final int temporaries;
    private final long low;
    private final long high;

    private VectorOperation(Opcode op, int inputs, int temporaries, long low, long high, int[] operands) {
        super(operands);
        this.op = op;
        this.inputs = inputs;
        this.temporaries = temporaries;
        this.low = low;
        this.high = high;
    }

    /**
     * @param threeOperands whether the result may be in an operand's register: with AVX, where the sequence allows
     * @param low the lane, the lanes of a shuffle, or the count of a shift by a constant
     * @param inputs virtual registers
     */
    public static VectorOperation of(
            LirFunction function, boolean threeOperands, Opcode op, long low, long high, int result, int... inputs) {
        boolean byConstant = VectorShifts.isShift(op) && inputs.length == 1;
        int temporaries = byConstant ? 0 : VectorSequences.temporaries(op);
        boolean overwrites = threeOperands && (byConstant || VectorSequences.readsFirst(op));
        int[] operands = new int[inputs.length + temporaries + 1];
        for (int i = 0; i < inputs.length; i++) {
            operands[i] = overwrites ? Operand.use(inputs[i]) : Operand.alive(inputs[i]);
        }
        for (int i = 0; i < temporaries; i++) {
            operands[inputs.length + i] = Operand.temp(function.newRegister(LirKind.VECTOR128));
        }
        operands[operands.length - 1] = Operand.def(result);
        return new VectorOperation(op, inputs.length, temporaries, low, high, operands);
    }

    @Override
    protected void emit(CodeEmitter code) {
        VectorSequences vectors = code.vectors();
        int first = register(0);
        int other = temporaries > 0 ? register(inputs) : 0;
        int over = temporaries > 1 ? register(inputs + 1) : 0;
        int to = register(operandCount() - 1);
        if (VectorShifts.isShift(op)) {
            if (inputs == 1) {
                vectors.shifts().constant(op, to, first, (int) low);
            } else {
                vectors.shifts().variable(op, to, first, register(1), other);
            }
            return;
        }
        switch (op) {
            case I8X16_SPLAT, I16X8_SPLAT, I32X4_SPLAT, I64X2_SPLAT, F32X4_SPLAT, F64X2_SPLAT ->
                vectors.splat(op, to, first);
            case I8X16_BITMASK, I16X8_BITMASK, I32X4_BITMASK, I64X2_BITMASK -> vectors.bitmask(op, to, first);
            case I8X16_EXTRACT_LANE_S,
                    I8X16_EXTRACT_LANE_U,
                    I16X8_EXTRACT_LANE_S,
                    I16X8_EXTRACT_LANE_U,
                    I32X4_EXTRACT_LANE,
                    I64X2_EXTRACT_LANE,
                    F32X4_EXTRACT_LANE,
                    F64X2_EXTRACT_LANE -> vectors.extract(op, to, first, (int) low);
            case I8X16_REPLACE_LANE,
                    I16X8_REPLACE_LANE,
                    I32X4_REPLACE_LANE,
                    I64X2_REPLACE_LANE,
                    F32X4_REPLACE_LANE,
                    F64X2_REPLACE_LANE -> vectors.replace(op, to, first, register(1), (int) low);
            case I8X16_SHUFFLE -> vectors.shuffle(to, first, register(1), low, high);
            default -> {
                switch (inputs) {
                    case 1 -> vectors.unary(op, to, first, other, over);
                    case 2 -> vectors.binary(op, to, first, register(1), other, over);
                    default -> vectors.ternary(op, to, first, register(1), register(2), other);
                }
            }
        }
    }

    @Override
    public String name() {
        return op.mnemonic() + (low == 0 && high == 0 ? "" : " " + Long.toHexString(high) + ":" + Long.toHexString(low));
    }
}
