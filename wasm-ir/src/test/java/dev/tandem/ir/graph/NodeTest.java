// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NodeTest {
    private final Graph graph = new Graph(TestModules.small(), 0);

    private Node add(Node a, Node b) {
        return graph.add(new Operation(Opcode.I32_ADD, a, b));
    }

    @Test
    void edgesStayConsistentThroughRandomChanges() {
        long seed = 20261122;
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>(List.of(graph.parameter(0), graph.parameter(1)));
        for (int i = 0; i < 3000; i++) {
            Node some = nodes.get(random.nextInt(nodes.size()));
            Node other = nodes.get(random.nextInt(nodes.size()));
            switch (random.nextInt(4)) {
                case 0 -> nodes.add(add(some, other));
                case 1 -> {
                    if (some.inputCount() > 0) {
                        some.setInput(random.nextInt(2), other);
                    }
                }
                case 2 -> {
                    if (some != other && some.userCount() < 20) {
                        some.replaceAllUses(other);
                    }
                }
                default -> {
                    if (!some.hasUsers() && some instanceof Operation) {
                        some.kill();
                        nodes.remove(some);
                    }
                }
            }
        }
        int edges = 0;
        int inputs = 0;
        for (Node node : graph.nodes()) {
            inputs += node.inputCount();
            for (int i = 0; i < node.userCount(); i++) {
                assertSame(node, node.user(i).input(node.userSlot(i)), "seed " + seed);
                edges++;
            }
        }
        assertEquals(inputs, edges);
        assertEquals(nodes.size() + 1, graph.size());
    }

    @Test
    void equalPureNodesAreOne() {
        Node one = graph.unique(new ConstantInt(1));
        assertSame(one, graph.unique(new ConstantInt(1)));
        assertNotSame(one, graph.unique(new ConstantInt(2)));
        Node sum = graph.unique(new Operation(Opcode.I32_ADD, graph.parameter(0), one));
        assertSame(sum, graph.unique(new Operation(Opcode.I32_ADD, graph.parameter(0), one)));
        assertNotSame(sum, graph.unique(new Operation(Opcode.I32_SUB, graph.parameter(0), one)));
        assertNotSame(sum, graph.unique(new Operation(Opcode.I32_ADD, one, graph.parameter(0))));
        sum.kill();
        assertNotSame(sum, graph.unique(new Operation(Opcode.I32_ADD, graph.parameter(0), one)));
    }

    @Test
    void changedNodesAreFoundInTheirNewShape() {
        Node one = graph.unique(new ConstantInt(1));
        Node first = graph.unique(new Operation(Opcode.I32_ADD, graph.parameter(0), one));
        Node second = graph.unique(new Operation(Opcode.I32_ADD, graph.parameter(1), one));
        second.setInput(0, graph.parameter(0));
        assertSame(first, graph.reunique(second));
        first.setInput(0, graph.parameter(1));
        assertSame(first, graph.reunique(first));
        assertSame(first, graph.unique(new Operation(Opcode.I32_ADD, graph.parameter(1), one)));
    }

    @Test
    void manyUniqueNodesAreAllFound() {
        for (int i = 0; i < 5000; i++) {
            graph.unique(new ConstantInt(i));
        }
        int size = graph.size();
        for (int i = 0; i < 5000; i++) {
            assertEquals(i, graph.unique(new ConstantInt(i)).value());
        }
        assertEquals(size, graph.size());
    }

    @Test
    void unusedNodesDieWithTheirInputs() {
        Node sum = add(add(graph.parameter(0), graph.unique(new ConstantInt(3))), graph.parameter(1));
        int id = sum.id();
        graph.killUnused(sum);
        assertNull(graph.node(id));
        assertFalse(sum.isAlive());
        assertEquals(3, graph.size());
    }

    @Test
    void usedNodesCannotBeKilled() {
        Node one = graph.unique(new ConstantInt(1));
        add(one, one);
        assertEquals(2, one.userCount());
        assertThrows(IllegalStateException.class, one::kill);
    }

    @Test
    void theBudgetRefuses() {
        Graph tiny = new Graph(TestModules.small(), 0, 4, true);
        tiny.add(new ConstantInt(1));
        assertEquals(0, tiny.room());
        assertThrows(CompilationException.class, () -> tiny.add(new ConstantInt(2)));
    }

    @Test
    void fixedNodesMoveInTheChain() {
        Safepoint first = graph.add(new Safepoint(graph.start()));
        Return end = graph.add(new Return(first, graph.parameter(0)));
        AliasClass global = graph.aliasClasses().global(0);
        Node token = graph.unique(new MemoryProjection(graph.start(), global));
        GlobalGet get = graph.add(new GlobalGet(0, graph.parameter(0).type(), global, graph.start(), token));
        get.insertBefore(end);
        end.setInput(1, get);
        assertSame(get, first.next());
        assertSame(end, get.next());
        get.removeFromChain();
        get.insertAfter(graph.start());
        assertSame(get, graph.start().next());
        assertSame(first, get.next());
        get.replaceAndKill(graph.parameter(1));
        assertSame(first, graph.start().next());
        assertSame(graph.parameter(1), end.result(0));
        assertTrue(GraphVerifier.problems(graph).isEmpty(), () -> GraphVerifier.problems(graph).toString());
    }

    @Test
    void removedPredecessorsTakeTheirValuesAlong() {
        Region region = graph.add(new Region(graph.start(), graph.start(), graph.start()));
        Node one = graph.unique(new ConstantInt(1));
        Phi phi = graph.add(new Phi(Stamp.I32, region, graph.parameter(0), one, graph.parameter(1)));
        region.removePredecessor(1);
        assertEquals(2, region.predecessorCount());
        assertEquals(2, phi.valueCount());
        assertSame(graph.parameter(1), phi.value(1));
        assertFalse(one.hasUsers());
        assertSame(phi, phi.onlyValue());
        phi.setInput(2, phi);
        assertSame(graph.parameter(0), phi.onlyValue());
    }

    @Test
    void importsOfOneTypeMayBeOneThing() {
        AliasClasses classes = graph.aliasClasses();
        assertSame(classes.global(0), classes.global(1));
        assertNotSame(classes.global(0), classes.global(2));
        assertNotSame(classes.memory(0), classes.memorySize(0));
        for (int i = 0; i < 100; i++) {
            classes.of(AliasClass.Kind.GLOBAL, 100 + i);
        }
        assertEquals(AliasClasses.MOST, classes.all().size());
        assertEquals(AliasClass.Kind.OTHER, classes.of(AliasClass.Kind.GLOBAL, 199).kind());
    }

    @Test
    void positionsRemember() {
        Positions positions = graph.positions();
        int call = positions.add(0, 17, Positions.NONE);
        assertEquals(call, positions.add(0, 17, Positions.NONE));
        int inlined = positions.add(5, 3, call);
        assertEquals(1, positions.depth(inlined));
        assertEquals(17, positions.offset(positions.caller(inlined)));
        for (int i = 0; i < 100; i++) {
            positions.add(5, i, call);
        }
        assertEquals(5, positions.functionIndex(inlined));
    }
}
