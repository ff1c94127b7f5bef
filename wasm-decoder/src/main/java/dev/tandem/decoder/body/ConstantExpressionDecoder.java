// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.CodeReader.EndOfBytes;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Decodes and validates constant expressions: what initializes globals and tables, fills element segments and says where segments go.
 *
 * <p>They are bodies of few instructions. Made once and used for many, of any modules; for one thread at a time.
 */
public final class ConstantExpressionDecoder {
    /** What {@link #validate} returns when the bytes end before the expression does. */
    public static final int INCOMPLETE = -1;

    private static final int NO_FUNCTION = -1;

    private final ValidationState state;
    private final InstructionDecoder instructions;

    /** @param references told of every function that {@code ref.func} names: the function is then a declared reference */
    public ConstantExpressionDecoder(DecoderOptions options, IntConsumer references) {
        state = new ValidationState(options, true, null);
        instructions = new InstructionDecoder(state, references);
    }

    /**
     * Validates a constant expression. Only the globals that the module has so far may be read.
     *
     * @param offset byte offset in the module of {@code bytes[start]}
     * @param expected its type
     * @return index in {@code bytes} after the final {@code end}, or {@link #INCOMPLETE}
     * @throws dev.tandem.decoder.WasmFormatException if the expression is malformed, not constant, or not of that type
     */
    public int validate(WasmModule module, byte[] bytes, int start, int end, int offset, ValueType expected) {
        state.begin(
                module,
                new FunctionBody(NO_FUNCTION, bytes, start, end, offset),
                state.signatures.ofResult(expected.code()),
                NoVisitor.INSTANCE,
                false);
        try {
            run();
        } catch (EndOfBytes e) {
            return INCOMPLETE;
        }
        return state.in.position;
    }

    /** Tells a visitor of the instructions of a validated expression. */
    public void decode(WasmModule module, ConstantExpression expression, ValueType expected, BodyVisitor visitor) {
        byte[] bytes = expression.bytes();
        state.begin(
                module,
                new FunctionBody(NO_FUNCTION, bytes, 0, bytes.length, expression.offset()),
                state.signatures.ofResult(expected.code()),
                visitor,
                true);
        visitor.begin(state, state.top);
        run();
    }

    /** The features beyond WebAssembly 1.0 that the expressions so far used: a view, which grows. */
    public Set<Feature> features() {
        return state.usedFeatures();
    }

    private void run() {
        while (state.isOpen()) {
            Opcode op = instructions.opcode();
            switch (op) {
                case END,
                        I32_CONST,
                        I64_CONST,
                        F32_CONST,
                        F64_CONST,
                        V128_CONST,
                        REF_NULL,
                        REF_FUNC,
                        REF_I31,
                        STRUCT_NEW,
                        STRUCT_NEW_DEFAULT,
                        ARRAY_NEW,
                        ARRAY_NEW_DEFAULT,
                        ARRAY_NEW_FIXED,
                        ANY_CONVERT_EXTERN,
                        EXTERN_CONVERT_ANY -> instructions.dispatch(op);
                case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> {
                    state.use(Feature.EXTENDED_CONST);
                    instructions.dispatch(op);
                }
                case GLOBAL_GET -> instructions.variables.constantGlobalGet();
                default -> throw state.invalid("constant expression required, but " + op + " is none");
            }
        }
    }
}
