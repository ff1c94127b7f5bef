// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantNull;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.ImmutableGlobal;
import dev.tandem.ir.graph.node.MultiplyHigh;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TargetTest;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of an activation's nodes: those of phis and fixed nodes as set last, floating ones computed on demand. */
final class FloatingValues {
    private final EvaluatedInstance instance;
    private final @Nullable Object[] arguments;
    private final @Nullable Object[] values;
    /** When a floating node was computed last: good as long as nothing was set since. */
    private final int[] computedAt;

    private int now = 1;

    FloatingValues(EvaluatedInstance instance, Graph graph, @Nullable Object[] arguments) {
        this.instance = instance;
        this.arguments = arguments;
        this.values = new Object[graph.capacity()];
        this.computedAt = new int[graph.capacity()];
    }

    /** Sets the value of a phi or fixed node. */
    void set(Node node, @Nullable Object value) {
        values[node.id()] = value;
        now++;
    }

    /** Sets what a call gave: its value, or that of all its results. */
    void results(Call call, @Nullable Object[] results) {
        set(call, results.length == 1 ? results[0] : results);
    }

    Bits number(Node node) {
        return (Bits) Objects.requireNonNull(get(node), node::toString);
    }

    @Nullable Object get(Node node) {
        if (isSet(node)) {
            return values[node.id()];
        }
        if (computedAt[node.id()] != now) {
            compute(node);
        }
        return values[node.id()];
    }

    private static boolean isSet(Node node) {
        return node instanceof ControlNode || node instanceof Phi;
    }

    private boolean isKnown(Node node) {
        return isSet(node) || computedAt[node.id()] == now;
    }

    /** Without recursion, because chains of operations are long. */
    private void compute(Node wanted) {
        ArrayDeque<Node> work = new ArrayDeque<>();
        work.push(wanted);
        while (!work.isEmpty()) {
            Node node = work.getFirst();
            boolean ready = true;
            for (int i = 0; i < node.inputCount(); i++) {
                if (!isKnown(node.input(i))) {
                    work.push(node.input(i));
                    ready = false;
                }
            }
            if (ready) {
                work.pop();
                values[node.id()] = evaluate(node);
                computedAt[node.id()] = now;
            }
        }
    }

    private @Nullable Object evaluate(Node node) {
        return switch (node) {
            case Operation operation -> operation(operation);
            case MultiplyHigh product -> multiplyHigh(product);
            case ConstantNull constant -> null;
            case ConstantVector constant -> new Bits(constant.low(), constant.high());
            case ConstantInt constant -> Bits.ofInt(constant.value());
            case Constant constant -> Bits.ofLong(constant.bits());
            case Parameter parameter -> arguments[parameter.index()];
            case Select select -> get(number(select.condition()).asInt() != 0 ? select.ifTrue() : select.ifFalse());
            case Result result -> ((@Nullable Object[]) Objects.requireNonNull(get(result.call())))[result.index()];
            case ImmutableGlobal global -> instance.global(global.globalIndex()).get();
            case RefFunc function -> instance.function(function.functionIndex());
            case RefIsNull test -> Bits.of(get(test.reference()) == null);
            case TargetTest test -> Bits.of(instance.isFunction(get(test.reference()), test.functionIndex()));
            default -> throw new IllegalStateException("no rule for " + node);
        };
    }

    private Bits multiplyHigh(MultiplyHigh product) {
        long first = number(product.input(0)).low();
        long second = number(product.input(1)).low();
        return Bits.ofLong(product.isSigned() ? Math.multiplyHigh(first, second) : Math.unsignedMultiplyHigh(first, second));
    }

    private Bits operation(Operation operation) {
        Bits[] operands = new Bits[operation.inputCount()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = number(operation.input(i));
        }
        return Numerics.evaluateWith(new Bits(operation.immediate(), operation.immediateHigh()), operation.op(), operands);
    }
}
