// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entry, a switch, its cases, the way back that they share, and a way out. */
final class DispatchCopiesTest {
    private final LirFunction function = new LirFunction(0);
    private final LirBlock entry = block(0);
    private final LirBlock dispatch = block(1);
    private final LirBlock back = block(1);
    private final LirBlock out = block(0);
    private final List<LirBlock> cases = new ArrayList<>();

    private LirBlock block(int loopDepth) {
        LirBlock block = function.newBlock();
        block.setLoopDepth(loopDepth);
        block.setFrequency(loopDepth == 0 ? 1 : 10);
        return block;
    }

    private static void fill(LirBlock block, int instructions) {
        for (int i = 0; i < instructions; i++) {
            block.append(TestInstruction.of("work"));
        }
    }

    private static void jump(LirBlock block, int instructions, LirBlock target) {
        fill(block, instructions);
        block.append(new Jump());
        block.addSuccessor(target);
    }

    /** @param length instructions of the switch */
    private void build(int caseCount, int length) {
        jump(entry, 1, dispatch);
        fill(dispatch, length - 1);
        dispatch.append(TestInstruction.of("switch"));
        for (int i = 0; i < caseCount; i++) {
            LirBlock made = block(1);
            dispatch.addSuccessor(made);
            jump(made, 2, back);
            cases.add(made);
        }
        dispatch.addSuccessor(out);
        jump(back, 1, dispatch);
        fill(out, 1);
    }

    private List<LirBlock> layout() {
        return layout(true);
    }

    private List<LirBlock> layout(boolean dispatchCopies) {
        List<LirBlock> order = new ArrayList<>(List.of(entry, dispatch));
        order.addAll(cases);
        order.addAll(List.of(back, out));
        function.setBlocks(order);
        function.setLayout(order);
        BlockLayout.run(function, dispatchCopies);
        return function.blocks();
    }

    @Test
    void everyCaseGoesOnToTheNextByItself() {
        build(6, 4);
        List<LirBlock> blocks = layout();
        for (LirBlock block : cases) {
            int at = blocks.indexOf(block);
            LirBlock ownBack = blocks.get(at + 1);
            LirBlock ownDispatch = blocks.get(at + 2);
            assertSame(ownBack, block.successor(0));
            assertEquals(back.instructions(), ownBack.instructions());
            assertSame(ownDispatch, ownBack.successor(0));
            assertEquals(dispatch.instructions(), ownDispatch.instructions());
            for (int s = 0; s < dispatch.successorCount(); s++) {
                assertSame(dispatch.successor(s), ownDispatch.successor(s));
                assertTrue(dispatch.successor(s).predecessors().contains(ownDispatch));
            }
        }
        assertFalse(blocks.contains(back), "nobody takes it any more");
        assertEquals(List.of(entry), dispatch.predecessors());
    }

    @Test
    void mayBeLeftOut() {
        build(6, 4);
        assertTrue(layout(false).contains(back));
        assertEquals(6, back.predecessors().size());
    }

    @Test
    void wayBackMayLeaveTheLoop() {
        build(6, 4);
        back.addSuccessor(out);
        List<LirBlock> blocks = layout();
        LirBlock ownBack = cases.getFirst().successor(0);
        assertEquals(2, ownBack.successorCount());
        assertSame(out, ownBack.successor(1));
        assertSame(blocks.get(blocks.indexOf(ownBack) + 1), ownBack.successor(0));
    }

    @Test
    void coldCasesShareTheOldWay() {
        build(6, 4);
        cases.get(2).setCold(true);
        assertTrue(layout().contains(back));
        assertSame(back, cases.get(2).successor(0));
        assertEquals(List.of(cases.get(2)), back.predecessors());
        assertSame(dispatch, back.successor(0));
    }

    private void staysAsItIs() {
        int before = function.blockCount();
        layout();
        assertEquals(before, function.blockCount());
        for (LirBlock block : cases) {
            assertSame(back, block.successor(0));
        }
    }

    @Test
    void longSwitches() {
        build(6, 16);
        staysAsItIs();
    }

    @Test
    void fewCases() {
        build(3, 4);
        staysAsItIs();
    }

    @Test
    void tooMuchCode() {
        build(700, 4);
        staysAsItIs();
    }

    @Test
    void outsideOfLoops() {
        build(6, 4);
        dispatch.setLoopDepth(0);
        staysAsItIs();
    }

    @Test
    void framesAreMadeOnce() {
        build(6, 4);
        cases.forEach(block -> block.setBeforeFrame(true));
        staysAsItIs();
    }
}
