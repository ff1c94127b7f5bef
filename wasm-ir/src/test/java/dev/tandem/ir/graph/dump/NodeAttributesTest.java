// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AttributeList;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.TestModules;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Start;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.trap.TrapCode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every attribute of every node class takes part in equality, hash and dumps (CVE-2026-6307 was one that did not): found by reflection, so
 * that new classes are tested too.
 */
class NodeAttributesTest {
    private static final Graph GRAPH = new Graph(TestModules.small(), 0);
    private static final FunctionType TYPE = new FunctionType(List.of(), List.of(ValueType.I32, ValueType.I64));
    private static final FunctionType OTHER_TYPE = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32, ValueType.F64));

    static List<Class<?>> nodeClasses() throws IOException, URISyntaxException, ClassNotFoundException {
        Path folder = Path.of(Start.class.getResource("Start.class").toURI()).getParent();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.class$", "");
                Class<?> found = Class.forName(Start.class.getPackageName() + "." + name);
                if (Node.class.isAssignableFrom(found) && !Modifier.isAbstract(found.getModifiers())) {
                    classes.add(found);
                }
            }
        }
        return classes;
    }

    private static Constructor<?> constructor(Class<?> type) {
        return Arrays.stream(type.getConstructors()).max(Comparator.comparing(Constructor::getParameterCount)).orElseThrow();
    }

    /** An argument, or another one that differs from it. */
    private static Object argument(Class<?> type, boolean other) {
        AliasClass[] classes = {GRAPH.aliasClasses().memory(0), GRAPH.aliasClasses().global(2)};
        int which = other ? 1 : 0;
        return switch (type.getSimpleName()) {
            case "int" -> other ? 1 : 0;
            case "long" -> other ? 1L : 0L;
            case "double" -> other ? 0.25 : 0.5;
            case "boolean" -> other;
            case "int[]" -> other ? new int[] {0, 1} : new int[] {0, 0};
            case "double[]" -> other ? new double[] {0.25, 0.75} : new double[] {0.5, 0.5};
            case "Opcode" -> other ? Opcode.I32_LOAD8_U : Opcode.I32_LOAD;
            case "ValueType" -> other ? ValueType.FUNCREF : ValueType.EXTERNREF;
            case "FunctionType" -> other ? OTHER_TYPE : TYPE;
            case "TrapCode" -> other ? TrapCode.UNREACHABLE : TrapCode.INTEGER_OVERFLOW;
            case "AliasClass" -> classes[which];
            case "Stamp" -> Stamp.of(other ? ValueType.I64 : ValueType.I32);
            case "ControlNode" -> GRAPH.start();
            case "Node" -> GRAPH.parameter(0);
            case "Node[]" -> new Node[] {GRAPH.start()};
            case "If" -> new If(GRAPH.start(), GRAPH.parameter(0), 0.5);
            case "Switch" -> new Switch(GRAPH.start(), GRAPH.parameter(0), new int[] {0, 1}, new double[] {0.5, 0.5});
            case "Call" -> new CallDirect(0, TYPE, false, GRAPH.start());
            default -> throw new IllegalArgumentException("no argument for " + type);
        };
    }

    private static boolean isAttribute(Class<?> type) {
        return !Node.class.isAssignableFrom(type) && !type.equals(Node[].class);
    }

    private static Node make(Class<?> type, int differing) throws ReflectiveOperationException {
        Constructor<?> constructor = constructor(type);
        Class<?>[] types = constructor.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], i == differing);
        }
        return (Node) constructor.newInstance(arguments);
    }

    @ParameterizedTest
    @MethodSource("nodeClasses")
    void everyAttributeCounts(Class<?> type) throws ReflectiveOperationException {
        Node node = make(type, -1);
        Node same = make(type, -1);
        assertTrue(node.attributesEqual(same));
        assertEquals(node.attributesHash(), same.attributesHash());
        Class<?>[] types = constructor(type).getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (isAttribute(types[i])) {
                Node other = make(type, i);
                assertFalse(node.attributesEqual(other), type + " parameter " + i);
                assertFalse(node.attributesHash() == other.attributesHash(), type + " parameter " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nodeClasses")
    void everyFieldIsNamed(Class<?> type) throws ReflectiveOperationException {
        AttributeList attributes = AttributeList.of(make(type, -1));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            names.add(attributes.name(i));
        }
        for (Class<?> at = type; at != Node.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                boolean derived = at == FixedNode.class && field.getName().equals("position");
                if (!Modifier.isStatic(field.getModifiers()) && !derived) {
                    String name = field.getName().equals("type") && FunctionType.class.equals(field.getType())
                            ? "functionType"
                            : field.getName();
                    assertTrue(names.contains(name), () -> type + " does not name " + field);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("nodeClasses")
    void dumpsReadBack(Class<?> type) throws ReflectiveOperationException {
        if (Set.of(Start.class, Parameter.class, Loop.class).contains(type)
                || Region.class.isAssignableFrom(type)
                || Phi.class.isAssignableFrom(type)) {
            return; // made without factory
        }
        Node node = make(type, -1);
        NodeLine line = new NodeLine(9, node.name(), Attributes.of(inside(AttributeList.of(node))), new int[0], "", -1);
        Node[] inputs = new Node[node.inputCount()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = node.input(i);
        }
        Node read = new NodeFactory(GRAPH).make(line, inputs);
        assertEquals(type, read.getClass());
        assertTrue(node.attributesEqual(read));
        assertEquals(node.stamp(), read.stamp());
    }

    private static String inside(AttributeList attributes) {
        String text = attributes.toString();
        return text.isEmpty() ? "" : text.substring(1, text.length() - 1);
    }
}
