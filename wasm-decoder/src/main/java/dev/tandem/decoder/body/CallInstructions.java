// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;

/** Calls and tail calls. */
final class CallInstructions {
    private final ValidationState state;
    private final TableInstructions tables;
    private boolean tailCall;

    CallInstructions(ValidationState state, TableInstructions tables) {
        this.state = state;
        this.tables = tables;
    }

    void begin() {
        tailCall = false;
    }

    /** Whether a tail call was seen since {@link #begin}. */
    boolean hasTailCall() {
        return tailCall;
    }

    void decode(Opcode op) {
        switch (op) {
            case CALL -> direct(false);
            case RETURN_CALL -> direct(true);
            case CALL_INDIRECT -> indirect(false);
            case RETURN_CALL_INDIRECT -> indirect(true);
            case CALL_REF -> reference(false);
            case RETURN_CALL_REF -> reference(true);
            default -> throw new AssertionError(op);
        }
    }

    private void direct(boolean tail) {
        int function = function(state);
        Signature callee = state.signatures.ofType(state.types, state.module.functionTypeIndex(function));
        state.pop(callee.parameters);
        if (tail) {
            if (state.live) {
                state.visitor.returnCall(function, callee.type);
            }
            leave(callee);
        } else {
            if (state.live) {
                state.visitor.call(function, callee.type);
            }
            state.push(callee.results);
        }
    }

    /** Reads a function index. */
    static int function(ValidationState state) {
        int index = state.in.u32();
        if (Integer.compareUnsigned(index, state.module.functionCount()) >= 0) {
            throw state.invalid("unknown function " + Integer.toUnsignedString(index));
        }
        return index;
    }

    private void indirect(boolean tail) {
        int type = state.typeReader.typeIndex();
        int table = tables.calledTable();
        TableType tableType = state.module.tables().get(table);
        if (!state.types.isHeapSubtype(tableType.element().heapType(), HeapType.FUNC)) {
            throw state.invalid("type mismatch: " + state.op + " needs a table of functions, but table " + table + " holds "
                    + tableType.element());
        }
        Signature callee = state.typeReader.functionType(type);
        state.pop(tableType.limits().addressType().code());
        state.pop(callee.parameters);
        if (tail) {
            if (state.live) {
                state.visitor.returnCallIndirect(table, type, callee.type);
            }
            leave(callee);
        } else {
            if (state.live) {
                state.visitor.callIndirect(table, type, callee.type);
            }
            state.push(callee.results);
        }
    }

    private void reference(boolean tail) {
        state.use(Feature.FUNCTION_REFERENCES);
        int type = state.typeReader.typeIndex();
        Signature callee = state.typeReader.functionType(type);
        state.pop(ValueType.refCode(true, type));
        state.pop(callee.parameters);
        if (tail) {
            if (state.live) {
                state.visitor.returnCallRef(type, callee.type);
            }
            leave(callee);
        } else {
            if (state.live) {
                state.visitor.callRef(type, callee.type);
            }
            state.push(callee.results);
        }
    }

    /** The end of a tail call: what the callee returns must suit the caller. */
    private void leave(Signature callee) {
        tailCall = true;
        int[] results = state.functionLabel().signature.results;
        boolean same = results.length == callee.results.length;
        for (int i = 0; same && i < results.length; i++) {
            same = state.matches(callee.results[i], results[i]);
        }
        if (!same) {
            throw state.invalid("type mismatch: " + state.op + " of a function with results " + callee.type.results()
                    + " in a function with results " + state.functionLabel().type().results());
        }
        state.markUnreachable();
    }
}
