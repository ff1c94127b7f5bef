// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import static org.junit.jupiter.api.Assertions.fail;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.Registers;
import org.junit.jupiter.api.Test;

/** Random functions are allocated, and each allocation is verified. */
class RegisterAllocatorTest {
    private static final int FEW = (1 << Gpr.RAX) | (1 << Gpr.RCX) | (1 << Gpr.RDX) | (1 << Gpr.RSI) | (1 << Gpr.R10) | 0x1f0000;

    @Test
    void randomFunctions() {
        run(0, 60, 12, 60, Registers.ALL);
    }

    @Test
    void highPressure() {
        run(1000, 25, 40, 60, Registers.ALL);
    }

    @Test
    void fewRegisters() {
        run(2000, 80, 10, 40, FEW);
    }

    @Test
    void largeFunctions() {
        run(3000, 1, 25, 800, Registers.ALL);
    }

    /** Many that return before they need a frame. */
    @Test
    void smallFunctions() {
        run(10_000, 2000, 3, 8, Registers.ALL);
        run(11_000, 300, 6, 20, Registers.ALL);
    }

    private static void run(int firstSeed, int count, int variables, int budget, int registers) {
        for (int seed = firstSeed; seed < firstSeed + count; seed++) {
            LirFunction function = new RandomLir(seed, variables, budget).make();
            try {
                new RegisterAllocator(function, true, true, registers).run();
                assertPredecessorsAreThere(function);
            } catch (RuntimeException e) {
                fail("seed " + seed + ", " + variables + " variables, budget " + budget + "\n" + function, e);
            }
        }
    }

    /** What is said of all blocks must be said of those that their code asks. */
    private static void assertPredecessorsAreThere(LirFunction function) {
        for (LirBlock block : function.blocks()) {
            if (!function.blocks().containsAll(block.predecessors())) {
                throw new IllegalStateException("gone, but predecessors of " + block + ": " + block.predecessors());
            }
        }
    }

    /** From the command line: seeds to run, for longer searches. */
    public static void main(String[] arguments) {
        int from = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int variables = Integer.parseInt(arguments[2]);
        int budget = Integer.parseInt(arguments[3]);
        boolean few = arguments.length > 4;
        run(from, count, variables, budget, few ? FEW : Registers.ALL);
    }
}
