// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.lir;

import java.util.ArrayList;
import java.util.List;

/** A basic block: parameters (phis), instructions, edges to successors with arguments for their parameters. */
public final class LirBlock {
    private static final int[] NONE = {};

    private final int id;
    private int[] parameters = NONE;
    private List<LirInstruction> instructions = new ArrayList<>();
    private final List<LirBlock> successors = new ArrayList<>(2);
    private final List<int[]> arguments = new ArrayList<>(2);
    private final List<LirBlock> predecessors = new ArrayList<>(2);
    private int loopDepth;
    private double frequency = 1;
    private boolean cold;
    private boolean aligned;
    private boolean beforeFrame;

    LirBlock(int id) {
        this.id = id;
    }

    /** Its number in the function, in the order of creation. */
    public int id() {
        return id;
    }

    /** The virtual registers that take the arguments of whichever edge the block is entered by. */
    public int[] parameters() {
        return parameters;
    }

    public void setParameters(int... parameters) {
        this.parameters = parameters;
    }

    public List<LirInstruction> instructions() {
        return instructions;
    }

    public void setInstructions(List<LirInstruction> instructions) {
        this.instructions = instructions;
    }

    public void append(LirInstruction instruction) {
        instructions.add(instruction);
    }

    /** The last instruction. */
    public LirInstruction terminator() {
        return instructions.getLast();
    }

    /**
     * Adds an edge and returns its number among the successors. Two edges may go to the same block.
     *
     * @param arguments as many as {@code target} has parameters, of the same kinds; the array becomes the edge's own
     */
    public int addSuccessor(LirBlock target, int... arguments) {
        successors.add(target);
        this.arguments.add(arguments);
        target.predecessors.add(this);
        return successors.size() - 1;
    }

    public int successorCount() {
        return successors.size();
    }

    public LirBlock successor(int index) {
        return successors.get(index);
    }

    /** What edge {@code index} passes to the parameters of its target. */
    public int[] arguments(int index) {
        return arguments.get(index);
    }

    public void setArguments(int index, int... values) {
        arguments.set(index, values);
    }

    /** Makes edge {@code index} go elsewhere. */
    public void setSuccessor(int index, LirBlock target, int... values) {
        successors.get(index).predecessors.remove(this);
        successors.set(index, target);
        arguments.set(index, values);
        target.predecessors.add(this);
    }

    /** Takes all edges away from a block that nobody enters any more. */
    public void removeSuccessors() {
        successors.forEach(successor -> successor.predecessors.remove(this));
        successors.clear();
        arguments.clear();
    }

    /** Predecessors in no particular order, one entry an edge. */
    public List<LirBlock> predecessors() {
        return predecessors;
    }

    /** How many loops it is in. */
    public int loopDepth() {
        return loopDepth;
    }

    public void setLoopDepth(int depth) {
        loopDepth = depth;
    }

    /** How often it runs for each time the function does. */
    public double frequency() {
        return frequency;
    }

    public void setFrequency(double frequency) {
        this.frequency = frequency;
    }

    /** Whether it runs so rarely that its code stands apart and the others' must not pay for it. */
    public boolean isCold() {
        return cold;
    }

    public void setCold(boolean cold) {
        this.cold = cold;
    }

    /** Whether its code starts at a cache-friendly address, as the heads of hot loops do; set after allocation. */
    public boolean isAligned() {
        return aligned;
    }

    public void setAligned(boolean aligned) {
        this.aligned = aligned;
    }

    /** Whether it runs before the function makes its frame, if it makes one. */
    public boolean isBeforeFrame() {
        return beforeFrame;
    }

    public void setBeforeFrame(boolean before) {
        beforeFrame = before;
    }

    /** Whether the function makes its frame at the start of this block; the entry block aside. */
    public boolean isFrameStart() {
        return !beforeFrame && !predecessors.isEmpty() && predecessors.getFirst().beforeFrame;
    }

    @Override
    public String toString() {
        return "b" + id;
    }
}
