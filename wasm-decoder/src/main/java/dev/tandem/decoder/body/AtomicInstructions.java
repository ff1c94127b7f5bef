// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

/** Atomic accesses to memory; their alignment must be exactly the natural one. */
final class AtomicInstructions {
    private final ValidationState state;
    private final MemoryInstructions memory;

    AtomicInstructions(ValidationState state, MemoryInstructions memory) {
        this.state = state;
        this.memory = memory;
    }

    void fence() {
        MemoryInstructions.zeroByte(state);
        if (state.live) {
            state.visitor.atomicFence();
        }
    }

    void access(Opcode op) {
        memory.argument(op, true);
        memory.popOperands(op);
        if (state.live) {
            visit(op);
        }
        if (op.result >= 0) {
            state.push(op.result);
        }
    }

    private void visit(Opcode op) {
        BodyVisitor visitor = state.visitor;
        int index = memory.memory;
        long offset = memory.offset;
        switch (op.shape) {
            case ATOMIC_LOAD -> visitor.atomicLoad(op, index, offset);
            case ATOMIC_STORE -> visitor.atomicStore(op, index, offset);
            case ATOMIC_RMW -> visitor.atomicReadModifyWrite(op, index, offset);
            case ATOMIC_CMPXCHG -> visitor.atomicCompareExchange(op, index, offset);
            case ATOMIC_WAIT -> visitor.atomicWait(op, index, offset);
            case ATOMIC_NOTIFY -> visitor.atomicNotify(index, offset);
            default -> throw new AssertionError(op);
        }
    }
}
