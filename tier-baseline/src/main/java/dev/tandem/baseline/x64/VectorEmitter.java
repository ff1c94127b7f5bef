// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.baseline.x64.FloatEmitter.number;
import static dev.tandem.ir.nativex64.NativeConvention.SCRATCH;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;

/** Vectors: constants, lanes, memory; the rest goes to the emitters of its kind. Needs SSE4.2. */
final class VectorEmitter {
    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final Address address;
    private final Lanes lanes;
    private final VectorArithmetic arithmetic;
    private final VectorShifts shifts;
    private final VectorConversions conversions;

    VectorEmitter(Emission emission, Address address) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.address = address;
        this.lanes = new Lanes(masm);
        this.arithmetic = new VectorArithmetic(emission, lanes);
        this.shifts = new VectorShifts(emission, lanes);
        this.conversions = new VectorConversions(emission, lanes);
    }

    void unary(Opcode op) {
        switch (op) {
            case I8X16_SPLAT -> {
                int from = values.popRegister();
                int to = push();
                masm.xx(VectorOp.MOVD_FROM, to, from);
                lanes.zero(Lanes.SCRATCH);
                lanes.op(VectorOp.PSHUFB, to, to, Lanes.SCRATCH);
            }
            case I16X8_SPLAT -> splatWord(values.popRegister(), push());
            case I32X4_SPLAT -> {
                int from = values.popRegister();
                int to = push();
                masm.xx(VectorOp.MOVD_FROM, to, from);
                masm.xxi(VectorOp.PSHUFD, to, to, 0);
            }
            case I64X2_SPLAT -> {
                int from = values.popRegister();
                int to = push();
                masm.xx(VectorOp.MOVQ_FROM, to, from);
                lanes.op(VectorOp.PUNPCKLQDQ, to, to, to);
            }
            case F32X4_SPLAT -> {
                int from = values.popRegister();
                masm.xxi(VectorOp.PSHUFD, push(), number(from), 0);
            }
            case F64X2_SPLAT -> {
                int from = values.popRegister();
                masm.xxi(VectorOp.PSHUFD, push(), number(from), 0x44);
            }
            case V128_ANY_TRUE -> {
                int from = number(values.popRegister());
                masm.xx(VectorOp.PTEST, from, from);
                emission.conditions.number(Conditions.code(Condition.NOT_EQUAL));
            }
            case I8X16_ALL_TRUE -> allTrue(VectorOp.PCMPEQB);
            case I16X8_ALL_TRUE -> allTrue(VectorOp.PCMPEQW);
            case I32X4_ALL_TRUE -> allTrue(VectorOp.PCMPEQD);
            case I64X2_ALL_TRUE -> allTrue(VectorOp.PCMPEQQ);
            case I8X16_BITMASK -> bitmask(VectorOp.PMOVMSKB);
            case I16X8_BITMASK -> {
                int from = values.popRegister();
                int to = values.allocateGpr();
                lanes.zero(Lanes.SCRATCH);
                lanes.op(VectorOp.PACKSSWB, Lanes.SCRATCH, Lanes.SCRATCH, number(from));
                masm.xx(VectorOp.PMOVMSKB, to, Lanes.SCRATCH);
                masm.shift(IntegerOp.SHR, 32, to, 8);
                values.pushRegister(Values.I32, to);
            }
            case I32X4_BITMASK -> bitmask(VectorOp.MOVMSKPS);
            case I64X2_BITMASK -> bitmask(VectorOp.MOVMSKPD);
            default -> {
                if (!conversions.unary(op)) {
                    arithmetic.unary(op);
                }
            }
        }
    }

    void binary(Opcode op) {
        if (!shifts.binary(op) && !conversions.binary(op)) {
            arithmetic.binary(op);
        }
    }

    void ternary(Opcode op) {
        arithmetic.ternary(op);
    }

    /** A new register, pushed; its number. */
    private int push() {
        int to = values.allocateVector();
        values.pushRegister(Values.V128, to);
        return number(to);
    }

    private void splatWord(int from, int to) {
        masm.xx(VectorOp.MOVD_FROM, to, from);
        masm.xxi(VectorOp.PSHUFLW, to, to, 0);
        masm.xxi(VectorOp.PSHUFD, to, to, 0);
    }

    private void allTrue(VectorOp equal) {
        int from = values.popRegister();
        lanes.zero(Lanes.SCRATCH);
        masm.xxx(equal, Lanes.SCRATCH, Lanes.SCRATCH, number(from));
        masm.xx(VectorOp.PTEST, Lanes.SCRATCH, Lanes.SCRATCH);
        emission.conditions.number(Conditions.code(Condition.EQUAL));
    }

    private void bitmask(VectorOp op) {
        int from = values.popRegister();
        int to = values.allocateGpr();
        masm.xx(op, to, number(from));
        values.pushRegister(Values.I32, to);
    }

    void constant(long low, long high) {
        lanes.load(push(), low, high);
    }

    void extractLane(Opcode op, int lane) {
        int from = values.popRegister();
        switch (op) {
            case I8X16_EXTRACT_LANE_S -> extract(VectorOp.PEXTRB, Values.I32, from, lane, IntegerOp.MOVSX8);
            case I8X16_EXTRACT_LANE_U -> extract(VectorOp.PEXTRB, Values.I32, from, lane, IntegerOp.MOV);
            case I16X8_EXTRACT_LANE_S -> extract(VectorOp.PEXTRW, Values.I32, from, lane, IntegerOp.MOVSX16);
            case I16X8_EXTRACT_LANE_U -> extract(VectorOp.PEXTRW, Values.I32, from, lane, IntegerOp.MOV);
            case I32X4_EXTRACT_LANE -> extract(VectorOp.PEXTRD, Values.I32, from, lane, IntegerOp.MOV);
            case I64X2_EXTRACT_LANE -> extract(VectorOp.PEXTRQ, Values.I64, from, lane, IntegerOp.MOV);
            case F32X4_EXTRACT_LANE -> extractFloat(Values.F32, from, lane, lane);
            default -> extractFloat(Values.F64, from, lane, lane == 0 ? 0x44 : 0xee);
        }
    }

    private void extract(VectorOp op, int kind, int from, int lane, IntegerOp extension) {
        int to = values.allocateGpr();
        masm.rxi(op, to, number(from), lane);
        if (extension != IntegerOp.MOV) {
            masm.rr(extension, 32, to, to);
        }
        values.pushRegister(kind, to);
    }

    private void extractFloat(int kind, int from, int lane, int shuffle) {
        if (lane == 0) {
            values.pushRegister(kind, from);
            return;
        }
        int to = values.allocateVector();
        masm.xxi(VectorOp.PSHUFD, number(to), number(from), shuffle);
        values.pushRegister(kind, to);
    }

    void replaceLane(Opcode op, int lane) {
        int value = values.popRegister();
        int vector = number(values.popRegister());
        int to = push();
        switch (op) {
            case I8X16_REPLACE_LANE -> lanes.insert(VectorOp.PINSRB, to, vector, value, lane);
            case I16X8_REPLACE_LANE -> lanes.insert(VectorOp.PINSRW, to, vector, value, lane);
            case I32X4_REPLACE_LANE -> lanes.insert(VectorOp.PINSRD, to, vector, value, lane);
            case I64X2_REPLACE_LANE -> lanes.insert(VectorOp.PINSRQ, to, vector, value, lane);
            case F32X4_REPLACE_LANE -> lanes.op(VectorOp.INSERTPS, to, vector, number(value), lane << 4);
            default -> lanes.op(lane == 0 ? VectorOp.MOVSD : VectorOp.MOVLHPS, to, vector, number(value));
        }
    }

    /** Each operand is shuffled with zeros where the result has bytes of the other. */
    void shuffle(long low, long high) {
        int second = number(values.popRegister());
        int first = number(values.popRegister());
        int to = push();
        if (first == second) {
            long fold = 0x0f0f_0f0f_0f0f_0f0fL;
            lanes.constant(VectorOp.PSHUFB, to, first, low & fold, high & fold);
            return;
        }
        lanes.constant(VectorOp.PSHUFB, to, first, selector(low, 0), selector(high, 0));
        lanes.constant(VectorOp.PSHUFB, Lanes.SCRATCH, second, selector(low, 16), selector(high, 16));
        lanes.op(VectorOp.POR, to, to, Lanes.SCRATCH);
    }

    private static long selector(long indices, int from) {
        long selector = 0;
        for (int i = 0; i < 64; i += 8) {
            long index = ((indices >>> i) & 0xff) - from;
            selector |= (index >= 0 && index < 16 ? index : 0x80) << i;
        }
        return selector;
    }

    void load(Opcode op, int memory, long offset) {
        int entry = values.pop();
        int place = values.allocateVector();
        int to = number(place);
        address.compute(entry, memory, offset, op.width());
        address.access();
        switch (op) {
            case V128_LOAD -> read(VectorOp.MOVUPS, to);
            case V128_LOAD8X8_S -> read(VectorOp.PMOVSXBW, to);
            case V128_LOAD8X8_U -> read(VectorOp.PMOVZXBW, to);
            case V128_LOAD16X4_S -> read(VectorOp.PMOVSXWD, to);
            case V128_LOAD16X4_U -> read(VectorOp.PMOVZXWD, to);
            case V128_LOAD32X2_S -> read(VectorOp.PMOVSXDQ, to);
            case V128_LOAD32X2_U -> read(VectorOp.PMOVZXDQ, to);
            case V128_LOAD32_ZERO -> read(VectorOp.MOVSS_LOAD, to);
            case V128_LOAD64_ZERO -> read(VectorOp.MOVSD_LOAD, to);
            case V128_LOAD8_SPLAT -> {
                readInteger(IntegerOp.MOVZX8);
                masm.xx(VectorOp.MOVD_FROM, to, SCRATCH);
                lanes.zero(Lanes.SCRATCH);
                lanes.op(VectorOp.PSHUFB, to, to, Lanes.SCRATCH);
            }
            case V128_LOAD16_SPLAT -> {
                readInteger(IntegerOp.MOVZX16);
                splatWord(SCRATCH, to);
            }
            case V128_LOAD32_SPLAT -> {
                read(VectorOp.MOVSS_LOAD, to);
                masm.xxi(VectorOp.PSHUFD, to, to, 0);
            }
            default -> {
                read(VectorOp.MOVSD_LOAD, to);
                masm.xxi(VectorOp.PSHUFD, to, to, 0x44);
            }
        }
        values.pushRegister(Values.V128, place);
    }

    private void read(VectorOp op, int to) {
        masm.xm(op, to, address.base, address.index, 0, address.displacement);
    }

    private void readInteger(IntegerOp op) {
        masm.rm(op, 32, SCRATCH, address.base, address.index, 0, address.displacement);
    }

    void loadLane(Opcode op, int memory, long offset, int lane) {
        int from = number(values.popRegister());
        int entry = values.pop();
        int place = values.allocateVector();
        int to = number(place);
        address.compute(entry, memory, offset, op.width());
        VectorOp insert = switch (op) {
            case V128_LOAD8_LANE -> VectorOp.PINSRB;
            case V128_LOAD16_LANE -> VectorOp.PINSRW;
            case V128_LOAD32_LANE -> VectorOp.PINSRD;
            default -> VectorOp.PINSRQ;
        };
        int first = from;
        if (!masm.hasThreeOperands()) {
            lanes.move(to, from);
            first = to;
        }
        address.access();
        masm.xxmi(insert, to, first, address.base, address.index, 0, address.displacement, lane);
        values.pushRegister(Values.V128, place);
    }

    void storeLane(Opcode op, int memory, long offset, int lane) {
        int from = number(values.popRegister());
        int entry = values.pop();
        address.compute(entry, memory, offset, op.width());
        VectorOp extract = switch (op) {
            case V128_STORE8_LANE -> VectorOp.PEXTRB;
            case V128_STORE16_LANE -> VectorOp.PEXTRW;
            case V128_STORE32_LANE -> VectorOp.PEXTRD;
            default -> VectorOp.PEXTRQ;
        };
        address.access();
        masm.mxi(extract, address.base, address.index, 0, address.displacement, from, lane);
    }
}
