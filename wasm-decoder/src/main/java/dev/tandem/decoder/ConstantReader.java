// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.body.ConstantExpressionDecoder;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;

/** Reads and validates the constant expressions in sections. */
final class ConstantReader {
    private final ByteReader in;
    private final DecodedModule module;
    private final FeatureUse features;
    private final ConstantExpressionDecoder decoder;

    ConstantReader(ByteReader in, DecodedModule module, DecoderOptions options, FeatureUse features) {
        this.in = in;
        this.module = module;
        this.features = features;
        decoder = new ConstantExpressionDecoder(options, module);
    }

    /** Adds the features that the expressions used to those of the module: for the end of a section. */
    void noteFeatures() {
        features.noteAll(decoder.features());
    }

    ConstantExpression read(ValueType expected) {
        byte[] bytes = in.array();
        int start = in.position();
        int offset = in.offset();
        int end = decoder.validate(module, bytes, start, in.readableEnd(), offset, expected);
        if (end == ConstantExpressionDecoder.INCOMPLETE) {
            throw in.cutOff();
        }
        in.position(end);
        return new ConstantExpression(Arrays.copyOfRange(bytes, start, end), offset);
    }
}
