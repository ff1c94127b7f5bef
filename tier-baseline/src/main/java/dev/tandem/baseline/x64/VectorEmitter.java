// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.baseline.x64.FloatEmitter.number;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.nativex64.sequence.VectorSequences;
import dev.tandem.ir.nativex64.sequence.VectorShifts;

/** Vectors: constants, lanes, memory; the rest goes to the emitters of its kind. Needs SSE4.2. */
final class VectorEmitter {
    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final Address address;
    private final VectorSequences sequences;
    private int other;
    private int over;

    VectorEmitter(Emission emission, Address address) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.address = address;
        this.sequences = new VectorSequences(masm);
    }

    void unary(Opcode op) {
        switch (op) {
            case I8X16_SPLAT, I16X8_SPLAT, I32X4_SPLAT, I64X2_SPLAT -> {
                int from = values.popRegister();
                sequences.splat(op, push(), from);
            }
            case F32X4_SPLAT, F64X2_SPLAT -> {
                int from = number(values.popRegister());
                sequences.splat(op, push(), from);
            }
            case V128_ANY_TRUE, I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE, I64X2_ALL_TRUE ->
                emission.conditions.number(Conditions.code(sequences.test(op, number(values.popRegister()))));
            case I8X16_BITMASK, I16X8_BITMASK, I32X4_BITMASK, I64X2_BITMASK -> {
                int from = number(values.popRegister());
                int to = values.allocateGpr();
                sequences.bitmask(op, to, from);
                values.pushRegister(Values.I32, to);
            }
            default -> {
                int from = number(values.popRegister());
                temporaries(op);
                sequences.unary(op, push(), from, other, over);
            }
        }
    }

    void binary(Opcode op) {
        if (VectorShifts.isShift(op)) {
            shift(op);
            return;
        }
        int second = number(values.popRegister());
        int first = number(values.popRegister());
        temporaries(op);
        sequences.binary(op, push(), first, second, other, over);
    }

    private void shift(Opcode op) {
        int right = values.pop();
        if (values.place[right] == Values.CONSTANT) {
            int count = (int) values.constant[right];
            int from = number(values.popRegister());
            sequences.shifts().constant(op, push(), from, count);
        } else {
            int count = values.toRegister(right);
            int from = number(values.popRegister());
            temporaries(op);
            sequences.shifts().variable(op, push(), from, count, other);
        }
    }

    void ternary(Opcode op) {
        int third = number(values.popRegister());
        int second = number(values.popRegister());
        int first = number(values.popRegister());
        temporaries(op);
        sequences.ternary(op, push(), first, second, third, other);
    }

    private void temporaries(Opcode op) {
        int wanted = VectorSequences.temporaries(op);
        if (wanted > 0) {
            other = number(values.allocateVector());
        }
        if (wanted > 1) {
            over = number(values.allocateVector());
        }
    }

    /** A new register, pushed; its number. */
    private int push() {
        int to = values.allocateVector();
        values.pushRegister(Values.V128, to);
        return number(to);
    }

    void constant(long low, long high) {
        sequences.lanes().load(push(), low, high);
    }

    void extractLane(Opcode op, int lane) {
        int from = values.popRegister();
        int kind = switch (op) {
            case I64X2_EXTRACT_LANE -> Values.I64;
            case F32X4_EXTRACT_LANE -> Values.F32;
            case F64X2_EXTRACT_LANE -> Values.F64;
            default -> Values.I32;
        };
        if (!Values.isVector(kind)) {
            int to = values.allocateGpr();
            sequences.extract(op, to, number(from), lane);
            values.pushRegister(kind, to);
        } else if (lane == 0) {
            values.pushRegister(kind, from);
        } else {
            int to = values.allocateVector();
            sequences.extract(op, number(to), number(from), lane);
            values.pushRegister(kind, to);
        }
    }

    void replaceLane(Opcode op, int lane) {
        int value = number(values.popRegister());
        int vector = number(values.popRegister());
        sequences.replace(op, push(), vector, value, lane);
    }

    void shuffle(long low, long high) {
        int second = number(values.popRegister());
        int first = number(values.popRegister());
        sequences.shuffle(push(), first, second, low, high);
    }

    void load(Opcode op, int memory, long offset) {
        int entry = values.pop();
        int place = values.allocateVector();
        address.compute(entry, memory, offset, op.width());
        address.access();
        sequences.load(op, number(place), address.base, address.index, 0, address.displacement);
        values.pushRegister(Values.V128, place);
    }

    void loadLane(Opcode op, int memory, long offset, int lane) {
        int from = number(values.popRegister());
        int entry = values.pop();
        int place = values.allocateVector();
        int to = number(place);
        address.compute(entry, memory, offset, op.width());
        int first = from;
        if (!masm.hasThreeOperands()) {
            sequences.lanes().move(to, from);
            first = to;
        }
        address.access();
        masm.xxmi(
                VectorSequences.insertion(op), to, first, address.base, address.index, 0, address.displacement, lane);
        values.pushRegister(Values.V128, place);
    }

    void storeLane(Opcode op, int memory, long offset, int lane) {
        int from = number(values.popRegister());
        int entry = values.pop();
        address.compute(entry, memory, offset, op.width());
        address.access();
        masm.mxi(
                VectorSequences.extraction(op), address.base, address.index, 0, address.displacement, from, lane);
    }
}
