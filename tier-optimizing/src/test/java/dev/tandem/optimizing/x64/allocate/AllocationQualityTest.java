// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import static dev.tandem.optimizing.x64.lir.Operand.def;
import static dev.tandem.optimizing.x64.lir.Operand.defFixed;
import static dev.tandem.optimizing.x64.lir.Operand.defSame;
import static dev.tandem.optimizing.x64.lir.Operand.useAny;
import static dev.tandem.optimizing.x64.lir.Operand.useFixed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Move;
import dev.tandem.optimizing.x64.lir.Operand;
import dev.tandem.optimizing.x64.lir.Rematerialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where moves must not be. */
class AllocationQualityTest {
    private final LirFunction function = new LirFunction(0);
    private final LirBlock entry = function.newBlock();

    private int word() {
        return function.newRegister(LirKind.WORD64);
    }

    private LirBlock block(double frequency, int depth, boolean cold) {
        LirBlock block = function.newBlock();
        block.setFrequency(frequency);
        block.setLoopDepth(depth);
        block.setCold(cold);
        return block;
    }

    private int[] define(LirBlock block, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = word();
            block.append(TestInstruction.of("make", def(values[i])));
        }
        return values;
    }

    private static void use(LirBlock block, int... values) {
        for (int value : values) {
            block.append(TestInstruction.of("use", Operand.use(value)));
        }
    }


    private void allocate(LirBlock... blocks) {
        function.setBlocks(List.of(blocks));
        new RegisterAllocator(function, true).run();
    }

    private static long moves(LirBlock block) {
        return block.instructions().stream().filter(AllocationQualityTest::isMove).count();
    }

    private static boolean isMove(LirInstruction instruction) {
        return instruction instanceof Move || instruction instanceof Rematerialization;
    }

    @Test
    void callInColdBlockCostsTheHotPathNothing() {
        LirBlock cold = block(0.001, 0, true);
        LirBlock join = block(1, 0, false);
        int[] values = define(entry, 10);
        entry.append(TestInstruction.of("branch"));
        entry.addSuccessor(cold);
        entry.addSuccessor(join);
        cold.append(TestInstruction.call());
        cold.append(new Jump());
        cold.addSuccessor(join);
        use(join, values);
        join.append(TestInstruction.of("return"));
        allocate(entry, cold, join);
        assertEquals(0, moves(entry));
        assertEquals(0, moves(join));
        assertEquals(20, moves(cold));
        assertEquals(List.of(entry, join, cold), function.blocks());
    }

    @Test
    void countingLoopHasNoMoves() {
        LirBlock loop = block(100, 1, false);
        LirBlock exit = block(1, 0, false);
        int[] start = define(entry, 3);
        entry.append(new Jump());
        entry.addSuccessor(loop, start[0], start[1]);
        int i = word();
        int sum = word();
        loop.setParameters(i, sum);
        int nextSum = word();
        int nextI = word();
        loop.append(TestInstruction.of("add", useAny(sum), useAny(i), defSame(nextSum, 0)));
        loop.append(TestInstruction.of("increment", useAny(i), defSame(nextI, 0)));
        loop.append(TestInstruction.of("branch", Operand.use(nextI), useAny(start[2])));
        loop.addSuccessor(loop, nextI, nextSum);
        loop.addSuccessor(exit);
        exit.append(TestInstruction.of("return", useFixed(nextSum, Gpr.RAX)));
        allocate(entry, loop, exit);
        assertEquals(0, moves(loop));
        assertEquals(loop, loop.successor(0));
        assertTrue(loop.isAligned());
    }

    @Test
    void whatTheLoopDoesNotUseIsSpilledBeforeIt() {
        LirBlock loop = block(100, 1, false);
        LirBlock exit = block(1, 0, false);
        int[] around = define(entry, 8);
        int[] inside = define(entry, 9);
        entry.append(new Jump());
        entry.addSuccessor(loop);
        use(loop, inside);
        loop.append(TestInstruction.of("branch"));
        loop.addSuccessor(loop);
        loop.addSuccessor(exit);
        use(exit, around);
        use(exit, inside);
        exit.append(TestInstruction.of("return"));
        allocate(entry, loop, exit);
        assertEquals(0, moves(loop));
    }

    @Test
    void rareBranchWithCallPaysForItself() {
        LirBlock rare = block(0.1, 0, false);
        LirBlock join = block(1, 0, false);
        int[] values = define(entry, 6);
        entry.append(TestInstruction.of("branch"));
        entry.addSuccessor(rare);
        entry.addSuccessor(join);
        rare.append(TestInstruction.call());
        rare.append(new Jump());
        rare.addSuccessor(join);
        use(join, values);
        join.append(TestInstruction.of("return"));
        allocate(entry, rare, join);
        assertEquals(0, moves(entry));
        assertEquals(0, moves(join));
    }

    @Test
    void constantsAreComputedAgain() {
        int constant = word();
        entry.append(TestInstruction.constant(def(constant)));
        use(entry, constant);
        entry.append(TestInstruction.call());
        use(entry, constant);
        entry.append(TestInstruction.of("return"));
        allocate(entry);
        assertEquals(1, moves(entry));
        assertEquals(0, function.frameBytes());
        assertFalse(entry.instructions().stream().anyMatch(Move.class::isInstance));
    }

    @Test
    void argumentsAndResultsAreMadeInPlace() {
        int[] values = define(entry, 3);
        int result = word();
        entry.append(TestInstruction.call(
                useFixed(values[0], Gpr.RAX),
                useFixed(values[1], Gpr.RCX),
                useFixed(values[2], Gpr.RDX),
                defFixed(result, Gpr.RAX)));
        entry.append(TestInstruction.of("return", useFixed(result, Gpr.RAX)));
        allocate(entry);
        assertEquals(0, moves(entry));
    }

    @Test
    void spilledOnceReadFromMemory() {
        int value = word();
        entry.append(TestInstruction.of("make", def(value)));
        for (int i = 0; i < 3; i++) {
            entry.append(TestInstruction.call());
            entry.append(TestInstruction.of("use", useAny(value)));
        }
        entry.append(TestInstruction.of("return"));
        allocate(entry);
        // One store, no loads.
        assertEquals(1, moves(entry));
        assertEquals(8, function.frameBytes());
    }
}
