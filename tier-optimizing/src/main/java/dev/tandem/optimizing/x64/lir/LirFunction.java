// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import dev.tandem.ir.code.CompilationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A function in low-level IR. Made by one thread for one compilation. */
public final class LirFunction {
    private final int functionIndex;
    private List<LirBlock> blocks = new ArrayList<>();
    private List<LirBlock> layout = List.of();
    private int blockCount;
    private LirKind[] kinds = new LirKind[64];
    private int registerCount;
    private int[] incoming = {};
    private int reservedFrameBytes;
    private int frameBytes;

    /** @param functionIndex for messages */
    public LirFunction(int functionIndex) {
        this.functionIndex = functionIndex;
    }

    /** The index of the function in its module. */
    public int functionIndex() {
        return functionIndex;
    }

    /** A new virtual register. */
    public int newRegister(LirKind kind) {
        if (registerCount == Operand.MAX_VIRTUAL_REGISTERS) {
            throw new CompilationException("more than " + Operand.MAX_VIRTUAL_REGISTERS + " virtual registers", functionIndex);
        }
        if (registerCount == kinds.length) {
            kinds = Arrays.copyOf(kinds, kinds.length * 2);
        }
        kinds[registerCount] = kind;
        return registerCount++;
    }

    public int registerCount() {
        return registerCount;
    }

    public LirKind kind(int register) {
        return kinds[register];
    }

    /** A new block, not yet among {@link #blocks}. */
    public LirBlock newBlock() {
        return new LirBlock(blockCount++);
    }

    /** One more than the highest block number. */
    public int blockCount() {
        return blockCount;
    }

    /**
     * The blocks, first the entry, which has no predecessors: until allocation in an order in which every block comes after its dominators
     * and loops are contiguous, then in the order of the code.
     */
    public List<LirBlock> blocks() {
        return blocks;
    }

    public void setBlocks(List<LirBlock> blocks) {
        this.blocks = blocks;
    }

    /** The order of the code, if it is not that of {@link #blocks}; cold blocks come last whatever it says. */
    public List<LirBlock> layout() {
        return layout.isEmpty() ? blocks : layout;
    }

    /** Whether {@link #setLayout} gave one. */
    public boolean hasLayout() {
        return !layout.isEmpty();
    }

    /** @param layout the same blocks as {@link #blocks}, the entry first; or empty */
    public void setLayout(List<LirBlock> layout) {
        this.layout = layout;
    }

    /** Says that {@code register}, defined by the first instruction, arrives on the stack at {@code [rbp + displacement]}. */
    public void setIncoming(int register, int displacement) {
        int length = incoming.length;
        incoming = Arrays.copyOf(incoming, length + 2);
        incoming[length] = register;
        incoming[length + 1] = Location.stack(displacement);
    }

    public int incomingCount() {
        return incoming.length / 2;
    }

    public int incomingRegister(int index) {
        return incoming[2 * index];
    }

    /** The {@link Location} that parameter {@code index} of those on the stack arrives in. */
    public int incomingLocation(int index) {
        return incoming[2 * index + 1];
    }

    /** Bytes right below {@code rbp} that the allocator leaves alone, a multiple of 8. */
    public int reservedFrameBytes() {
        return reservedFrameBytes;
    }

    public void setReservedFrameBytes(int bytes) {
        reservedFrameBytes = bytes;
    }

    /** All the bytes below {@code rbp} that the frame needs, with the reserved ones; known after allocation. A multiple of 8. */
    public int frameBytes() {
        return frameBytes;
    }

    public void setFrameBytes(int bytes) {
        frameBytes = bytes;
    }

    /** A dump: a line an instruction. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (LirBlock block : blocks) {
            text.append(block);
            registers(text, block.parameters());
            text.append(": depth ").append(block.loopDepth()).append(", frequency ").append(block.frequency());
            if (block.isCold()) {
                text.append(", cold");
            }
            text.append('\n');
            for (LirInstruction instruction : block.instructions()) {
                text.append("    ").append(instruction).append('\n');
            }
            for (int i = 0; i < block.successorCount(); i++) {
                text.append("    -> ").append(block.successor(i));
                registers(text, block.arguments(i));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static void registers(StringBuilder text, int[] registers) {
        for (int i = 0; i < registers.length; i++) {
            text.append(i == 0 ? "(v" : ", v").append(registers[i]);
        }
        if (registers.length > 0) {
            text.append(')');
        }
    }
}
