// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.optimizing.canonical.Expressions;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import org.junit.jupiter.api.Test;

final class SelectFormationTest {
    private static final double OPEN = 0.5;
    private static final double SELDOM = 0.05;

    private final Graph graph = Expressions.graph(
            new ValueType[] {ValueType.I32, ValueType.I32, ValueType.I32, ValueType.F64, ValueType.F64}, ValueType.I32);
    private final Node a = graph.parameter(0);
    private final Node b = graph.parameter(1);
    private final Node c = graph.parameter(2);

    private Node operation(Opcode op, Node... inputs) {
        return graph.unique(new Operation(op, inputs));
    }

    private Node number(int value) {
        return graph.unique(new ConstantInt(value));
    }

    /** {@code condition ? ifTrue : ifFalse} as a branch; the phi. */
    private Phi diamond(ControlNode control, double probability, Node condition, Node ifTrue, Node ifFalse) {
        If branch = graph.add(new If(control, condition, probability));
        Region join = graph.add(new Region(graph.add(new IfTrue(branch)), graph.add(new IfFalse(branch))));
        return graph.add(new Phi(Stamp.of(ifTrue.type()), join, ifTrue, ifFalse));
    }

    private Return returned(ControlNode control, Node value) {
        Return end = graph.add(new Return(control, value));
        GraphVerifier.verify(graph);
        return end;
    }

    private void run() {
        new SelectFormation().apply(graph, Expressions.context(graph));
        GraphVerifier.verify(graph);
    }

    private int branches() {
        int count = 0;
        for (Node node : graph.nodes()) {
            count += node instanceof If ? 1 : 0;
        }
        return count;
    }

    private void becomes(int branches, double probability, Node condition, Node ifTrue, Node ifFalse) {
        Phi choice = diamond(graph.start(), probability, condition, ifTrue, ifFalse);
        Return end = returned(choice.region(), choice);
        run();
        assertEquals(branches, branches());
        if (branches == 0) {
            Select select = assertInstanceOf(Select.class, end.input(1));
            assertSame(condition, select.condition());
            assertSame(ifTrue, select.ifTrue());
            assertSame(ifFalse, select.ifFalse());
            assertSame(graph.start(), end.control());
        }
    }

    @Test
    void minimumThatIsSeldomTheOther() {
        becomes(0, SELDOM, operation(Opcode.I32_LT_S, a, b), a, b);
    }

    @Test
    void bound() {
        becomes(0, 1 - SELDOM, operation(Opcode.I32_LT_U, a, number(100)), a, number(100));
    }

    @Test
    void absoluteValue() {
        becomes(0, SELDOM, operation(Opcode.I32_LT_S, a, number(0)), operation(Opcode.I32_SUB, number(0), a), a);
    }

    @Test
    void openChoice() {
        becomes(0, OPEN, c, a, b);
    }

    @Test
    void openChoiceOfASum() {
        becomes(0, OPEN, c, operation(Opcode.I32_ADD, a, number(1)), a);
    }

    @Test
    void likelyChoiceIsLeftToPrediction() {
        becomes(1, SELDOM, c, a, b);
    }

    @Test
    void minimumThatIsNeverTheOther() {
        becomes(1, 0.001, operation(Opcode.I32_LT_S, a, b), a, b);
    }

    @Test
    void expensiveWay() {
        becomes(1, OPEN, c, operation(Opcode.I32_MUL, a, b), a);
    }

    @Test
    void twoOperations() {
        becomes(1, OPEN, c, operation(Opcode.I32_ADD, a, number(1)), operation(Opcode.I32_ADD, b, number(1)));
    }

    @Test
    void floats() {
        Phi choice = diamond(graph.start(), OPEN, c, graph.parameter(3), graph.parameter(4));
        returned(choice.region(), operation(Opcode.I32_TRUNC_SAT_F64_S, choice));
        run();
        assertEquals(1, branches());
    }

    @Test
    void waysThatTrapStay() {
        If branch = graph.add(new If(graph.start(), c, OPEN));
        IfTrue in = graph.add(new IfTrue(branch));
        TrappingOperation quotient = graph.add(new TrappingOperation(Opcode.I32_DIV_S, in, a, b));
        quotient.at(Positions.NONE);
        Region join = graph.add(new Region(quotient, graph.add(new IfFalse(branch))));
        returned(join, graph.add(new Phi(Stamp.of(ValueType.I32), join, quotient, a)));
        run();
        assertEquals(1, branches());
    }

    @Test
    void twoChoicesStay() {
        Phi first = diamond(graph.start(), OPEN, c, a, b);
        Phi second = graph.add(new Phi(Stamp.of(ValueType.I32), first.region(), b, a));
        returned(first.region(), operation(Opcode.I32_SUB, first, second));
        run();
        assertEquals(1, branches());
    }

    @Test
    void otherWaysIntoTheRegionStay() {
        If outer = graph.add(new If(graph.start(), b, OPEN));
        IfFalse away = graph.add(new IfFalse(outer));
        If inner = graph.add(new If(graph.add(new IfTrue(outer)), c, OPEN));
        Node seven = number(7);
        TrappingOperation busy = graph.add(new TrappingOperation(Opcode.I32_DIV_U, away, a, b));
        busy.at(Positions.NONE);
        Region join = graph.add(new Region(graph.add(new IfTrue(inner)), busy, graph.add(new IfFalse(inner))));
        Phi phi = graph.add(new Phi(Stamp.of(ValueType.I32), join, a, seven, b));
        returned(join, phi);
        run();
        assertEquals(1, branches());
        assertEquals(2, phi.valueCount());
        assertSame(seven, phi.value(1));
        assertSame(outer.trueSuccessor(), join.predecessor(0));
        Select select = assertInstanceOf(Select.class, phi.value(0));
        assertSame(a, select.ifTrue());
        assertSame(b, select.ifFalse());
    }

    @Test
    void clampIsTwoSelects() {
        Phi low = diamond(graph.start(), SELDOM, operation(Opcode.I32_LT_S, a, number(0)), number(0), a);
        Phi high = diamond(low.region(), SELDOM, operation(Opcode.I32_GT_S, low, number(255)), number(255), low);
        Return end = returned(high.region(), high);
        run();
        assertEquals(0, branches());
        Select outer = assertInstanceOf(Select.class, end.input(1));
        assertInstanceOf(Select.class, outer.ifFalse());
        assertSame(graph.start(), end.control());
    }

    @Test
    void bytecodeIsLeftAlone() {
        Phi choice = diamond(graph.start(), OPEN, c, a, b);
        returned(choice.region(), choice);
        PhaseContext x64 = Expressions.context(graph);
        new SelectFormation()
                .apply(graph, new PhaseContext(x64.request(), Target.JVM, PhaseOptions.DEFAULT, PhaseObserver.NONE));
        assertEquals(1, branches());
    }
}
