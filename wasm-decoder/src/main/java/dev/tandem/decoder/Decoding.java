// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** What the section decoders of one module share. */
record Decoding(
        ByteReader in,
        DecodedModule module,
        TypeTable types,
        TypeReader typeReader,
        ConstantReader constants,
        DecoderOptions options,
        FeatureUse features,
        ModuleListener listener) {
    ImplementationLimits limits() {
        return options.limits();
    }

    /** An index into an index space of {@code size} things. */
    int index(int size, String what) {
        int offset = in.offset();
        int index = in.u32();
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw WasmFormatException.invalid("unknown " + what + " " + Integer.toUnsignedString(index), offset);
        }
        return index;
    }
}
