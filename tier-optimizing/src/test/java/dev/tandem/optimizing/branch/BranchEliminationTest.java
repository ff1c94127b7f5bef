// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.optimizing.canonical.Canonicalize;
import dev.tandem.optimizing.canonical.Expressions;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.stamp.Comparison;
import dev.tandem.optimizing.stamp.Comparison.Outcome;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BranchEliminationTest {
    private final Graph graph =
            Expressions.graph(new ValueType[] {ValueType.I32, ValueType.I32}, ValueType.I32);

    private Node operand(String text) {
        return switch (text) {
            case "a" -> graph.parameter(0);
            case "b" -> graph.parameter(1);
            default -> {
                int plus = text.indexOf('+');
                yield plus > 0
                        ? graph.unique(new Operation(
                                Opcode.I32_ADD, operand(text.substring(0, plus)), operand(text.substring(plus + 1))))
                        : graph.unique(new ConstantInt(Integer.parseInt(text)));
            }
        };
    }

    private Node condition(String text) {
        String[] parts = text.trim().split(" ");
        if (parts.length == 1) {
            return operand(parts[0]);
        }
        return graph.unique(new Operation(Comparison.valueOf(parts[1]).opcode(32), operand(parts[0]), operand(parts[2])));
    }

    /** {@code if (outer) if (inner) return 1 else return 2 else return 3}: how many branches are left. */
    @ParameterizedTest
    @CsvSource({
        "a LT_S b, a LT_S b, 1",
        "a LT_S b, b GT_S a, 1",
        "a LT_S b, a LE_S b, 1",
        "a LT_S b, a EQ b, 1",
        "a LT_S b, a GE_S b, 1",
        "a LT_S b, a NE b, 1",
        "a LT_S b, a LT_U b, 2",
        "a LE_S b, a LT_S b, 2",
        "a EQ b, a LE_U b, 1",
        "a LT_U 10, a LT_U 20, 1",
        "a LT_U 10, a GE_S 0, 1",
        "a LT_U 10, a LT_U 9, 2",
        "a LT_S 10, a LT_U 10, 2",
        "a LT_U 10, a+5 LT_U 15, 1",
        "a LT_U 10, a+5 LT_U 14, 2",
        "a LT_S 10, a+5 LT_S 15, 1",
        "a LT_S 10, a+-5 LT_S 5, 2",
        "a EQ 7, a+1 EQ 8, 1",
        "a NE 0, a, 1",
        "a, a NE 0, 1",
        "a, a EQ 0, 1",
        "a GE_S 5, a, 1",
        "a NE b, a EQ b, 1",
        "a NE b, a LT_S b, 2"
    })
    void impliedConditionsVanish(String outer, String inner, int branches) {
        If first = graph.add(new If(graph.start(), condition(outer), 0.5));
        IfTrue inside = graph.add(new IfTrue(first));
        graph.add(new Return(graph.add(new IfFalse(first)), operand("3")));
        If second = graph.add(new If(inside, condition(inner), 0.5));
        graph.add(new Return(graph.add(new IfTrue(second)), operand("1")));
        graph.add(new Return(graph.add(new IfFalse(second)), operand("2")));
        PhaseContext context = Expressions.context(graph);
        new BranchElimination().apply(graph, context);
        new Canonicalize().apply(graph, context);
        int left = 0;
        for (Node node : graph.nodes()) {
            left += node instanceof If ? 1 : 0;
        }
        assertEquals(branches, left);
    }

    /** Whatever is said to be implied holds for all pairs of interesting numbers; what is open does not. */
    @Test
    void implications() {
        int[] numbers = {0, 1, 2, -1, -2, Integer.MAX_VALUE, Integer.MIN_VALUE};
        for (Comparison given : Comparison.values()) {
            for (Comparison asked : Comparison.values()) {
                boolean always = true;
                boolean never = true;
                for (int a : numbers) {
                    for (int b : numbers) {
                        if (holds(given, a, b)) {
                            always &= holds(asked, a, b);
                            never &= !holds(asked, a, b);
                        }
                    }
                }
                Outcome expected = always ? Outcome.TRUE : never ? Outcome.FALSE : Outcome.OPEN;
                assertEquals(expected, Implication.of(given, asked), given + " " + asked);
            }
        }
    }

    private static boolean holds(Comparison relation, int a, int b) {
        return Numerics.evaluate(relation.opcode(32), Bits.ofInt(a), Bits.ofInt(b)).low() == 1;
    }

    /** No value that is in the relation is lost. */
    @Test
    void intersectionsKeepWhatHolds() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            int a = Expressions.interesting(random, ValueType.I32).asInt();
            int b = Expressions.interesting(random, ValueType.I32).asInt();
            int c = Expressions.interesting(random, ValueType.I32).asInt();
            IntegerStamp first = IntegerStamp.signedRange(32, Math.min(a, c), Math.max(a, c));
            IntegerStamp second = IntegerStamp.signedRange(32, Math.min(b, c), Math.max(b, c));
            for (Comparison relation : Comparison.values()) {
                if (holds(relation, a, b)) {
                    IntegerStamp narrowed = Intersection.given(relation, first, second);
                    assertEquals(true, narrowed != null && narrowed.contains(a), a + " " + relation + " " + b);
                }
            }
        }
    }
}
