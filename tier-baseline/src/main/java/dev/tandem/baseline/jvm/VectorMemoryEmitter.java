// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import org.objectweb.asm.Opcodes;

/** Loads and stores of vectors, made of those of numbers. */
final class VectorMemoryEmitter {
    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;
    private final MemoryEmitter memory;
    private final VectorHelpers helpers;

    VectorMemoryEmitter(Emission emission, MemoryEmitter memory, VectorHelpers helpers) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
        this.memory = memory;
        this.helpers = helpers;
    }

    void load(Opcode op, int memoryIndex, long offset) {
        stack.unpush(1);
        stack.get(0);
        switch (op) {
            case V128_LOAD -> {
                memory.access(Opcode.I64_LOAD, memoryIndex, offset);
                stack.get(0);
                memory.access(Opcode.I64_LOAD, memoryIndex, next(offset));
            }
            case V128_LOAD8X8_S -> widen(Opcode.I16X8_EXTEND_LOW_I8X16_S, memoryIndex, offset);
            case V128_LOAD8X8_U -> widen(Opcode.I16X8_EXTEND_LOW_I8X16_U, memoryIndex, offset);
            case V128_LOAD16X4_S -> widen(Opcode.I32X4_EXTEND_LOW_I16X8_S, memoryIndex, offset);
            case V128_LOAD16X4_U -> widen(Opcode.I32X4_EXTEND_LOW_I16X8_U, memoryIndex, offset);
            case V128_LOAD32X2_S -> widen(Opcode.I64X2_EXTEND_LOW_I32X4_S, memoryIndex, offset);
            case V128_LOAD32X2_U -> widen(Opcode.I64X2_EXTEND_LOW_I32X4_U, memoryIndex, offset);
            case V128_LOAD8_SPLAT -> splat(Opcode.I32_LOAD8_U, Opcode.I8X16_SPLAT, memoryIndex, offset);
            case V128_LOAD16_SPLAT -> splat(Opcode.I32_LOAD16_U, Opcode.I16X8_SPLAT, memoryIndex, offset);
            case V128_LOAD32_SPLAT -> splat(Opcode.I32_LOAD, Opcode.I32X4_SPLAT, memoryIndex, offset);
            case V128_LOAD64_SPLAT -> splat(Opcode.I64_LOAD, Opcode.I64X2_SPLAT, memoryIndex, offset);
            default -> {
                boolean half = op == Opcode.V128_LOAD64_ZERO;
                memory.access(half ? Opcode.I64_LOAD : Opcode.I64_LOAD32_U, memoryIndex, offset);
                code.pushLong(0);
            }
        }
        result(1);
    }

    /** The offset of the high half; one that is too large stays so. */
    private static long next(long offset) {
        return offset < 0 || offset > Integer.MAX_VALUE ? offset : offset + 8;
    }

    /** Loads 8 bytes, and makes each lane twice as wide as {@code extend} does. */
    private void widen(Opcode extend, int memoryIndex, long offset) {
        VectorHelpers.Helper helper = helpers.of(extend);
        memory.access(Opcode.I64_LOAD, memoryIndex, offset);
        int bits = stack.slot(stack.height() - 1, Kind.LONG);
        code.set(bits);
        code.get(bits);
        helper.low(code);
        code.get(bits);
        helper.high(code);
    }

    private void splat(Opcode load, Opcode splat, int memoryIndex, long offset) {
        memory.access(load, memoryIndex, offset);
        helpers.of(splat).low(code);
        code.op(Opcodes.DUP2, 2);
    }

    private void result(int operands) {
        stack.pop(operands);
        stack.intoOwnSlot(Kind.VECTOR);
    }

    /** The high half first: if the store traps, it does so before anything is written. */
    void store(int memoryIndex, long offset) {
        stack.unpush(2);
        stack.get(1);
        stack.half(0, true);
        memory.access(Opcode.I64_STORE, memoryIndex, next(offset));
        stack.get(1);
        stack.half(0, false);
        memory.access(Opcode.I64_STORE, memoryIndex, offset);
        stack.pop(2);
        emission.statement();
    }

    private record Lane(Opcode load, Opcode store, Opcode extract, Opcode replace) {}

    private static Lane lane(int width) {
        return switch (width) {
            case 1 ->
                new Lane(
                        Opcode.I32_LOAD8_U,
                        Opcode.I32_STORE8,
                        Opcode.I8X16_EXTRACT_LANE_U,
                        Opcode.I8X16_REPLACE_LANE);
            case 2 ->
                new Lane(
                        Opcode.I32_LOAD16_U,
                        Opcode.I32_STORE16,
                        Opcode.I16X8_EXTRACT_LANE_U,
                        Opcode.I16X8_REPLACE_LANE);
            case 4 ->
                new Lane(Opcode.I32_LOAD, Opcode.I32_STORE, Opcode.I32X4_EXTRACT_LANE, Opcode.I32X4_REPLACE_LANE);
            default ->
                new Lane(Opcode.I64_LOAD, Opcode.I64_STORE, Opcode.I64X2_EXTRACT_LANE, Opcode.I64X2_REPLACE_LANE);
        };
    }

    void loadLane(Opcode op, int memoryIndex, long offset, int lane) {
        int lanes = 8 / op.width();
        boolean high = lane >= lanes;
        Lane access = lane(op.width());
        stack.unpush(2);
        if (high) {
            stack.half(0, false);
        }
        stack.half(0, high);
        stack.get(1);
        memory.access(access.load, memoryIndex, offset);
        code.pushInt(lane % lanes);
        code.invokeStatic(helpers.replaceLane(access.replace));
        if (!high) {
            stack.half(0, true);
        }
        result(2);
    }

    void storeLane(Opcode op, int memoryIndex, long offset, int lane) {
        int lanes = 8 / op.width();
        Lane access = lane(op.width());
        stack.unpush(2);
        stack.get(1);
        stack.half(0, lane >= lanes);
        code.pushInt(lane % lanes);
        code.invokeStatic(helpers.extractLane(access.extract));
        memory.access(access.store, memoryIndex, offset);
        stack.pop(2);
        emission.statement();
    }
}
