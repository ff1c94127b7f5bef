// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import java.util.Set;
import java.util.function.IntConsumer;

@SuppressWarnings("DoNotCallSuggester")
public final class ConstantExpressionDecoder {
    /** What {@link #validate} returns when the bytes end before the expression does. */
    public static final int INCOMPLETE = -1;

    /** @param references told of every function that {@code ref.func} names: the function is then a declared reference */
    public ConstantExpressionDecoder(DecoderOptions options, IntConsumer references) {}

    /**
     * Validates a constant expression. Only the globals that the module has so far may be read.
     *
     * @param offset byte offset in the module of {@code bytes[start]}
     * @param expected its type
     * @return index in {@code bytes} after the final {@code end}, or {@link #INCOMPLETE}
     */
    public int validate(WasmModule module, byte[] bytes, int start, int end, int offset, ValueType expected) {
        throw new UnsupportedOperationException();
    }

    /** Tells a visitor of the instructions of a validated expression. */
    public void decode(WasmModule module, ConstantExpression expression, ValueType expected, BodyVisitor visitor) {
        throw new UnsupportedOperationException();
    }

    /** The features beyond WebAssembly 1.0 that the expressions so far used. */
    public Set<Feature> features() {
        throw new UnsupportedOperationException();
    }
}
