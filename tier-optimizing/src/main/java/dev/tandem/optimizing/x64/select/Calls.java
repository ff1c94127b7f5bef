// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.optimizing.x64.instruction.Call;
import dev.tandem.optimizing.x64.instruction.Callee;
import dev.tandem.optimizing.x64.instruction.TailCall;
import java.util.Arrays;

/** Calls of functions. */
final class Calls {
    private final Selection selection;
    private boolean reference;

    Calls(Selection selection) {
        this.selection = selection;
    }

    /** Whether there were calls through references. */
    boolean callsReferences() {
        return reference;
    }

    void select(dev.tandem.ir.graph.node.Call call) {
        Callee callee = callee(call);
        reference |= callee.kind() != Callee.Kind.DEFINED;
        NativeSignature signature = signature(call);
        int operand = call.firstArgument() > 2 ? selection.register(call.input(2)) : 0;
        int[] arguments = selection.registers(call, call.firstArgument(), call.argumentCount());
        if (call.isTail()) {
            selection.emit(TailCall.of(selection.lir, callee, signature, operand, arguments, call.position()));
        } else {
            selection.emit(
                    Call.of(selection.lir, callee, signature, operand, arguments, results(call), call.position()));
        }
    }

    private NativeSignature signature(dev.tandem.ir.graph.node.Call call) {
        if (call instanceof CallDirect direct) {
            return selection.shapes.signatureOf(direct.functionIndex());
        }
        if (call instanceof CallIndirect indirect) {
            return selection.shapes.signature(indirect.typeIndex(), indirect.functionType());
        }
        CallRef through = (CallRef) call;
        return selection.shapes.signature(through.typeIndex(), through.functionType());
    }

    private Callee callee(dev.tandem.ir.graph.node.Call call) {
        if (call instanceof CallDirect direct) {
            return new Callee(
                    direct.functionIndex() < selection.graph.module().importedFunctionCount()
                            ? Callee.Kind.IMPORTED
                            : Callee.Kind.DEFINED,
                    direct.functionIndex(),
                    0,
                    false);
        }
        if (call instanceof CallIndirect indirect) {
            return new Callee(Callee.Kind.ELEMENT, indirect.tableIndex(), indirect.typeIndex(), true, call.expected());
        }
        CallRef through = (CallRef) call;
        return new Callee(
                Callee.Kind.REFERENCE, 0, through.typeIndex(), !isNonNull(through.reference()), call.expected());
    }

    private static boolean isNonNull(Node reference) {
        return reference.stamp() instanceof ReferenceStamp stamp && stamp.nonNull();
    }

    /** The registers of the results that somebody uses. */
    private int[] results(dev.tandem.ir.graph.node.Call call) {
        int[] results = new int[call.functionType().resultCount()];
        Arrays.fill(results, Call.UNUSED);
        if (results.length == 1 && selection.isUsed(call)) {
            results[0] = selection.register(call);
        } else if (results.length > 1) {
            for (int i = 0; i < call.userCount(); i++) {
                if (call.user(i) instanceof Result result && selection.isUsed(result)) {
                    results[result.index()] = selection.register(result);
                }
            }
        }
        return results;
    }
}
