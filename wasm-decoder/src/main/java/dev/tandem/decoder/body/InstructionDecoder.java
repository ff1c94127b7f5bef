// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.WasmFormatException.Kind;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Decodes and validates one instruction after another: reads the opcode and hands over to the family that it belongs to. */
final class InstructionDecoder {
    final ValidationState state;
    final VariableInstructions variables;
    final CallInstructions calls;
    private final ControlInstructions control;
    private final NumericInstructions numbers;
    private final MemoryInstructions memories;
    private final TableInstructions tables;
    private final ReferenceInstructions references;
    private final ObjectInstructions objects;
    private final ExceptionInstructions exceptions;
    private final VectorInstructions vectors;
    private final AtomicInstructions atomics;

    /** @param declarations in constant expressions, who hears of function references; null in bodies, where these must be declared */
    InstructionDecoder(ValidationState state, @Nullable IntConsumer declarations) {
        this.state = state;
        control = new ControlInstructions(state);
        variables = new VariableInstructions(state);
        numbers = new NumericInstructions(state);
        memories = new MemoryInstructions(state);
        tables = new TableInstructions(state);
        calls = new CallInstructions(state, tables);
        references = new ReferenceInstructions(state, declarations);
        objects = new ObjectInstructions(state);
        exceptions = new ExceptionInstructions(state);
        vectors = new VectorInstructions(state, memories);
        atomics = new AtomicInstructions(state, memories);
    }

    /** Decodes the instruction at the cursor. */
    void step() {
        dispatch(opcode());
    }

    /** Reads an opcode, of a feature that is accepted. */
    Opcode opcode() {
        state.startInstruction();
        int first = state.in.u8();
        Opcode op = Opcode.Lookup.PLAIN[first];
        if (op == null) {
            op = prefixed(first);
        }
        if (op.feature != null) {
            state.use(op.feature);
        }
        state.op = op;
        return op;
    }

    private Opcode prefixed(int prefix) {
        if (prefix < 0xFB || prefix > 0xFE) {
            String hint = isOldException(prefix) ? " (exceptions as they were before the standard: build the module without them)" : "";
            throw state.error(Kind.MALFORMED, "illegal opcode 0x" + Integer.toHexString(prefix) + hint);
        }
        int number = state.in.u32();
        Opcode op = Opcode.find(prefix, number);
        if (op == null) {
            throw state.error(Kind.MALFORMED, "illegal opcode 0x" + Integer.toHexString(prefix) + " 0x" + Integer.toHexString(number));
        }
        return op;
    }

    /** Whether it was {@code try}, {@code catch}, {@code rethrow}, {@code delegate} or {@code catch_all}, which compilers still write. */
    private static boolean isOldException(int opcode) {
        return opcode == 0x06 || opcode == 0x07 || opcode == 0x09 || opcode == 0x18 || opcode == 0x19;
    }

    void dispatch(Opcode op) {
        switch (op.shape) {
            case CONTROL -> control.decode(op);
            case EXCEPTION -> exceptions.decode(op);
            case INVOKE -> calls.decode(op);
            case VARIABLE -> variables.decode(op);
            case CONSTANT -> numbers.constant(op);
            case UNARY -> numbers.unary(op);
            case BINARY -> numbers.binary(op);
            case TERNARY -> numbers.ternary(op);
            case LOAD -> memories.load(op);
            case STORE -> memories.store(op);
            case MEMORY -> memories.decode(op);
            case TABLE -> tables.decode(op);
            case REFERENCE -> references.decode(op);
            case OBJECT -> objects.decode(op);
            case LOAD_LANE -> vectors.loadLane(op);
            case STORE_LANE -> vectors.storeLane(op);
            case EXTRACT_LANE -> vectors.extractLane(op);
            case REPLACE_LANE -> vectors.replaceLane(op);
            case SHUFFLE -> vectors.shuffle();
            case FENCE -> atomics.fence();
            case ATOMIC_LOAD, ATOMIC_STORE, ATOMIC_RMW, ATOMIC_CMPXCHG, ATOMIC_WAIT, ATOMIC_NOTIFY -> atomics.access(op);
        }
    }
}
