// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What other engines' rewriting got wrong, rule by rule. */
final class KnownMistakesTest {
    private static final ValueType[] OPERANDS = {ValueType.V128, ValueType.V128, ValueType.I32};

    private final Random random = new Random(1);

    private static Node canonical(Graph graph, Node result) {
        Return end = graph.add(new Return(graph.start(), result));
        Canonicalize.canonicalize(graph, Expressions.context(graph));
        return end.result(0);
    }

    private void assertSame(Graph graph, Node result) {
        Graph before = graph;
        Return end = before.add(new Return(before.start(), result));
        List<List<Bits>> arguments = new ArrayList<>();
        List<Object> outcomes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arguments.add(Expressions.arguments(random, graph));
            outcomes.add(Expressions.evaluate(graph, arguments.getLast()));
        }
        Canonicalize.canonicalize(graph, Expressions.context(graph));
        for (int i = 0; i < 20; i++) {
            assertEquals(outcomes.get(i), Expressions.evaluate(graph, arguments.get(i)), end + " " + arguments.get(i));
        }
    }

    @Test
    void vectorShiftsByConstants() {
        for (Opcode op : Opcode.values()) {
            boolean shift = Numerics.isNumeric(op) && op.operandCount() == 2 && op.operand(1) == ValueType.I32
                    && op.operand(0) == ValueType.V128 && op.shape() == Opcode.Shape.BINARY;
            if (shift) {
                for (int count : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 127, -1}) {
                    Graph graph = Expressions.graph(OPERANDS, ValueType.V128);
                    Node by = graph.unique(Constants.of(ValueType.I32, Bits.ofInt(count)));
                    assertSame(graph, graph.unique(new Operation(op, graph.parameter(0), by)));
                }
            }
        }
    }

    /** Sums of pairs of words take the signed instruction where no word has its top bit, and only there. */
    @ParameterizedTest
    @CsvSource({
        "I16X8_EXTADD_PAIRWISE_I8X16_U, S", "I16X8_EXTEND_HIGH_I8X16_U, S", "I16X8_EXTADD_PAIRWISE_I8X16_S, U", "I16X8_ABS, U",
    })
    void unsignedSumsOfNaturalWords(Opcode words, String expected) {
        Graph graph = Expressions.graph(OPERANDS, ValueType.V128);
        assertSame(graph, graph.unique(unsignedSums(graph.unique(new Operation(words, graph.parameter(0))))));
        graph = Expressions.graph(OPERANDS, ValueType.V128);
        Node result = canonical(graph, graph.unique(unsignedSums(graph.unique(new Operation(words, graph.parameter(0))))));
        assertEquals("I32X4_EXTADD_PAIRWISE_I16X8_" + expected, ((Operation) result).op().name());
    }

    @ParameterizedTest
    @CsvSource({"1, S", "15, S", "17, S", "0, U", "16, U"})
    void unsignedSumsOfShiftedWords(int count, String expected) {
        Graph graph = Expressions.graph(OPERANDS, ValueType.V128);
        Node by = graph.unique(Constants.of(ValueType.I32, Bits.ofInt(count)));
        Node result = canonical(
                graph, graph.unique(unsignedSums(graph.unique(new Operation(Opcode.I16X8_SHR_U, graph.parameter(0), by)))));
        assertEquals("I32X4_EXTADD_PAIRWISE_I16X8_" + expected, ((Operation) result).op().name());
    }

    private static Operation unsignedSums(Node words) {
        return new Operation(Opcode.I32X4_EXTADD_PAIRWISE_I16X8_U, words);
    }

    @Test
    void aliasedOperands() {
        for (Opcode op : Opcode.values()) {
            if (!Numerics.isNumeric(op) || op.operandCount() < 2 || op.immediates() != Opcode.Immediates.NONE || Numerics.canTrap(op)) {
                continue;
            }
            ValueType type = op.operand(0);
            Graph graph = Expressions.graph(new ValueType[] {type, type}, op.result());
            Node[] inputs = new Node[op.operandCount()];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = op.operand(i) == type
                        ? graph.parameter(0)
                        : graph.unique(Constants.of(op.operand(i), Expressions.interesting(random, op.operand(i))));
            }
            assertSame(graph, graph.unique(new Operation(op, inputs)));
        }
        Graph graph = Expressions.graph(OPERANDS, ValueType.V128);
        Node a = graph.parameter(0);
        assertEquals(a, canonical(graph, graph.unique(new Select(ValueType.V128, graph.parameter(2), a, a))));
        graph = Expressions.graph(OPERANDS, ValueType.V128);
        a = graph.parameter(0);
        assertEquals(a, canonical(graph, graph.unique(new Operation(Opcode.V128_BITSELECT, a, a, graph.parameter(1)))));
    }

    /** {@code x + 0}, {@code x - 0}, {@code x * 1}, {@code x / 1} are not {@code x}: of -0, or of a NaN that signals. */
    @ParameterizedTest
    @EnumSource(
            value = Opcode.class,
            names = {"F32_ADD", "F32_SUB", "F32_MUL", "F32_DIV", "F64_ADD", "F64_SUB", "F64_MUL", "F64_DIV", "F32_MIN", "F64_MAX"})
    void floatIdentitiesAreNone(Opcode op) {
        boolean single = op.result() == ValueType.F32;
        for (double constant : new double[] {0, -0.0, 1, -1}) {
            Graph graph = Expressions.graph(new ValueType[] {op.result()}, op.result());
            Bits bits = single ? Bits.ofFloat((float) constant) : Bits.ofDouble(constant);
            Node x = graph.parameter(0);
            Node result = canonical(graph, graph.unique(new Operation(op, x, graph.unique(Constants.of(op.result(), bits)))));
            assertTrue(result instanceof Operation, op + " " + constant);
        }
    }

    @Test
    void nanIsNotFolded() {
        Graph graph = Expressions.graph(new ValueType[0], ValueType.F64);
        Node zero = graph.unique(Constants.of(ValueType.F64, Bits.ofDouble(0)));
        assertTrue(canonical(graph, graph.unique(new Operation(Opcode.F64_DIV, zero, zero))) instanceof Operation);
        graph = Expressions.graph(new ValueType[0], ValueType.F64);
        Node signaling = graph.unique(Constants.of(ValueType.F64, Bits.ofLong(0x7ff0_0000_0000_0001L)));
        Node negated = canonical(graph, graph.unique(new Operation(Opcode.F64_NEG, signaling)));
        assertEquals(0xfff0_0000_0000_0001L, ((Constant) negated).bits());
    }

    /** Rotations by 0 and by the width, made from two shifts. */
    @Test
    void rotationsFromShifts() {
        for (int left = 0; left <= 32; left++) {
            for (int right : new int[] {32 - left, 31 - left, left}) {
                for (Opcode join : new Opcode[] {Opcode.I32_OR, Opcode.I32_XOR, Opcode.I32_ADD}) {
                    Graph graph = Expressions.graph(new ValueType[] {ValueType.I32}, ValueType.I32);
                    Node x = graph.parameter(0);
                    Node first = graph.unique(new Operation(
                            Opcode.I32_SHL, x, graph.unique(Constants.of(ValueType.I32, Bits.ofInt(left)))));
                    Node second = graph.unique(new Operation(
                            Opcode.I32_SHR_U, x, graph.unique(Constants.of(ValueType.I32, Bits.ofInt(right)))));
                    assertSame(graph, graph.unique(new Operation(join, first, second)));
                }
            }
        }
    }

    /** A constant moves from an address to the offset only if the address cannot wrap. */
    @ParameterizedTest
    @CsvSource({
        "0xffffffff, 4, 0",
        "0xfffffffc, 4, 0",
        "0xfffffff8, 4, 4",
        "0xffff, 4, 4",
        "0x7fffffff, 0x7ffffff0, 0x7ffffff0",
        "0x7fffffff, 0x80000000, 0",
        "0xffff, -4, 0",
        "0xffffffff, 1, 0",
        "0xfffffffe, 1, 1"
    })
    void addressesThatWrapStay(String mask, String constant, String offset) {
        Graph graph = Expressions.graph(new ValueType[] {ValueType.I32}, ValueType.I32);
        AliasClass memory = graph.aliasClasses().of(AliasClass.Kind.MEMORY, 0);
        Node base = graph.unique(new Operation(Opcode.I32_AND, graph.parameter(0), constant(graph, mask)));
        Node address = graph.unique(new Operation(Opcode.I32_ADD, base, constant(graph, constant)));
        Node token = graph.unique(new MemoryProjection(graph.start(), memory));
        Load load = graph.add(new Load(Opcode.I32_LOAD, 0, 0, memory, graph.start(), token, address));
        Return end = graph.add(new Return(load, load));
        Canonicalize.canonicalize(graph, Expressions.context(graph));
        assertEquals(Long.decode(offset), ((Load) end.result(0)).offset());
    }

    private static Node constant(Graph graph, String value) {
        return graph.unique(Constants.of(ValueType.I32, Bits.ofInt(Long.decode(value).intValue())));
    }
}
