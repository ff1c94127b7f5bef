// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.cfg;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.ir.trap.TrapCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Graphs of random structured control flow over four variables: for scheduling, they need not mean anything. */
final class RandomGraph {
    private static final int VARIABLES = 4;
    private static final Opcode[] BINARY = {Opcode.I32_ADD, Opcode.I32_SUB, Opcode.I32_XOR, Opcode.I32_LT_S, Opcode.I32_EQ, Opcode.I32_MUL};

    private final Random random;
    private final Graph graph;
    private Node[] variables = new Node[VARIABLES];
    private ControlNode control;
    private int budget;

    private RandomGraph(long seed, int budget) {
        this.random = new Random(seed);
        this.graph = empty();
        this.control = graph.start();
        this.budget = budget;
        for (int i = 0; i < VARIABLES; i++) {
            variables[i] = i < 2 ? graph.parameter(i) : graph.unique(new ConstantInt(i));
        }
    }

    /** A graph of a function of two i32 that returns one. */
    static Graph empty() {
        String module = "0061736d01000000" + "0107016002" + "7f7f017f" + "03020100" + "0a05010300000b";
        return new Graph(ModuleDecoder.decode(HexFormat.of().parseHex(module), DecoderOptions.all()), 0);
    }

    static Graph of(long seed, int budget) {
        RandomGraph made = new RandomGraph(seed, budget);
        boolean open = true;
        while (open && made.budget > 0) {
            open = made.sequence(0);
        }
        if (open) {
            made.graph.add(new Return(made.control, made.variable()));
        }
        return made.graph;
    }

    private Node variable() {
        return variables[random.nextInt(VARIABLES)];
    }

    /** Adds statements; returns whether control goes on behind them. */
    private boolean sequence(int depth) {
        for (int i = random.nextInt(1, 6); i > 0 && budget > 0; i--) {
            if (!statement(depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean statement(int depth) {
        budget--;
        int kind = random.nextInt(depth > 12 ? 7 : 12);
        if (kind < 5) {
            Opcode op = BINARY[random.nextInt(BINARY.length)];
            variables[random.nextInt(VARIABLES)] = graph.unique(new Operation(op, variable(), variable()));
        } else if (kind == 5) {
            TrappingOperation division = graph.add(new TrappingOperation(Opcode.I32_DIV_S, control, variable(), variable()));
            control = division;
            variables[random.nextInt(VARIABLES)] = division;
        } else if (kind == 6) {
            variables[random.nextInt(VARIABLES)] = graph.unique(new Select(ValueType.I32, variable(), variable(), variable()));
        } else if (kind < 9) {
            return branch(depth);
        } else if (kind == 9) {
            return choice(depth);
        } else {
            loop(depth);
        }
        return true;
    }

    private boolean branch(int depth) {
        If test = graph.add(new If(control, variable(), random.nextInt(4) == 0 ? random.nextDouble() : 0.5));
        return ways(depth, List.of(graph.add(new IfTrue(test)), graph.add(new IfFalse(test))));
    }

    private boolean choice(int depth) {
        int count = random.nextInt(1, 5);
        int[] targets = new int[count + random.nextInt(3)];
        double[] probabilities = new double[count];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = i % count;
        }
        Arrays.fill(probabilities, 1.0 / count);
        Switch test = graph.add(new Switch(control, variable(), targets, probabilities));
        List<ControlNode> ways = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ways.add(graph.add(new Case(test, i)));
        }
        return ways(depth, ways);
    }

    private boolean ways(int depth, List<? extends ControlNode> ways) {
        return ways(depth, ways, false);
    }

    /** @param lastGoesOn whether the last way is kept empty, so that control surely goes on */
    private boolean ways(int depth, List<? extends ControlNode> ways, boolean lastGoesOn) {
        Node[] before = variables;
        List<ControlNode> ends = new ArrayList<>();
        List<Node[]> states = new ArrayList<>();
        for (ControlNode way : ways) {
            control = way;
            variables = before.clone();
            int kind = lastGoesOn && way == ways.getLast() ? 2 : random.nextInt(12);
            if (kind == 0) {
                graph.add(new Trap(control, TrapCode.UNREACHABLE));
            } else if (kind == 1) {
                graph.add(new Return(control, variable()));
            } else if (kind == 2 || sequence(depth + 1)) {
                ends.add(control);
                states.add(variables);
            }
        }
        if (ends.isEmpty()) {
            return false;
        }
        Region region = graph.add(new Region(ends.toArray(Node[]::new)));
        control = region;
        variables = new Node[VARIABLES];
        for (int v = 0; v < VARIABLES; v++) {
            Phi phi = new Phi(Stamp.I32, region);
            for (Node[] state : states) {
                phi.addInput(state[v]);
            }
            variables[v] = phi.onlyValue() == phi ? graph.add(phi) : phi.onlyValue();
        }
        return true;
    }

    private void loop(int depth) {
        Loop loop = graph.add(new Loop(control));
        Phi[] phis = new Phi[VARIABLES];
        for (int v = 0; v < VARIABLES; v++) {
            phis[v] = graph.add(new Phi(Stamp.I32, loop, variables[v]));
        }
        control = loop;
        variables = Arrays.copyOf(phis, VARIABLES, Node[].class);
        If first = graph.add(new If(control, variable(), 0.5)); // the body may end control, the other way comes back
        ways(depth + 1, List.of(graph.add(new IfTrue(first)), graph.add(new IfFalse(first))), true);
        If test = graph.add(new If(control, variable(), 0.5));
        Safepoint back = graph.add(new Safepoint(graph.add(new IfTrue(test))));
        loop.addInput(back);
        for (int v = 0; v < VARIABLES; v++) {
            phis[v].addInput(variables[v]);
        }
        control = graph.add(new IfFalse(test));
    }
}
