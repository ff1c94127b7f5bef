// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Jumps;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.Switches;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.cfg.NaturalLoop;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.trap.TrapCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Records the blocks in their order, with what directs control, and the moves that phis ask for. */
final class BlockEmitter {
    private static final Member TRAP = Member.method(
            "dev/tandem/ir/jvm/support/Traps", "of", "(Ljava/lang/String;)Ldev/tandem/ir/trap/WasmTrap;");
    private static final Member UNREACHABLE =
            Member.method("dev/tandem/ir/jvm/support/Traps", "unreachable", "()Ldev/tandem/ir/trap/WasmTrap;");

    /** More moves are not put in order, but all made at once. */
    private static final int MOST_SORTED = 64;

    /** As many values may stand on the JVM's operand stack, which holds 65,535 words. */
    private static final int MOST_TOGETHER = 15_000;

    /** So much is done once in vain when a loop ends, at most. */
    private static final int MOST_BEFORE_EXIT = 16;

    private final ControlFlowGraph cfg;
    private final BlockSequence sequence;
    private final LiveRanges live;
    private final GraphEmitter emitter;
    private final CodeBuffer code;
    /** By block index: where branches from before go. */
    private final int[] labels;
    /** By block index of a loop's head: where its back-edge goes. */
    private final int[] loopLabels;
    /** By block index: whether the code of a block that goes back stands before the branch to it. */
    private final boolean[] closed;
    /** By block index: which block is the first that is not empty from there on; -1 if nobody has asked. */
    private final int[] past;

    BlockEmitter(ControlFlowGraph cfg, BlockSequence sequence, LiveRanges live, GraphEmitter emitter) {
        this.cfg = cfg;
        this.sequence = sequence;
        this.live = live;
        this.emitter = emitter;
        this.code = emitter.code;
        int count = sequence.blocks().size();
        this.labels = new int[count];
        this.loopLabels = new int[count];
        this.closed = new boolean[count];
        this.past = new int[count];
        Arrays.fill(past, -1);
        for (int i = 0; i < count; i++) {
            labels[i] = code.newLabel();
        }
    }

    void emit() {
        code.cut(0);
        List<Block> blocks = sequence.blocks();
        for (int place = 0; place < blocks.size(); place++) {
            Block block = blocks.get(place);
            if (!isLeftOut(block)) {
                begin(block, place);
                statements(block);
                end(block, next(place));
            }
            endLoops(place);
        }
    }

    /** Behind a loop the code may be cut, even if only the loop's own end leads there. */
    private void endLoops(int place) {
        for (NaturalLoop loop : sequence.endingLoops(place)) {
            code.loopEnd(loopLabels[loop.head().index()]);
        }
        if (!sequence.endingLoops(place).isEmpty()) {
            code.cut(sequence.nesting(place + 1));
        }
    }

    /** Whether a block has no code where it stands: it has none at all, or came with the branch before it. */
    private boolean isLeftOut(Block block) {
        return closed[block.index()]
                || (!block.endsInBranch() && isEmpty(block) && code.references(labels[block.index()]) == 0);
    }

    /** The label of the code that follows. */
    private int next(int place) {
        List<Block> blocks = sequence.blocks();
        int next = place + 1;
        while (next < blocks.size() && isLeftOut(blocks.get(next))) {
            next++;
        }
        return next < blocks.size() ? labels[blocks.get(next).index()] : -1;
    }

    private void statements(Block block) {
        for (Node node : block.nodes()) {
            if (!isDirecting(node) && !isSilent(node)) {
                emitter.statement(node);
            }
        }
    }

    private void begin(Block block, int place) {
        code.clearStack();
        emitter.nesting = sequence.nesting(place);
        int label = labels[block.index()];
        if (code.references(label) > 0) {
            emitter.forgetStale();
            code.cut(emitter.nesting);
            code.label(label);
        }
        if (block.isLoopHead()) {
            int loop = code.newLabel();
            loopLabels[block.index()] = loop;
            code.cut(emitter.nesting);
            code.loop(loop);
            poll((Loop) block.head());
        }
    }

    /** The interruption check, once where all ways back meet: so each of them can be a mere jump. */
    private void poll(Loop loop) {
        for (int i = 1; i < loop.predecessorCount(); i++) {
            if (loop.predecessor(i) instanceof Safepoint safepoint) {
                emitter.site(safepoint);
                code.poll();
                return;
            }
        }
    }

    /** Whether the node has no code here: it stands in an expression, or where its values are made, or makes none. */
    private boolean isSilent(Node node) {
        return emitter.trees.isInside(node)
                || node instanceof Constant
                || node instanceof Phi
                || node instanceof Parameter
                || node instanceof Result
                || !(node instanceof FixedNode || emitter.trees.hasVariable(node));
    }

    private static boolean isDirecting(Node node) {
        return node instanceof If
                || node instanceof Switch
                || node instanceof Return
                || node instanceof Trap
                || node instanceof Safepoint;
    }

    private void end(Block block, int next) {
        if (!block.endsInBranch()) {
            Block successor = block.successors().getFirst();
            leave(block, successor);
            goTo(isBackEdge(block, successor) ? loopLabels[successor.index()] : target(successor), next);
            return;
        }
        switch (block.end()) {
            case If branch -> branch(block, branch, next);
            case Switch branch -> branch(block, branch);
            case Return end -> giveResults(end);
            case Trap trap -> trap(trap);
            case Call _ -> {} // a tail call has returned
            default -> throw new IllegalStateException("ends a block: " + block.end());
        }
    }

    private boolean isBackEdge(Block from, Block to) {
        return to.isLoopHead() && sequence.place(to) <= sequence.place(from);
    }

    // Edges

    /** Before control goes on to a region: phis get their values, the memory is fresh. */
    private void leave(Block block, Block successor) {
        emitter.settle();
        if (successor.head() instanceof Region region) {
            movePhis(block, region);
        }
    }

    private void movePhis(Block block, Region region) {
        int way = sequence.wayFrom(block);
        List<Phi> moved = new ArrayList<>();
        for (Phi phi : region.phis()) {
            if (emitter.trees.hasVariable(phi) && !isInPlace(phi, phi.value(way))) {
                moved.add(phi);
            }
        }
        while (!moved.isEmpty()) {
            if (moved.size() > MOST_SORTED || !moveFree(moved, way)) {
                moveTogether(moved, way);
                return;
            }
        }
    }

    private boolean isInPlace(Phi phi, Node value) {
        return !(value instanceof Constant) && emitter.variable(phi) == emitter.variable(value);
    }

    /** Moves the values whose phi's variable no other move reads; returns whether there were any. */
    private boolean moveFree(List<Phi> moved, int way) {
        boolean found = false;
        for (int i = moved.size() - 1; i >= 0; i--) {
            Phi phi = moved.get(i);
            if (!isRead(moved, phi, way)) {
                emitter.push(phi.value(way), emitter.form(phi));
                code.set(emitter.form(phi), emitter.variable(phi));
                moved.remove(i);
                found = true;
            }
        }
        return found;
    }

    private boolean isRead(List<Phi> moved, Phi target, int way) {
        int variable = emitter.variable(target);
        for (Phi phi : moved) {
            Node value = phi.value(way);
            if (!phi.equals(target) && !(value instanceof Constant) && emitter.variable(value) == variable) {
                return true;
            }
        }
        return false;
    }

    /** What is left moves in circles: all values are pushed before any is set. */
    private void moveTogether(List<Phi> moved, int way) {
        if (moved.size() > MOST_TOGETHER) {
            throw new CompilationException(
                    "too many values change at once for the JVM's stack; the function keeps its baseline code",
                    moved.getFirst().graph().functionIndex());
        }
        for (Phi phi : moved) {
            emitter.push(phi.value(way), emitter.form(phi));
        }
        for (Phi phi : moved.reversed()) {
            code.set(emitter.form(phi), emitter.variable(phi));
        }
    }

    /** Where a branch to a block goes: past empty blocks, and back to a loop's head. */
    private int target(Block block) {
        Block last = pastEmpty(block);
        if (!last.endsInBranch() && isEmpty(last)) {
            return loopLabels[last.successors().getFirst().index()];
        }
        return labels[last.index()];
    }

    /** The first block from there on that is not empty, or goes back. */
    private Block pastEmpty(Block block) {
        Block at = block;
        while (past[at.index()] < 0) {
            if (at.endsInBranch() || !isEmpty(at) || isBackEdge(at, at.successors().getFirst())) {
                past[at.index()] = at.index();
            } else {
                at = at.successors().getFirst();
            }
        }
        int last = past[at.index()];
        for (at = block; past[at.index()] < 0; at = at.successors().getFirst()) {
            past[at.index()] = last;
        }
        return cfg.blocks().get(last);
    }

    /** Whether there is nothing to do: the phis of its own are set by those who come here. */
    private boolean isEmpty(Block block) {
        if (block.isLoopHead()) {
            return false;
        }
        for (Node node : block.nodes()) {
            if (!isDirecting(node) && !isSilent(node)) {
                return false;
            }
        }
        if (block.successors().getFirst().head() instanceof Region region) {
            int way = sequence.wayFrom(block);
            for (Phi phi : region.phis()) {
                if (emitter.trees.hasVariable(phi) && !isInPlace(phi, phi.value(way))) {
                    return false;
                }
            }
        }
        return true;
    }

    // Ends of blocks

    private void goTo(int label, int next) {
        if (label != next) {
            code.goto_(label);
        }
    }

    private void branch(Block block, If branch, int next) {
        int jump = emitter.numeric().condition(branch.condition());
        emitter.settle();
        Block ifTrue = block.successors().get(0);
        Block ifFalse = block.successors().get(1);
        if (closes(ifFalse, ifTrue)) {
            code.branch(Jumps.inverse(jump), close(ifFalse));
            goTo(target(ifTrue), next);
        } else if (closes(ifTrue, ifFalse)) {
            code.branch(jump, close(ifTrue));
            goTo(target(ifFalse), next);
        } else if (target(ifTrue) == next) {
            code.branch(Jumps.inverse(jump), target(ifFalse));
        } else {
            code.branch(jump, target(ifTrue));
            goTo(target(ifFalse), next);
        }
    }

    /**
     * Whether a loop ends with the branch between a block that goes back and one that leaves it, and what the former does may as well be done
     * before: then the branch itself goes back, which HotSpot turns into tighter loops than a way out in the middle.
     */
    private boolean closes(Block back, Block exit) {
        if (back.endsInBranch() || isEmpty(back) || !isBackEdge(back, back.successors().getFirst())) {
            return false;
        }
        Block head = back.successors().getFirst();
        NaturalLoop loop = head.loop();
        if (loop == null || loop.contains(exit)) {
            return false;
        }
        BitSet written = new BitSet();
        int statements = 0;
        for (Node node : back.nodes()) {
            if (!isDirecting(node) && !isSilent(node)) {
                if (node instanceof FixedNode || ++statements > MOST_BEFORE_EXIT) {
                    return false;
                }
                write(node, written);
            }
        }
        int way = sequence.wayFrom(back);
        for (Phi phi : ((Region) head.head()).phis()) {
            if (emitter.trees.hasVariable(phi) && !isInPlace(phi, phi.value(way))) {
                write(phi, written);
            }
        }
        return !live.isAnyLiveInto(exit, node -> isWritten(node, written));
    }

    private void write(Node node, BitSet written) {
        if (emitter.trees.hasVariable(node)) {
            written.set(emitter.variable(node), emitter.variable(node) + emitter.form(node).parts());
        }
    }

    private boolean isWritten(Node node, BitSet written) {
        int next = written.nextSetBit(emitter.variable(node));
        return next >= 0 && next < emitter.variable(node) + emitter.form(node).parts();
    }

    /** Does what a block does that goes back; returns where to. What the branch compares is on the JVM's stack. */
    private int close(Block back) {
        Block head = back.successors().getFirst();
        closed[back.index()] = true;
        statements(back);
        leave(back, head);
        return loopLabels[head.index()];
    }

    private void branch(Block block, Switch branch) {
        emitter.push(branch.index());
        emitter.settle();
        if (branch.keyCount() == 0) {
            code.op(Opcodes.POP, -1);
            code.goto_(target(block.successors().get(branch.target(0))));
            return;
        }
        int[] targets = new int[branch.keyCount() + 1];
        int[] ranks = new int[targets.length];
        int[] ways = new int[branch.successorCount()];
        for (int i = 0; i < ways.length; i++) {
            ways[i] = labels[pastEmpty(block.successors().get(i)).index()];
        }
        for (int key = 0; key < targets.length; key++) {
            targets[key] = ways[branch.target(key)];
            ranks[key] = rank(targets[key]);
        }
        new Switches(code).emit(targets, ranks, emitter.nesting);
    }

    /** Where a label's block stands. */
    private int rank(int label) {
        return sequence.place(cfg.blocks().get(label - labels[0]));
    }

    private void giveResults(Return end) {
        int count = end.resultCount();
        int slot = 0;
        for (int i = 0; i < count; i++) {
            slot += VariableAssignment.kind(end.result(i)).slots();
        }
        for (int i = count - 1; i > 0; i--) {
            Kind kind = VariableAssignment.kind(end.result(i));
            slot -= kind.slots();
            emitter.push(end.result(i));
            emitter.guest.give(kind, slot);
        }
        int words = 0;
        if (count > 0) {
            Kind first = VariableAssignment.kind(end.result(0));
            emitter.push(end.result(0));
            if (first == Kind.VECTOR) {
                emitter.guest.give(Kind.LONG, 1);
            }
            words = first.returned().words();
        }
        code.returnValue(words);
    }

    private void trap(Trap trap) {
        if (trap.code() == TrapCode.UNREACHABLE) {
            emitter.site(trap);
            code.invokeStatic(UNREACHABLE);
        } else {
            code.pushString(trap.code().name());
            emitter.site(trap);
            code.invokeStatic(TRAP);
        }
        code.throw_();
    }
}
