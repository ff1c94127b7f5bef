// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Location;
import dev.tandem.optimizing.x64.lir.Move;
import dev.tandem.optimizing.x64.lir.Operand;
import dev.tandem.optimizing.x64.lir.Registers;
import dev.tandem.optimizing.x64.lir.Rematerialization;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Checks an allocation: follows all paths with, for each location, the set of virtual registers whose value it surely holds, and looks up each
 * use there. Moves copy sets, definitions make them, clobbers empty them, joins intersect them; an edge gives the arguments' locations to
 * the parameters, too. Knows nothing of how the allocator works. Runs before block parameters are dropped.
 */
final class AllocationVerifier {
    private final LirFunction function;
    private final SymbolicState[] atStart;
    private final ArrayDeque<LirBlock> work = new ArrayDeque<>();
    private final boolean[] queued;

    AllocationVerifier(LirFunction function) {
        this.function = function;
        atStart = new SymbolicState[function.blockCount()];
        queued = new boolean[function.blockCount()];
    }

    /** @throws IllegalStateException if a use may read something else than its virtual register */
    void verify() {
        LirBlock entry = function.blocks().getFirst();
        atStart[entry.id()] = new SymbolicState();
        enqueue(entry);
        while (!work.isEmpty()) {
            LirBlock block = work.removeFirst();
            queued[block.id()] = false;
            SymbolicState state = atStart[block.id()].copy();
            for (LirInstruction instruction : block.instructions()) {
                execute(state, instruction);
            }
            for (int s = 0; s < block.successorCount(); s++) {
                arrive(block, s, state);
            }
        }
        checkIncoming(entry.instructions());
        for (LirBlock block : function.blocks()) {
            SymbolicState state = atStart[block.id()];
            if (state != null) {
                check(block, state.copy());
            }
        }
    }

    /** What arrives on the stack is found where it arrives. */
    private void checkIncoming(List<LirInstruction> code) {
        for (LirInstruction instruction : code) {
            for (int j = 0; j < instruction.operandCount(); j++) {
                int operand = instruction.operand(j);
                for (int i = 0; Operand.isDef(operand) && i < function.incomingCount(); i++) {
                    if (function.incomingRegister(i) == Operand.register(operand)
                            && function.incomingLocation(i) != instruction.location(j)) {
                        throw new IllegalStateException("operand " + j + " arrives elsewhere: " + instruction);
                    }
                }
            }
        }
    }

    private void enqueue(LirBlock block) {
        if (!queued[block.id()]) {
            queued[block.id()] = true;
            work.addLast(block);
        }
    }

    private void arrive(LirBlock block, int s, SymbolicState state) {
        LirBlock successor = block.successor(s);
        SymbolicState arriving = state.copy();
        arriving.rename(block.arguments(s), successor.parameters());
        SymbolicState known = atStart[successor.id()];
        if (known == null) {
            atStart[successor.id()] = arriving;
            enqueue(successor);
        } else if (known.intersect(arriving)) {
            enqueue(successor);
        }
    }

    private void check(LirBlock block, SymbolicState state) {
        for (LirInstruction instruction : block.instructions()) {
            for (int j = 0; j < instruction.operandCount(); j++) {
                int operand = instruction.operand(j);
                require(isAllowed(instruction, j), "operand " + j + " is in the wrong place", block, instruction);
                if (Operand.isUse(operand)) {
                    // A tied operand is read from the result's register, which the check of its place has seen to.
                    require(
                            state.holds(instruction.location(j), Operand.register(operand)),
                            "operand " + j + " is not there, but " + state.at(instruction.location(j)),
                            block,
                            instruction);
                }
            }
            execute(state, instruction);
        }
    }

    private static void require(boolean condition, String message, LirBlock block, LirInstruction instruction) {
        if (!condition) {
            throw new IllegalStateException(message + ": " + block + ": " + instruction);
        }
    }

    private boolean isAllowed(LirInstruction instruction, int j) {
        int operand = instruction.operand(j);
        int location = instruction.location(j);
        boolean ok =
                switch (Operand.policy(operand)) {
                    case Operand.FIXED -> location == Operand.detail(operand);
                    case Operand.SAME -> location == instruction.location(Operand.detail(operand));
                    case Operand.ANY -> Location.isStack(location) || isOfClass(operand, location);
                    default -> isOfClass(operand, location);
                };
        return ok && !overlaps(instruction, j);
    }

    private boolean isOfClass(int operand, int location) {
        boolean vector = function.kind(Operand.register(operand)).isVector();
        return Location.isRegister(location)
                && Location.isVector(location) == vector
                && ((Registers.ALL >>> location) & 1) != 0;
    }

    /** Whether what operand {@code j} writes is read, or written, by another one at the same time. */
    private static boolean overlaps(LirInstruction instruction, int j) {
        int operand = instruction.operand(j);
        int location = instruction.location(j);
        if (Operand.isUse(operand)) {
            return Operand.role(operand) == Operand.ALIVE
                    && Location.isRegister(location)
                    && ((instruction.clobbers() >>> location) & 1) != 0;
        }
        boolean temporary = Operand.role(operand) == Operand.TEMP;
        for (int i = 0; i < instruction.operandCount(); i++) {
            int other = instruction.operand(i);
            if (i == j || instruction.location(i) != location) {
                continue;
            }
            boolean early = temporary || Operand.policy(operand) == Operand.SAME;
            boolean sharesTied = Operand.policy(operand) == Operand.SAME
                    && Operand.register(other) == Operand.register(instruction.operand(Operand.detail(operand)));
            // An instruction may ask for an operand in a register that it then uses up.
            boolean usedUp = Operand.policy(operand) == Operand.FIXED && Operand.policy(other) == Operand.FIXED;
            if (Operand.role(other) != Operand.USE || (early && !sharesTied && !usedUp)) {
                return true;
            }
        }
        return false;
    }

    private void execute(SymbolicState state, LirInstruction instruction) {
        if (instruction instanceof Move move) {
            state.copy(move.from(), move.to(), move.kind().slotBytes());
        } else if (instruction instanceof WideCopy copy) {
            state.copy(copy.from(), copy.to(), 16);
        } else if (instruction instanceof Rematerialization again) {
            state.define(again.to(), Operand.register(again.definition().operand(0)), 8, false);
        } else {
            executeOperands(state, instruction);
        }
    }

    private void executeOperands(SymbolicState state, LirInstruction instruction) {
        for (int r = 0; r < 32; r++) {
            if (((instruction.clobbers() >>> r) & 1) != 0) {
                state.clear(r);
            }
        }
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.role(operand) == Operand.TEMP) {
                state.clear(instruction.location(j));
            } else if (Operand.isDef(operand)) {
                int v = Operand.register(operand);
                state.define(instruction.location(j), v, function.kind(v).slotBytes(), true);
            }
        }
    }
}
