// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.ir.code.CompilationException;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;
import java.util.Arrays;

/**
 * Which virtual registers are live at the start of each block, parameters of the block excepted. Each register's uses are followed backward to
 * its definition, so the work is the size of the result, and a budget bounds both.
 */
final class Liveness {
    private static final int MAX_ENTRIES = 1 << 23;
    /** Entries that any function may have, and beyond that for each instruction: in real functions there are up to twenty. */
    private static final int ENTRIES = 500_000;

    private static final int ENTRIES_PER_INSTRUCTION = 256;
    private static final int NONE = -1;

    private final LirFunction function;
    private final Order order;
    private final long mostEntries;
    private final int[] head;
    private final IntList register = new IntList(256);
    private final IntList next = new IntList(256);
    private final int[] definedIn;
    private final int[] reached;
    private int[] stack = new int[64];
    private int depth;

    Liveness(LirFunction function, Order order) {
        this.function = function;
        this.order = order;
        mostEntries = Math.min(MAX_ENTRIES, ENTRIES + (long) ENTRIES_PER_INSTRUCTION * order.instructions.length);
        head = new int[order.blocks.length];
        reached = new int[order.blocks.length];
        definedIn = new int[function.registerCount()];
        Arrays.fill(head, NONE);
        Arrays.fill(reached, NONE);
        Arrays.fill(definedIn, NONE);
        findDefinitions();
        follow();
    }

    /** The first entry of the list of what is live at the start of block {@code index}, or -1. */
    int first(int index) {
        return head[index];
    }

    int next(int entry) {
        return next.get(entry);
    }

    int register(int entry) {
        return register.get(entry);
    }

    private void findDefinitions() {
        for (int k = 0; k < order.blocks.length; k++) {
            for (int parameter : order.blocks[k].parameters()) {
                definedIn[parameter] = k;
            }
        }
        for (int i = 0; i < order.instructions.length; i++) {
            LirInstruction instruction = order.instructions[i];
            for (int j = 0; j < instruction.operandCount(); j++) {
                int operand = instruction.operand(j);
                if (Operand.isDef(operand)) {
                    definedIn[Operand.register(operand)] = order.blockOf[i];
                }
            }
        }
    }

    /** The blocks that use each register, grouped by register. */
    private void follow() {
        int registers = function.registerCount();
        int[] begin = new int[registers + 2];
        forEachForeignUse((v, block) -> begin[v + 2]++);
        for (int v = 0; v <= registers; v++) {
            begin[v + 1] += begin[v];
        }
        int[] blocks = new int[begin[registers + 1]];
        forEachForeignUse((v, block) -> blocks[begin[v + 1]++] = block);
        for (int v = 0; v < registers; v++) {
            for (int j = begin[v]; j < begin[v + 1]; j++) {
                markLiveIn(v, blocks[j]);
            }
        }
    }

    private interface UseVisitor {
        void use(int register, int block);
    }

    /** Visits uses in other blocks than the definition's. An argument is used at the end of the block that the edge leaves. */
    private void forEachForeignUse(UseVisitor visitor) {
        for (int i = 0; i < order.instructions.length; i++) {
            LirInstruction instruction = order.instructions[i];
            int block = order.blockOf[i];
            for (int j = 0; j < instruction.operandCount(); j++) {
                int operand = instruction.operand(j);
                if (Operand.isUse(operand)) {
                    visitForeign(visitor, Operand.register(operand), block);
                }
            }
        }
        for (int k = 0; k < order.blocks.length; k++) {
            LirBlock block = order.blocks[k];
            for (int s = 0; s < block.successorCount(); s++) {
                for (int argument : block.arguments(s)) {
                    visitForeign(visitor, argument, k);
                }
            }
        }
    }

    private void visitForeign(UseVisitor visitor, int v, int block) {
        if (definedIn[v] == NONE) {
            throw new IllegalStateException("v" + v + " is used but not defined");
        }
        if (definedIn[v] != block) {
            visitor.use(v, block);
        }
    }

    private void markLiveIn(int v, int block) {
        push(v, block);
        while (depth > 0) {
            for (LirBlock predecessor : order.blocks[stack[--depth]].predecessors()) {
                int index = order.indexOf[predecessor.id()];
                if (index != definedIn[v]) {
                    push(v, index);
                }
            }
        }
    }

    private void push(int v, int block) {
        if (reached[block] == v) {
            return;
        }
        reached[block] = v;
        if (register.size() >= mostEntries) {
            throw new CompilationException("too many values are live across blocks; the function keeps its baseline code", function.functionIndex());
        }
        if (block == 0) {
            throw new IllegalStateException("v" + v + " is not defined on every path to its uses");
        }
        next.add(head[block]);
        head[block] = register.add(v);
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
        }
        stack[depth++] = block;
    }
}
