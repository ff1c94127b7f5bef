// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.MemoryState;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What all emitters of one body share: where control stands, the operand stack, the variables, the position. */
final class Building {
    final Graph graph;
    final WasmModule module;
    final Callee callee;
    final BodySurvey survey;
    final IntPredicate checked;
    final BodyState decoder;
    final Variables variables;
    /** The classes that calls take and give tokens of. */
    private final AliasClass[] threaded;

    private @Nullable ControlNode control;
    /** The state of the variables here. */
    private int state;

    private Node[] stack = new Node[32];
    private int height;

    /** @param checked memories whose bounds are checked in code */
    Building(Graph graph, Callee callee, BodySurvey survey, IntPredicate checked, BodyState decoder) {
        this.graph = graph;
        this.module = graph.module();
        this.callee = callee;
        this.survey = survey;
        this.checked = checked;
        this.decoder = decoder;
        this.control = callee.control();
        this.threaded = callee.threaded(survey);
        this.variables = callee.variables(survey, decoder);
    }

    // Control

    /** Whether control gets here at all. If not, nothing is built, and the operand stack holds anything. */
    boolean isReachable() {
        return control != null;
    }

    ControlNode control() {
        ControlNode here = control;
        if (here == null) {
            throw new IllegalStateException("control does not get here");
        }
        return here;
    }

    int state() {
        return state;
    }

    /** Goes on elsewhere. */
    void goOn(ControlNode newControl, int newState) {
        control = newControl;
        state = newState;
    }

    /** Goes on at a place that only {@code from}, a state, leads to. */
    void follow(ControlNode newControl, int from) {
        goOn(newControl, variables.follow(from, decoder.instructionOffset()));
    }

    void stop() {
        control = null;
    }

    /** Adds a node, whose input 0 is {@link #control()}, to the chain. */
    <T extends FixedNode> T fix(T node) {
        graph.add(node).at(position());
        if (node.endsControl()) {
            stop();
        } else {
            control = node;
        }
        return node;
    }

    int position() {
        return position(decoder.instructionOffset());
    }

    int position(int offset) {
        return graph.positions().add(callee.functionIndex(), offset, callee.callerPosition());
    }

    // Operands

    void push(Node value) {
        if (height == stack.length) {
            stack = Arrays.copyOf(stack, 2 * height);
        }
        stack[height++] = value;
    }

    Node pop() {
        return stack[--height];
    }

    /** The value {@code depth} below the top. */
    Node peek(int depth) {
        return stack[height - 1 - depth];
    }

    int height() {
        return height;
    }

    /** Forgets what is above; what is below must be there. */
    void cut(int newHeight) {
        height = newHeight;
    }

    /** The top {@code count} values, the lowest first. */
    Node[] top(int count) {
        return Arrays.copyOfRange(stack, height - count, height);
    }

    /** Pops {@code count} values into {@code array}, the top one last, from {@code at} on. */
    void popInto(Node[] array, int at, int count) {
        height -= count;
        System.arraycopy(stack, height, array, at, count);
    }

    // Memory

    private int variable(AliasClass aliasClass) {
        return survey.localCount() + aliasClass.index();
    }

    /** The state of the class here. */
    Node token(AliasClass aliasClass) {
        return variables.get(state, variable(aliasClass));
    }

    /** From here on {@code writer} gives the state of the class. */
    void wrote(AliasClass aliasClass, Node writer) {
        variables.set(state, variable(aliasClass), writer);
    }

    /** What a call sees here. */
    MemoryState memoryState() {
        Node[] tokens = new Node[threaded.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = token(threaded[i]);
        }
        return graph.unique(new MemoryState(tokens));
    }

    /** A call changes everything. */
    void wroteAll(ControlNode writer) {
        for (AliasClass aliasClass : threaded) {
            wrote(aliasClass, writer);
        }
    }

    AliasClass[] threaded() {
        return threaded;
    }
}
