// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.optimizing.stamp.Comparison;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InductionRangeTest {
    /** {@code i = first; do x = i; while ((i += step) relation limit)}; the phi. */
    private static Phi counted(ValueType type, long first, long step, Comparison relation, long limit) {
        Graph graph = Expressions.graph(new ValueType[] {type}, type);
        int width = type == ValueType.I32 ? 32 : 64;
        Loop loop = graph.add(new Loop(graph.start()));
        Phi phi = graph.add(new Phi(Stamp.of(type), loop, graph.unique(Constants.of(type, Bits.ofLong(first)))));
        Node next = graph.unique(new Operation(
                Arithmetic.ADD.opcode(width), phi, graph.unique(Constants.of(type, Bits.ofLong(step)))));
        Node test = graph.unique(new Operation(
                relation.opcode(width), next, graph.unique(Constants.of(type, Bits.ofLong(limit)))));
        If branch = graph.add(new If(loop, test, 0.9));
        phi.addInput(next);
        loop.addInput(graph.add(new Safepoint(graph.add(new IfTrue(branch)))));
        graph.add(new Return(graph.add(new IfFalse(branch)), phi));
        return phi;
    }

    @Test
    void countedLoops() {
        Phi phi = counted(ValueType.I32, 0, 4, Comparison.NE, 400);
        IntegerStamp range = InductionRange.of(phi, (Loop) phi.region());
        assertTrue(range != null);
        assertEquals(0, range.min());
        assertEquals(396, range.max());
        assertEquals(3, range.zeros() & 3);
        phi = counted(ValueType.I32, 10, -1, Comparison.NE, 0);
        range = InductionRange.of(phi, (Loop) phi.region());
        assertEquals(1, range.min());
        assertEquals(10, range.max());
    }

    /** What small loops do lies in the range, also where numbers wrap. */
    @Test
    void valuesLieInTheRange() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        int bounded = 0;
        for (int i = 0; i < 20_000; i++) {
            ValueType type = random.nextBoolean() ? ValueType.I32 : ValueType.I64;
            int width = type == ValueType.I32 ? 32 : 64;
            long edge = new long[] {0, 1L << (width - 1), -1, 100}[random.nextInt(4)];
            long first = edge + random.nextInt(20) - 10;
            long limit = (random.nextBoolean() ? first : edge) + random.nextInt(40) - 20;
            long step = random.nextInt(9) - 4;
            Comparison relation = Comparison.values()[random.nextInt(Comparison.values().length)];
            Phi phi = counted(type, first, step, relation, limit);
            IntegerStamp range = InductionRange.of(phi, (Loop) phi.region());
            if (range == null) {
                continue;
            }
            bounded++;
            long at = first;
            for (int round = 0; round < 1000; round++) {
                long value = width == 32 ? (int) at : at;
                assertTrue(
                        range.contains(value),
                        "-Dtandem.test.seed=" + seed + ": " + first + " + " + step + " while " + relation + " " + limit + ": " + value + " in " + range);
                at = value + step;
                Bits next = width == 32 ? Bits.ofInt((int) at) : Bits.ofLong(at);
                Bits bound = width == 32 ? Bits.ofInt((int) limit) : Bits.ofLong(limit);
                if (Numerics.evaluate(relation.opcode(width), next, bound).low() == 0) {
                    break;
                }
            }
        }
        assertTrue(bounded > 1000, bounded + " loops are bounded");
    }
}
