// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.LaneAccess;
import dev.tandem.ir.asm.jvm.Shuffle;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;
import java.util.Objects;
import org.objectweb.asm.Opcodes;

/** Instructions on vectors, a half at a time: vectors are in variables, from which each half is pushed as it is wanted. */
final class VectorCode {
    private final GraphEmitter emitter;
    private final CodeBuffer code;
    private final MemoryCode memory;
    private final VectorHelpers helpers;
    private final LaneInstructions lanes;
    /** Variable for bits that both halves are made of, once there is one. */
    private int bits = -1;
    /** Variables for the lanes of a comparison, once there are any. */
    private int masks = -1;

    VectorCode(GraphEmitter emitter, MemoryCode memory, VectorHelpers helpers, LaneInstructions lanes) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.memory = memory;
        this.helpers = helpers;
        this.lanes = lanes;
    }

    void operation(Operation operation) {
        Kind form = emitter.form(operation);
        if (form == Kind.INTS || form == Kind.FLOATS) {
            lanes(operation, form);
            return;
        }
        switch (operation.op().shape()) {
            case EXTRACT_LANE -> extractLane(operation);
            case REPLACE_LANE -> replaceLane(operation);
            case SHUFFLE -> shuffle(operation);
            default -> arithmetic(operation);
        }
    }

    private void lanes(Operation operation, Kind form) {
        if (operation.op() == Opcode.I32X4_SPLAT || operation.op() == Opcode.F32X4_SPLAT) {
            emitter.push(operation.input(0));
            fourTimes();
            return;
        }
        Opcode scalar = lanes.scalar(operation.op());
        if (scalar != null && emitter.numeric().makesMask(scalar) && code.depth() == 0) {
            masks(operation, scalar);
            return;
        }
        for (int i = 0; i < form.parts(); i++) {
            lane(operation, form, i);
        }
    }

    /** Each lane of a comparison has its branch, for which the JVM's stack must be empty. */
    private void masks(Operation operation, Opcode scalar) {
        if (masks < 0) {
            masks = code.newVariable(Kind.INTS);
        }
        for (int i = 0; i < Kind.INTS.parts(); i++) {
            operands(operation, scalar, i);
            emitter.numeric().setMask(masks + i, scalar);
        }
        code.get(Kind.INTS, masks);
    }

    private void fourTimes() {
        code.op(Opcodes.DUP, 1);
        code.op(Opcodes.DUP2, 2);
    }

    /** Makes one lane of 32 bits. */
    private void lane(Operation operation, Kind form, int lane) {
        switch (operation.op()) {
            case I8X16_SHUFFLE -> {
                int from = VectorForms.movedLane(operation, lane);
                emitter.part(operation.input(from / 4), form, from % 4);
            }
            case I32X4_REPLACE_LANE, F32X4_REPLACE_LANE -> {
                if (lane == operation.immediate()) {
                    emitter.push(operation.input(1));
                } else {
                    emitter.part(operation.input(0), form, lane);
                }
            }
            case V128_AND -> bitwise(operation, lane, Opcodes.IAND);
            case V128_OR -> bitwise(operation, lane, Opcodes.IOR);
            case V128_XOR -> bitwise(operation, lane, Opcodes.IXOR);
            default -> scalar(operation, lane);
        }
    }

    private void bitwise(Operation operation, int lane, int instruction) {
        emitter.part(operation.input(0), Kind.INTS, lane);
        emitter.part(operation.input(1), Kind.INTS, lane);
        code.op(instruction, -1);
    }

    /** By the instruction on numbers. */
    private void scalar(Operation operation, int lane) {
        Opcode scalar = Objects.requireNonNull(lanes.scalar(operation.op()));
        operands(operation, scalar, lane);
        emitter.numeric().finishLane(scalar);
    }

    private void operands(Operation operation, Opcode scalar, int lane) {
        for (int i = 0; i < operation.inputCount(); i++) {
            if (operation.op().operand(i).equals(ValueType.V128)) {
                emitter.part(operation.input(i), LaneInstructions.operands(scalar), lane);
            } else {
                emitter.push(operation.input(i));
            }
        }
    }

    private void arithmetic(Operation operation) {
        VectorHelpers.Helper helper = helpers.of(operation.op());
        switch (helper.form()) {
            case SPLAT -> {
                emitter.push(operation.input(0));
                helper.low(code);
                code.op(Opcodes.DUP2, 2);
                return;
            }
            case HALVES -> {
                halves(operation, false);
                helper.low(code);
                halves(operation, true);
            }
            case SHIFT -> {
                emitter.half(operation.input(0), false);
                emitter.push(operation.input(1));
                helper.low(code);
                emitter.half(operation.input(0), true);
                emitter.push(operation.input(1));
            }
            case NARROW -> {
                both(operation.input(0));
                helper.low(code);
                both(operation.input(1));
            }
            case WIDEN_LOW, WIDEN_HIGH -> {
                boolean high = helper.form() == VectorHelpers.Form.WIDEN_HIGH;
                halves(operation, high);
                helper.low(code);
                halves(operation, high);
            }
            case SWIZZLE -> {
                both(operation.input(0));
                emitter.half(operation.input(1), false);
                helper.low(code);
                both(operation.input(0));
                emitter.half(operation.input(1), true);
            }
            case TEST, PACK -> both(operation.input(0));
        }
        helper.high(code);
        if (helper.form() == VectorHelpers.Form.PACK) {
            code.pushLong(0);
        }
    }

    /** The same half of all operands. */
    private void halves(Operation operation, boolean high) {
        for (int i = 0; i < operation.inputCount(); i++) {
            emitter.half(operation.input(i), high);
        }
    }

    private void both(Node vector) {
        emitter.half(vector, false);
        emitter.half(vector, true);
    }

    private void shuffle(Operation operation) {
        Shuffle shuffle = new Shuffle(code, half -> emitter.half(operation.input(half / 2), half % 2 != 0));
        shuffle.half(operation.immediate());
        shuffle.half(operation.immediateHigh());
    }

    private void extractLane(Operation operation) {
        int lanes = 8 / operation.op().width();
        int lane = (int) operation.immediate();
        if (operation.op().width() == 4) {
            boolean floats = operation.op() == Opcode.F32X4_EXTRACT_LANE;
            emitter.part(operation.input(0), floats ? Kind.FLOATS : Kind.INTS, lane);
            return;
        }
        emitter.half(operation.input(0), lane >= lanes);
        code.pushInt(lane % lanes);
        code.invokeStatic(helpers.extractLane(operation.op()));
    }

    private void replaceLane(Operation operation) {
        int lanes = 8 / operation.op().width();
        int lane = (int) operation.immediate();
        boolean high = lane >= lanes;
        Node vector = operation.input(0);
        if (high) {
            emitter.half(vector, false);
        }
        emitter.half(vector, high);
        emitter.push(operation.input(1));
        code.pushInt(lane % lanes);
        code.invokeStatic(helpers.replaceLane(operation.op()));
        if (!high) {
            emitter.half(vector, true);
        }
    }

    // Memory

    /** Returns whether the node is one of these. */
    boolean emit(Node node) {
        switch (node) {
            case Load load -> load(load);
            case Store store -> store(store);
            case LoadLane load -> loadLane(load);
            case StoreLane store -> storeLane(store);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void load(Load load) {
        Kind form = emitter.form(load);
        if (form == Kind.VECTOR) {
            loadHalves(load);
            return;
        }
        Opcode lane = form == Kind.FLOATS ? Opcode.F32_LOAD : Opcode.I32_LOAD;
        if (load.op() == Opcode.V128_LOAD32_SPLAT) {
            access(load, lane, load.offset());
            fourTimes();
            return;
        }
        for (int i = 0; i < form.parts(); i++) {
            access(load, lane, beyond(load.offset(), 4 * i));
        }
    }

    private void loadHalves(Load load) {
        switch (load.op()) {
            case V128_LOAD -> {
                access(load, Opcode.I64_LOAD, load.offset());
                access(load, Opcode.I64_LOAD, beyond(load.offset(), 8));
            }
            case V128_LOAD8X8_S -> widen(load, Opcode.I16X8_EXTEND_LOW_I8X16_S);
            case V128_LOAD8X8_U -> widen(load, Opcode.I16X8_EXTEND_LOW_I8X16_U);
            case V128_LOAD16X4_S -> widen(load, Opcode.I32X4_EXTEND_LOW_I16X8_S);
            case V128_LOAD16X4_U -> widen(load, Opcode.I32X4_EXTEND_LOW_I16X8_U);
            case V128_LOAD32X2_S -> widen(load, Opcode.I64X2_EXTEND_LOW_I32X4_S);
            case V128_LOAD32X2_U -> widen(load, Opcode.I64X2_EXTEND_LOW_I32X4_U);
            case V128_LOAD8_SPLAT -> splat(load, Opcode.I32_LOAD8_U, Opcode.I8X16_SPLAT);
            case V128_LOAD16_SPLAT -> splat(load, Opcode.I32_LOAD16_U, Opcode.I16X8_SPLAT);
            case V128_LOAD32_SPLAT -> splat(load, Opcode.I32_LOAD, Opcode.I32X4_SPLAT);
            case V128_LOAD64_SPLAT -> splat(load, Opcode.I64_LOAD, Opcode.I64X2_SPLAT);
            default -> {
                boolean half = load.op() == Opcode.V128_LOAD64_ZERO;
                access(load, half ? Opcode.I64_LOAD : Opcode.I64_LOAD32_U, load.offset());
                code.pushLong(0);
            }
        }
    }

    private void access(Load load, Opcode op, long offset) {
        memory.load(load, op, load.memoryIndex(), load.address(), offset);
    }

    /** The offset so many bytes further; one that is too large stays so. */
    private static long beyond(long offset, int bytes) {
        return offset < 0 || offset > Integer.MAX_VALUE ? offset : offset + bytes;
    }

    private void widen(Load load, Opcode extend) {
        VectorHelpers.Helper helper = helpers.of(extend);
        access(load, Opcode.I64_LOAD, load.offset());
        if (bits < 0) {
            bits = code.newVariable(Kind.LONG);
        }
        code.set(bits);
        code.get(bits);
        helper.low(code);
        code.get(bits);
        helper.high(code);
    }

    private void splat(Load load, Opcode scalar, Opcode splat) {
        access(load, scalar, load.offset());
        helpers.of(splat).low(code);
        code.op(Opcodes.DUP2, 2);
    }

    /** The last part first: if the store traps, it does so before anything is written. */
    private void store(Store store) {
        Kind form = emitter.form(store.value());
        Opcode op = form == Kind.VECTOR ? Opcode.I64_STORE : form == Kind.INTS ? Opcode.I32_STORE : Opcode.F32_STORE;
        for (int i = form.parts() - 1; i >= 0; i--) {
            int part = i;
            memory.store(
                    store,
                    op,
                    store.memoryIndex(),
                    store.address(),
                    beyond(store.offset(), i * op.width()),
                    () -> emitter.part(store.value(), form, part));
        }
    }

    private void loadLane(LoadLane load) {
        int lanes = 8 / load.op().width();
        boolean high = load.lane() >= lanes;
        LaneAccess lane = LaneAccess.ofWidth(load.op().width());
        if (high) {
            emitter.half(load.vector(), false);
        }
        emitter.half(load.vector(), high);
        memory.load(load, lane.load(), load.memoryIndex(), load.address(), load.offset());
        code.pushInt(load.lane() % lanes);
        code.invokeStatic(helpers.replaceLane(lane.replace()));
        if (!high) {
            emitter.half(load.vector(), true);
        }
    }

    private void storeLane(StoreLane store) {
        int lanes = 8 / store.op().width();
        LaneAccess lane = LaneAccess.ofWidth(store.op().width());
        memory.store(store, lane.store(), store.memoryIndex(), store.address(), store.offset(), () -> {
            emitter.half(store.vector(), store.lane() >= lanes);
            code.pushInt(store.lane() % lanes);
            code.invokeStatic(helpers.extractLane(lane.extract()));
        });
    }
}
