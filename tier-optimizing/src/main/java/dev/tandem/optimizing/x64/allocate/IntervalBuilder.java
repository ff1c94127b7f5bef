// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.Operand;
import java.util.Arrays;

/** Builds the live intervals in one pass backward over the code, and on the way the hints. */
final class IntervalBuilder {
    private final LirFunction function;
    private final Order order;
    private final Liveness liveness;
    private final Hints hints;
    private final Intervals intervals;

    // Ranges and uses in lists that are ascending as they grow at their heads.
    private final int[] firstRange;
    private final IntList from = new IntList(256);
    private final IntList to = new IntList(256);
    private final IntList nextRange = new IntList(256);
    private final int[] firstUse;
    private final IntList use = new IntList(256);
    private final IntList nextUse = new IntList(256);

    /** Start and end of the block in hand, and whether no range may go on from its end into the next block. */
    private int blockStart;

    private int blockEnd;
    private boolean seam;

    IntervalBuilder(LirFunction function, Order order, Liveness liveness, Hints hints) {
        this.function = function;
        this.order = order;
        this.liveness = liveness;
        this.hints = hints;
        intervals = new Intervals(function.registerCount());
        firstRange = new int[function.registerCount()];
        firstUse = new int[function.registerCount()];
        Arrays.fill(firstRange, Intervals.NONE);
        Arrays.fill(firstUse, Intervals.NONE);
    }

    Intervals build() {
        for (int k = order.blocks.length - 1; k >= 0; k--) {
            buildBlock(k);
        }
        flatten();
        return intervals;
    }

    private void buildBlock(int k) {
        LirBlock block = order.blocks[k];
        blockStart = order.start(k);
        blockEnd = order.end(k);
        seam = k + 1 >= order.hotCount && !flowsInto(block, k + 1);
        for (int s = 0; s < block.successorCount(); s++) {
            LirBlock successor = block.successor(s);
            int target = order.indexOf[successor.id()];
            for (int entry = liveness.first(target); entry >= 0; entry = liveness.next(entry)) {
                addRange(liveness.register(entry), blockEnd);
            }
            int[] arguments = block.arguments(s);
            for (int j = 0; j < arguments.length; j++) {
                addRange(arguments[j], blockEnd);
                addUse(arguments[j], blockEnd - 1, Intervals.WEAK);
                hints.argument(arguments[j], successor.parameters()[j], target <= k);
            }
        }
        for (int i = order.first[k + 1] - 1; i >= order.first[k]; i--) {
            buildInstruction(order.instructions[i], i << 2);
        }
        for (int parameter : block.parameters()) {
            define(parameter, blockStart);
        }
    }

    /** Whether the next block in the order follows {@code block} in the flow, too, both being cold. */
    private boolean flowsInto(LirBlock block, int next) {
        if (next <= order.hotCount || next == order.blocks.length) {
            return false;
        }
        for (int s = 0; s < block.successorCount(); s++) {
            if (block.successor(s) == order.blocks[next]) {
                return true;
            }
        }
        return false;
    }

    private void buildInstruction(LirInstruction instruction, int position) {
        if (instruction.isCommutative()
                && isLive(Operand.register(instruction.operand(0)))
                && !isLive(Operand.register(instruction.operand(1)))) {
            // The result takes the register of what ends here.
            instruction.exchange();
        }
        int tied = Intervals.NONE;
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            int v = Operand.register(operand);
            if (Operand.role(operand) == Operand.TEMP) {
                if (Operand.policy(operand) != Operand.FIXED) {
                    prepend(v, position + 1, position + 3);
                    addUse(v, position + 2, Intervals.MUST);
                    addUse(v, position + 1, Intervals.MUST);
                }
            } else if (Operand.isDef(operand)) {
                int policy = Operand.policy(operand);
                if (policy == Operand.FIXED) {
                    hints.definition(v, Operand.detail(operand));
                    if (firstRange[v] >= 0) {
                        define(v, position + 3);
                    }
                } else {
                    if (firstRange[v] < 0) {
                        prepend(v, position + 2, position + 3);
                    }
                    define(v, position + (policy == Operand.SAME ? 1 : 2));
                    // What can be had again need not be made here.
                    if (!hints.isRematerializable(v)) {
                        addUse(v, position + 2, policy == Operand.ANY ? Intervals.WEAK : Intervals.MUST);
                    }
                    if (policy == Operand.SAME) {
                        tied = Operand.register(instruction.operand(Operand.detail(operand)));
                        hints.tied(tied, v);
                    }
                }
            }
        }
        buildUses(instruction, position, tied);
    }

    private void buildUses(LirInstruction instruction, int position, int tied) {
        int origin = endingUse(instruction);
        // Backward: what is read at the end first.
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.role(operand) == Operand.ALIVE && Operand.policy(operand) != Operand.FIXED) {
                addRange(Operand.register(operand), position + 3);
                addUse(Operand.register(operand), position + 2, kind(operand));
            }
        }
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.isUse(operand)) {
                int v = Operand.register(operand);
                buildUse(operand, v, position, v == tied && Operand.role(operand) == Operand.USE);
            }
        }
        if (origin >= 0) {
            hintResult(instruction, origin);
        }
    }

    /** The first use that ends at {@code instruction}, else the first; of a result's class, preferably. */
    private int endingUse(LirInstruction instruction) {
        int first = Intervals.NONE;
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.role(operand) == Operand.USE) {
                int v = Operand.register(operand);
                if (!isLive(v)) {
                    return v;
                }
                first = first < 0 ? v : first;
            }
        }
        return first;
    }

    /** Whether {@code v} is used after the place in the block that the pass has come to. */
    private boolean isLive(int v) {
        return firstRange[v] >= 0 && from.get(firstRange[v]) == blockStart;
    }

    private void buildUse(int operand, int v, int position, boolean tied) {
        if (Operand.policy(operand) == Operand.FIXED) {
            hints.fixedUse(v, Operand.detail(operand));
        }
        if (tied || Operand.policy(operand) == Operand.FIXED) {
            addRange(v, position + 1);
            addUse(v, position + 1, Intervals.WEAK);
        } else {
            addRange(v, position + 2);
            addUse(v, position + 1, kind(operand));
        }
    }

    private byte kind(int operand) {
        return Operand.policy(operand) == Operand.ANY && !hints.isRematerializable(Operand.register(operand))
                ? Intervals.ANY
                : Intervals.MUST;
    }

    /** A result goes best where a use ends, and the source of a copy to where the result will be. */
    private void hintResult(LirInstruction instruction, int origin) {
        for (int j = 0; j < instruction.operandCount(); j++) {
            int operand = instruction.operand(j);
            if (Operand.isDef(operand) && Operand.policy(operand) <= Operand.ANY) {
                hints.result(origin, Operand.register(operand), instruction.isCopy());
                return;
            }
        }
    }

    /** Makes {@code v} live from the start of the block to {@code end}. */
    private void addRange(int v, int end) {
        int range = firstRange[v];
        if (range >= 0 && from.get(range) <= end && !(seam && from.get(range) == blockEnd)) {
            from.set(range, blockStart);
            to.set(range, Math.max(to.get(range), end));
        } else {
            prepend(v, blockStart, end);
        }
    }

    private void prepend(int v, int start, int end) {
        from.add(start);
        to.add(end);
        firstRange[v] = nextRange.add(firstRange[v]);
    }

    private void define(int v, int position) {
        int range = firstRange[v];
        if (range >= 0) {
            from.set(range, position);
        }
    }

    private void addUse(int v, int position, byte kind) {
        int head = firstUse[v];
        if (head >= 0 && use.get(head) >> 2 == position) {
            use.set(head, (position << 2) | Math.max(kind, use.get(head) & 3));
            return;
        }
        use.add((position << 2) | kind);
        firstUse[v] = nextUse.add(head);
    }

    private void flatten() {
        intervals.rangeFrom = new int[from.size()];
        intervals.rangeTo = new int[from.size()];
        intervals.usePosition = new int[use.size()];
        intervals.useKind = new byte[use.size()];
        int ranges = 0;
        int uses = 0;
        int registers = function.registerCount();
        for (int v = 0; v < registers; v++) {
            int begin = ranges;
            for (int range = firstRange[v]; range >= 0; range = nextRange.get(range)) {
                intervals.rangeFrom[ranges] = from.get(range);
                intervals.rangeTo[ranges++] = to.get(range);
            }
            int useBegin = uses;
            intervals.usesOf[v] = uses;
            for (int item = firstUse[v]; item >= 0; item = nextUse.get(item)) {
                intervals.usePosition[uses] = use.get(item) >> 2;
                intervals.useKind[uses++] = (byte) (use.get(item) & 3);
            }
            set(v, begin, ranges, useBegin, uses);
        }
        intervals.usesOf[registers] = uses;
        for (int v = 0; v < registers; v++) {
            cutAtColdRanges(v);
        }
    }

    private void set(int v, int rangeBegin, int rangeEnd, int useBegin, int useEnd) {
        intervals.register[v] = v;
        intervals.rangeBegin[v] = rangeBegin;
        intervals.rangeEnd[v] = rangeEnd;
        intervals.useBegin[v] = useBegin;
        intervals.useEnd[v] = useEnd;
        intervals.cursor[v] = rangeBegin;
        if (rangeEnd > rangeBegin) {
            intervals.start[v] = intervals.rangeFrom[rangeBegin];
            intervals.end[v] = intervals.rangeTo[rangeEnd - 1];
        }
    }

    private void cutAtColdRanges(int v) {
        int coldStart = order.coldStart();
        int interval = v;
        for (int range = intervals.rangeBegin[v] + 1; range < intervals.rangeEnd[interval]; range++) {
            if (intervals.rangeFrom[range] >= coldStart) {
                interval = intervals.split(interval, intervals.rangeFrom[range]);
            }
        }
    }
}
