// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.ValueType;

/** Vector instructions that choose lanes; the others are like numbers, loads and stores. */
final class VectorInstructions {
    private final ValidationState state;
    private final MemoryInstructions memory;

    VectorInstructions(ValidationState state, MemoryInstructions memory) {
        this.state = state;
        this.memory = memory;
    }

    private int lane(int lanes) {
        int lane = state.in.u8();
        if (lane >= lanes) {
            throw state.invalid("invalid lane index " + lane + " of " + state.op);
        }
        return lane;
    }

    void extractLane(Opcode op) {
        int lane = lane(op.lanes());
        state.pop(ValueType.V128.code());
        if (state.live) {
            state.visitor.extractLane(op, lane);
        }
        state.push(op.result);
    }

    void replaceLane(Opcode op) {
        int lane = lane(op.lanes());
        state.pop(op.operands[1]);
        state.pop(ValueType.V128.code());
        if (state.live) {
            state.visitor.replaceLane(op, lane);
        }
        state.push(op.result);
    }

    void shuffle() {
        long low = lanes();
        long high = lanes();
        state.pop(ValueType.V128.code());
        state.pop(ValueType.V128.code());
        if (state.live) {
            state.visitor.shuffle(low, high);
        }
        state.push(ValueType.V128.code());
    }

    /** Eight lane indices, a byte each, of the 32 lanes of two vectors. */
    private long lanes() {
        long lanes = 0;
        for (int i = 0; i < 8; i++) {
            lanes |= (long) lane(32) << (8 * i);
        }
        return lanes;
    }

    void loadLane(Opcode op) {
        memory.argument(op, false);
        int lane = lane(op.lanes());
        memory.popOperands(op);
        if (state.live) {
            state.visitor.loadLane(op, memory.memory, memory.offset, lane);
        }
        state.push(op.result);
    }

    void storeLane(Opcode op) {
        memory.argument(op, false);
        int lane = lane(op.lanes());
        memory.popOperands(op);
        if (state.live) {
            state.visitor.storeLane(op, memory.memory, memory.offset, lane);
        }
    }
}
