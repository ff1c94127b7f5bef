// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates function bodies, by the algorithm in the appendix of the specification, and drives a {@link BodyVisitor}.
 *
 * <p>Made once and used for many bodies, of any modules; for one thread at a time. After an exception it can be used again.
 */
public final class FunctionBodyDecoder {
    private final ValidationState state;
    private final InstructionDecoder instructions;
    private final FastPath fastPath;
    private final boolean fast;

    public FunctionBodyDecoder(DecoderOptions options) {
        this(options, null);
    }

    /** @param facts hears of all bodies, which must be those of its module */
    public FunctionBodyDecoder(DecoderOptions options, @Nullable CodeFacts facts) {
        this(options, facts, true);
    }

    /** @param fast whether there is a fast path, which makes no difference to what is heard */
    FunctionBodyDecoder(DecoderOptions options, @Nullable CodeFacts facts, boolean fast) {
        this.fast = fast;
        state = new ValidationState(options, false, facts);
        instructions = new InstructionDecoder(state, null);
        fastPath = new FastPath(state);
    }

    /**
     * Decodes and validates a body.
     *
     * @param module must hold all that precedes its code section
     * @throws dev.tandem.decoder.WasmFormatException if the body is malformed, invalid, beyond a limit or needs a feature that is off
     */
    public void validate(WasmModule module, FunctionBody body) {
        begin(module, body, NoVisitor.INSTANCE, false);
        fastPath.begin();
        while (state.isOpen()) {
            fastPath.run();
            instructions.step();
        }
        end();
    }

    /**
     * Decodes and validates a body and tells the visitor of its instructions.
     *
     * @param module must hold all that precedes its code section
     * @throws dev.tandem.decoder.WasmFormatException if the body is malformed, invalid, beyond a limit or needs a feature that is off; the
     *     visitor may have heard of what precedes the error. What the visitor throws passes through.
     */
    public void decode(WasmModule module, FunctionBody body, BodyVisitor visitor) {
        begin(module, body, visitor, true);
        visitor.begin(state, state.top);
        fastPath.begin();
        while (state.isOpen()) {
            if (fast) {
                if (state.live) {
                    fastPath.visit();
                } else {
                    fastPath.run();
                }
            }
            instructions.step();
        }
        end();
    }

    /** Whether the last body contains a {@code return_call}, {@code return_call_indirect} or {@code return_call_ref}. */
    public boolean hasTailCall() {
        return instructions.calls.hasTailCall();
    }

    /** The features beyond WebAssembly 1.0 that the bodies so far used: a view, which grows. */
    public Set<Feature> features() {
        return state.usedFeatures();
    }

    private void begin(WasmModule module, FunctionBody body, BodyVisitor visitor, boolean visiting) {
        Signature signature = state.signature(module, module.functionTypeIndex(body.functionIndex()));
        state.begin(module, body, signature, visitor, visiting);
        instructions.calls.begin();
        if (body.size() > state.limits.bodyBytes()) {
            throw state.error(Kind.LIMIT, "function body of more than " + state.limits.bodyBytes() + " bytes");
        }
        for (int parameter : signature.parameters) {
            state.locals.addParameter(parameter);
        }
        declareLocals();
    }

    private void declareLocals() {
        CodeReader in = state.in;
        int groups = in.u32();
        for (int i = 0; i != groups; i++) {
            state.startInstruction();
            int count = in.u32();
            if (Integer.compareUnsigned(count, state.limits.locals() - state.locals.count()) > 0) {
                throw state.error(Kind.LIMIT, "too many locals: more than " + state.limits.locals());
            }
            state.locals.add(state.typeReader.valueType(), count);
        }
    }

    private void end() {
        if (state.in.position != state.in.end) {
            throw state.in.malformed("function body goes on after its end");
        }
    }
}
