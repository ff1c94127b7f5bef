// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import java.util.Arrays;
import java.util.List;

/**
 * A call. Inputs: control, {@link MemoryState}, then a callee that is a value (index or reference), then the arguments. With one result it is
 * that value; with more, {@link Result}s take them. A tail call ends control.
 */
public abstract sealed class Call extends FixedNode permits CallDirect, CallIndirect, CallRef {
    private final FunctionType type;
    private final boolean tail;
    private int[] expected;

    Call(FunctionType type, boolean tail, int[] expected, Node... inputs) {
        super(!tail && type.resultCount() == 1 ? Stamp.of(type.result(0)) : Stamp.CONTROL, inputs);
        this.type = type;
        this.tail = tail;
        this.expected = expected.clone();
    }

    /** Parameters and results of the callee. */
    public final FunctionType functionType() {
        return type;
    }

    /** Whether the callee takes this function's place: control ends here. */
    public final boolean isTail() {
        return tail;
    }

    /** Says that the call is only made if its callee is none of these functions, and that nobody thinks it will be: worth counting. */
    public final void expect(List<Integer> others) {
        expected = others.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The callees that were expected instead, most likely first; none if this call is as likely as any. */
    public final List<Integer> expected() {
        return Arrays.stream(expected).boxed().toList();
    }

    public final MemoryState state() {
        return (MemoryState) input(1);
    }

    /** Which input the first argument is. */
    public abstract int firstArgument();

    public final int argumentCount() {
        return inputCount() - firstArgument();
    }

    public final Node argument(int index) {
        return input(firstArgument() + index);
    }

    @Override
    public final EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.CONTROL : index == 1 ? EdgeKind.MEMORY : EdgeKind.VALUE;
    }

    @Override
    public final boolean canTrap() {
        return true;
    }

    @Override
    public final boolean hasEffect() {
        return true;
    }

    @Override
    public final boolean endsControl() {
        return tail;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("functionType", type);
        sink.put("tail", tail);
        sink.put("expected", expected);
    }
}
