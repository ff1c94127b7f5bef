// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.Numerics;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.MultiplyHigh;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.stamp.Comparison;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Graphs of straight code for tests: made by hand or at random, and evaluated. */
public final class Expressions {
    public static final ValueType[] TYPES = {ValueType.I32, ValueType.I64, ValueType.F32, ValueType.F64, ValueType.V128};

    private Expressions() {}

    /** A module of one function with those parameters and results. */
    public static WasmModule module(ValueType[] parameters, ValueType[] results) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        type.writeBytes(new byte[] {1, 0x60});
        writeTypes(type, parameters);
        writeTypes(type, results);
        section(out, 1, type.toByteArray());
        section(out, 3, new byte[] {1, 0});
        section(out, 10, new byte[] {1, 3, 0, 0, 0x0B});
        return ModuleDecoder.decode(out.toByteArray(), DecoderOptions.all());
    }

    private static void writeTypes(ByteArrayOutputStream out, ValueType[] types) {
        out.write(types.length);
        for (ValueType type : types) {
            out.write(0x80 - type.code());
        }
    }

    private static void section(ByteArrayOutputStream out, int id, byte[] content) {
        out.write(id);
        out.write(content.length);
        out.writeBytes(content);
    }

    public static Graph graph(ValueType[] parameters, ValueType... results) {
        return new Graph(module(parameters, results), 0);
    }

    public static PhaseContext context(Graph graph) {
        CompilationRequest request = new CompilationRequest(
                graph.module(), graph.module().body(graph.functionIndex()), ModuleProfile.EMPTY, () -> false);
        return new PhaseContext(request, Target.x64(true), PhaseOptions.DEFAULT, PhaseObserver.NONE);
    }

    /** What running gives: a trap, or results. */
    public record Outcome(Optional<TrapCode> trap, List<Bits> results) {}

    private static final int MOST_STEPS = 20_000;

    /** Runs the graph: straight code, branches, phis and loops. */
    public static Outcome evaluate(Graph graph, List<Bits> arguments) {
        Map<Node, Bits> fixed = new HashMap<>();
        Map<Node, Bits> values = new HashMap<>();
        ControlNode at = graph.start();
        for (int step = 0; step < MOST_STEPS; step++) {
            ControlNode next;
            switch (at) {
                case TrappingOperation operation -> {
                    Bits[] operands = new Bits[operation.operandCount()];
                    for (int i = 0; i < operands.length; i++) {
                        operands[i] = value(operation.operand(i), arguments, values);
                    }
                    Optional<TrapCode> trap = Numerics.trap(operation.op(), operands);
                    if (trap.isPresent()) {
                        return new Outcome(trap, List.of());
                    }
                    fixed.put(operation, Numerics.evaluate(operation.op(), operands));
                    values.put(operation, fixed.get(operation));
                    next = operation.next();
                }
                case Trap trap -> {
                    return new Outcome(Optional.of(trap.code()), List.of());
                }
                case Return end -> {
                    List<Bits> results = new ArrayList<>();
                    for (int i = 0; i < end.resultCount(); i++) {
                        results.add(value(end.result(i), arguments, values));
                    }
                    return new Outcome(Optional.empty(), results);
                }
                case If branch ->
                    next = value(branch.condition(), arguments, values).low() != 0
                            ? branch.trueSuccessor()
                            : branch.falseSuccessor();
                case Switch branch -> {
                    long key = Math.min(value(branch.index(), arguments, values).low(), branch.keyCount());
                    next = branch.cases()[branch.target((int) key)];
                }
                default -> next = at.next();
            }
            if (next == null) {
                throw new IllegalStateException("control is lost after " + at);
            }
            if (next instanceof Region region) {
                // All phis change at once; what floats may depend on them and is evaluated anew.
                Map<Node, Bits> phis = new HashMap<>();
                for (Phi phi : region.phis()) {
                    phis.put(phi, value(phi.value(at.nextSlot()), arguments, values));
                }
                fixed.putAll(phis);
                values = new HashMap<>(fixed);
            }
            at = next;
        }
        return new Outcome(Optional.of(TrapCode.INTERRUPTED), List.of());
    }

    private static Bits value(Node node, List<Bits> arguments, Map<Node, Bits> values) {
        Bits known = values.get(node);
        if (known != null) {
            return known;
        }
        Bits value =
                switch (node) {
                    case Constant constant -> Constants.bits(constant);
                    case Parameter parameter -> arguments.get(parameter.index());
                    case Select select ->
                        value(select.condition(), arguments, values).low() != 0
                                ? value(select.ifTrue(), arguments, values)
                                : value(select.ifFalse(), arguments, values);
                    case MultiplyHigh product -> {
                        long first = value(product.input(0), arguments, values).low();
                        long second = value(product.input(1), arguments, values).low();
                        yield Bits.ofLong(
                                product.isSigned() ? Math.multiplyHigh(first, second) : Math.unsignedMultiplyHigh(first, second));
                    }
                    case Operation operation -> {
                        Bits[] operands = new Bits[operation.inputCount()];
                        for (int i = 0; i < operands.length; i++) {
                            operands[i] = value(operation.input(i), arguments, values);
                        }
                        // An operation that is known not to trap may only be evaluated where that is known.
                        yield Numerics.trap(operation.op(), operands).isPresent()
                                ? Bits.ZERO
                                : Numerics.evaluateWith(
                                        new Bits(operation.immediate(), operation.immediateHigh()), operation.op(), operands);
                    }
                    default -> throw new IllegalStateException("value of " + node);
                };
        if (node.stamp() instanceof IntegerStamp stamp && !stamp.contains(stamp.width() == 32 ? value.asInt() : value.low())) {
            throw new IllegalStateException(node + " is " + value + " but should be " + stamp);
        }
        values.put(node, value);
        return value;
    }

    /** Makes graphs of random instructions. */
    public static final class Generator {
        private static final Opcode[] OPS =
                Arrays.stream(Opcode.values()).filter(Numerics::isNumeric).toArray(Opcode[]::new);
        private static final Opcode[] SCALAR =
                Arrays.stream(OPS).filter(op -> op.prefix() != 0xFD).toArray(Opcode[]::new);

        private final Random random;
        private final boolean floats;
        private final List<List<Node>> values = new ArrayList<>();
        private final Graph graph;
        private ControlNode control;

        public Generator(Random random) {
            this(random, true);
        }

        /** @param floats whether instructions on floats may occur, which give NaNs of any bits */
        public Generator(Random random, boolean floats) {
            this.random = random;
            this.floats = floats;
            ValueType[] parameters = new ValueType[10];
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = TYPES[i % TYPES.length];
            }
            graph = Expressions.graph(parameters, TYPES);
            control = graph.start();
            for (int i = 0; i < TYPES.length; i++) {
                values.add(new ArrayList<>(List.of(graph.parameter(i), graph.parameter(i + TYPES.length))));
            }
        }

        public Graph make(int size) {
            return make(size, 0);
        }

        /** @param depth how deep branches and loops may be nested */
        public Graph make(int size, int depth) {
            statements(size, depth);
            Node[] end = new Node[1 + TYPES.length];
            end[0] = control;
            for (int i = 0; i < TYPES.length; i++) {
                end[i + 1] = values.get(i).getLast();
            }
            graph.add(new Return(end));
            return graph;
        }

        private void statements(int size, int depth) {
            for (int i = 0; i < size; i++) {
                if (depth > 0 && random.nextInt(5) == 0) {
                    switch (random.nextInt(4)) {
                        case 0 -> loop(size, depth);
                        case 1 -> choice(size, depth);
                        default -> branch(size, depth);
                    }
                } else {
                    add(random.nextInt(4) == 0 ? OPS[random.nextInt(OPS.length)] : SCALAR[random.nextInt(SCALAR.length)]);
                }
                if (random.nextInt(10) == 0) {
                    ValueType type = TYPES[random.nextInt(TYPES.length)];
                    put(graph.unique(new Select(type, pick(ValueType.I32), pick(type), pick(type))));
                }
            }
        }

        private Node condition() {
            if (random.nextInt(4) == 0) {
                return pick(ValueType.I32);
            }
            ValueType type = random.nextBoolean() ? ValueType.I32 : ValueType.I64;
            Comparison[] relations = Comparison.values();
            Opcode op = relations[random.nextInt(relations.length)].opcode(type == ValueType.I32 ? 32 : 64);
            Node node = graph.unique(new Operation(op, pick(type), pick(type)));
            put(node);
            return node;
        }

        private List<List<Node>> copy() {
            List<List<Node>> copy = new ArrayList<>();
            values.forEach(list -> copy.add(new ArrayList<>(list)));
            return copy;
        }

        private void branch(int size, int depth) {
            If branch = graph.add(new If(control, condition(), 0.5));
            ways(List.of(graph.add(new IfTrue(branch)), graph.add(new IfFalse(branch))), size, depth);
        }

        private void choice(int size, int depth) {
            int[] targets = {random.nextInt(3), random.nextInt(3), random.nextInt(3), 0, 1, 2};
            Switch branch = graph.add(new Switch(control, pick(ValueType.I32), targets, new double[] {0.3, 0.3, 0.4}));
            List<ControlNode> cases = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                cases.add(graph.add(new Case(branch, i)));
            }
            ways(cases, size, depth);
        }

        private void ways(List<? extends ControlNode> ways, int size, int depth) {
            List<List<Node>> before = copy();
            Region region = new Region();
            List<List<Node>> ends = new ArrayList<>();
            List<ControlNode> controls = new ArrayList<>();
            for (ControlNode way : ways) {
                control = way;
                statements(random.nextInt(size / 2 + 1), depth - 1);
                controls.add(control);
                List<Node> last = new ArrayList<>();
                values.forEach(list -> last.add(list.getLast()));
                ends.add(last);
                values.clear();
                before.forEach(list -> values.add(new ArrayList<>(list)));
            }
            controls.forEach(region::addInput);
            graph.add(region);
            control = region;
            for (int i = 0; i < TYPES.length; i++) {
                Phi phi = new Phi(Stamp.of(TYPES[i]), region);
                for (List<Node> end : ends) {
                    phi.addInput(end.get(i));
                }
                values.get(i).add(graph.add(phi));
            }
        }

        /** Runs a few times. */
        private void loop(int size, int depth) {
            Loop loop = graph.add(new Loop(control));
            Phi counter = graph.add(new Phi(Stamp.I32, loop, graph.unique(new ConstantInt(0))));
            List<Phi> carried = new ArrayList<>();
            for (List<Node> list : values) {
                Phi phi = graph.add(new Phi(Stamp.of(list.getLast().type()), loop, list.getLast()));
                carried.add(phi);
                list.add(phi);
            }
            values.getFirst().add(counter);
            control = loop;
            statements(random.nextInt(size / 2 + 1), depth - 1);
            Node next = graph.unique(new Operation(Opcode.I32_ADD, counter, graph.unique(new ConstantInt(1))));
            Node more = graph.unique(new Operation(Opcode.I32_LT_S, next, graph.unique(new ConstantInt(1 + random.nextInt(4)))));
            If test = graph.add(new If(control, more, 0.7));
            loop.addInput(graph.add(new Safepoint(graph.add(new IfTrue(test)))));
            counter.addInput(next);
            for (int i = 0; i < carried.size(); i++) {
                carried.get(i).addInput(values.get(i).getLast());
            }
            control = graph.add(new IfFalse(test));
        }

        private void add(Opcode op) {
            if (!floats && (op.mnemonic().contains("f32") || op.mnemonic().contains("f64"))) {
                return;
            }
            int from = Numerics.canTrap(op) ? 1 : 0;
            Node[] inputs = new Node[from + op.operandCount()];
            for (int i = from; i < inputs.length; i++) {
                inputs[i] = pick(op.operand(i - from));
            }
            if (from == 1) {
                inputs[0] = control;
                TrappingOperation operation = graph.add(new TrappingOperation(op, inputs));
                control = operation;
                put(operation);
                return;
            }
            switch (op.immediates()) {
                case LANE -> put(graph.unique(new Operation(op, random.nextInt(16 / op.width()), 0, inputs)));
                case LANES -> put(graph.unique(new Operation(op, lanes(), lanes(), inputs)));
                default -> put(graph.unique(new Operation(op, inputs)));
            }
        }

        private long lanes() {
            return random.nextLong() & 0x1f1f_1f1f_1f1f_1f1fL;
        }

        private void put(Node node) {
            values.get(node.type().code() - 1).add(node);
        }

        private Node pick(ValueType type) {
            List<Node> candidates = values.get(type.code() - 1);
            if (random.nextInt(3) == 0) {
                return graph.unique(Constants.of(type, interesting(random, type)));
            }
            int back = Math.min(candidates.size(), 1 + random.nextInt(4));
            return candidates.get(candidates.size() - back);
        }
    }

    /** A number near the bounds of its type, small, a mask or anything. */
    public static Bits interesting(Random random, ValueType type) {
        if (type == ValueType.F32) {
            float[] floats = {0f, -0f, 1f, -1f, 2f, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 0x1p31f, 0x1p-126f, 4f, 1e10f};
            return random.nextInt(4) == 0 ? Bits.ofInt(random.nextInt()) : Bits.ofFloat(floats[random.nextInt(floats.length)]);
        }
        if (type == ValueType.F64) {
            double[] doubles = {0, -0.0, 1, -1, 2, 0.25, Double.NaN, Double.NEGATIVE_INFINITY, 0x1p63, -0x1p31 - 1, 0x1p-1022, 3};
            return random.nextInt(4) == 0 ? Bits.ofLong(random.nextLong()) : Bits.ofDouble(doubles[random.nextInt(doubles.length)]);
        }
        long value =
                switch (random.nextInt(6)) {
                    case 0 -> random.nextInt(70) - 3;
                    case 1 -> (1L << random.nextInt(64)) - random.nextInt(2);
                    case 2 -> -(1L << random.nextInt(64));
                    case 3 -> random.nextInt(3) - 1;
                    case 4 -> random.nextLong() >> random.nextInt(64);
                    default -> random.nextLong();
                };
        if (type == ValueType.V128) {
            return new Bits(value, random.nextInt(3) == 0 ? value : random.nextLong());
        }
        return type == ValueType.I32 ? Bits.ofInt((int) value) : Bits.ofLong(value);
    }

    public static List<Bits> arguments(Random random, Graph graph) {
        List<Bits> arguments = new ArrayList<>();
        for (int i = 0; i < graph.type().parameterCount(); i++) {
            arguments.add(interesting(random, graph.type().parameter(i)));
        }
        return arguments;
    }
}
