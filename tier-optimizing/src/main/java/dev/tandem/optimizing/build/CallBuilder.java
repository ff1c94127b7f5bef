// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.Result;

/**
 * Builds calls. A tail call in a body that is inlined at an ordinary call becomes an ordinary call and a return: the frame that it should
 * give up is not there.
 */
final class CallBuilder {
    private final Building build;
    private final ControlBuilder control;

    CallBuilder(Building build, ControlBuilder control) {
        this.build = build;
        this.control = control;
    }

    /** Control, state, a place for the callee if that is a value, arguments. */
    private Node[] inputs(FunctionType type, int firstArgument) {
        Node[] inputs = new Node[firstArgument + type.parameterCount()];
        build.popInto(inputs, firstArgument, type.parameterCount());
        inputs[0] = build.control();
        inputs[1] = build.memoryState();
        return inputs;
    }

    private boolean isTail(boolean written) {
        return written && build.callee.returnsToCaller();
    }

    private void finish(Call call, boolean writtenAsTail) {
        build.fix(call);
        if (call.isTail()) {
            return;
        }
        build.wroteAll(call);
        FunctionType type = call.functionType();
        if (type.resultCount() == 1) {
            build.push(call);
        } else {
            for (int i = 0; i < type.resultCount(); i++) {
                build.push(build.graph.unique(new Result(call, i)));
            }
        }
        if (writtenAsTail) {
            control.return_();
        }
    }

    void call(int functionIndex, FunctionType type, boolean tail) {
        finish(new CallDirect(functionIndex, type, isTail(tail), inputs(type, 2)), tail);
    }

    void callIndirect(int tableIndex, int typeIndex, FunctionType type, boolean tail) {
        Node index = build.pop();
        Node[] inputs = inputs(type, 3);
        inputs[2] = index;
        finish(new CallIndirect(tableIndex, typeIndex, type, isTail(tail), inputs), tail);
    }

    void callRef(int typeIndex, FunctionType type, boolean tail) {
        Node reference = build.pop();
        Node[] inputs = inputs(type, 3);
        inputs[2] = reference;
        finish(new CallRef(typeIndex, type, isTail(tail), inputs), tail);
    }
}
