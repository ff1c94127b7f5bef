// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.strength;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.optimizing.canonical.Canonicalize;
import dev.tandem.optimizing.canonical.Expressions;
import dev.tandem.optimizing.canonical.Expressions.Outcome;
import dev.tandem.optimizing.pipeline.PhaseContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StrengthReductionTest {
    private static final Opcode[] NARROW = {Opcode.I32_DIV_S, Opcode.I32_DIV_U, Opcode.I32_REM_S, Opcode.I32_REM_U};
    private static final Opcode[] WIDE = {Opcode.I64_DIV_S, Opcode.I64_DIV_U, Opcode.I64_REM_S, Opcode.I64_REM_U};

    private static List<Long> divisors(Random random, int width) {
        List<Long> divisors = new ArrayList<>();
        for (long i = -40; i <= 40; i++) {
            divisors.add(i);
        }
        for (int power = 5; power < width; power++) {
            for (long delta = -1; delta <= 1; delta++) {
                divisors.add((1L << power) + delta);
                divisors.add(-(1L << power) + delta);
            }
        }
        for (int i = 0; i < 200; i++) {
            divisors.add(random.nextLong() >> random.nextInt(64));
        }
        for (long known : new long[] {641, 6_700_417, 1_000_000_007, 274_177, 10_000, 1_000_000_000}) {
            divisors.add(known);
        }
        return divisors;
    }

    private static void add(List<Long> dividends, long value) {
        dividends.add(value);
        dividends.add(value - 1);
        dividends.add(value + 1);
        dividends.add(-value);
    }

    private static List<Long> dividends(Random random, int width, long divisor) {
        List<Long> dividends = new ArrayList<>();
        add(dividends, 0);
        add(dividends, divisor);
        add(dividends, 1L << (width - 1));
        add(dividends, -1);
        long mask = -1L >>> (64 - width);
        for (int i = 0; i < 12; i++) {
            long any = random.nextLong() >> random.nextInt(64);
            dividends.add(any);
            if ((divisor & mask) != 0) {
                // Multiples and their neighbours are where a wrong multiplier shows first; the last ones most.
                add(dividends, Long.divideUnsigned(any & mask, divisor & mask) * divisor);
                add(dividends, any / divisor * divisor);
            }
        }
        if ((divisor & mask) != 0) {
            add(dividends, Long.divideUnsigned(mask, divisor & mask) * divisor);
            add(dividends, (mask >>> 1) / divisor * divisor);
        }
        return dividends;
    }

    @Test
    void divisionsByConstants() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int width = 32; width <= 64; width += 32) {
            ValueType type = width == 32 ? ValueType.I32 : ValueType.I64;
            for (Opcode op : width == 32 ? NARROW : WIDE) {
                for (long divisor : divisors(random, width)) {
                    Graph graph = Expressions.graph(new ValueType[] {type}, type);
                    Node constant = graph.unique(width == 32 ? new ConstantInt((int) divisor) : new ConstantLong(divisor));
                    TrappingOperation division = graph.add(new TrappingOperation(op, graph.start(), graph.parameter(0), constant));
                    graph.add(new Return(division, division));
                    PhaseContext context = Expressions.context(graph);
                    new Canonicalize().apply(graph, context);
                    new StrengthReduction().apply(graph, context);
                    new Canonicalize().apply(graph, context);
                    for (long dividend : dividends(random, width, divisor)) {
                        Bits a = width == 32 ? Bits.ofInt((int) dividend) : Bits.ofLong(dividend);
                        Bits b = width == 32 ? Bits.ofInt((int) divisor) : Bits.ofLong(divisor);
                        String message = "-Dtandem.test.seed=" + seed + ": " + dividend + " " + op + " " + divisor;
                        Outcome expected = Numerics.trap(op, a, b).isPresent()
                                ? new Outcome(Numerics.trap(op, a, b), List.of())
                                : new Outcome(Optional.empty(), List.of(Numerics.evaluate(op, a, b)));
                        assertEquals(expected, Expressions.evaluate(graph, List.of(a)), message);
                    }
                }
            }
        }
    }

    /** No division is left by ordinary constants. */
    @Test
    void divisionsVanish() {
        List<Opcode> ops = new ArrayList<>(List.of(NARROW));
        ops.addAll(List.of(WIDE));
        for (Opcode op : ops) {
            for (int divisor : new int[] {3, 7, 10, 16, 1000, 641}) {
                ValueType type = op.result();
                Graph graph = Expressions.graph(new ValueType[] {type}, type);
                Node constant = graph.unique(type == ValueType.I32 ? new ConstantInt(divisor) : new ConstantLong(divisor));
                TrappingOperation division = graph.add(new TrappingOperation(op, graph.start(), graph.parameter(0), constant));
                graph.add(new Return(division, division));
                PhaseContext context = Expressions.context(graph);
                new Canonicalize().apply(graph, context);
                new StrengthReduction().apply(graph, context);
                for (Node node : graph.nodes()) {
                    assertFalse(node instanceof Operation operation && operation.op() == op, op + " by " + divisor);
                    assertFalse(node instanceof TrappingOperation, op + " by " + divisor);
                }
            }
        }
    }

    /** Every quotient by small divisors of a range that can be tried out whole. */
    @Test
    void reciprocalsAreExact() {
        for (long divisor = 3; divisor < 300; divisor++) {
            if (Long.bitCount(divisor) == 1) {
                continue;
            }
            Reciprocal small = Reciprocal.unsigned(divisor, 5000);
            Reciprocal full = Reciprocal.unsigned(divisor, 0xffff_ffffL);
            for (long n = 0; n <= 5000; n++) {
                assertEquals(n / divisor, quotient(small, n));
                assertEquals((0xffff_ffffL - n) / divisor, quotient(full, 0xffff_ffffL - n));
            }
        }
        assertTrue(Reciprocal.unsigned(7, 0xffff_ffffL).increment());
        assertFalse(Reciprocal.unsigned(7, 0x7fff_ffffL).increment());
    }

    private static long quotient(Reciprocal reciprocal, long n) {
        return (reciprocal.multiplier() * (n + (reciprocal.increment() ? 1 : 0))) >>> reciprocal.shift();
    }
}
