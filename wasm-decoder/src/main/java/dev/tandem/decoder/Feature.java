// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** The parts of WebAssembly beyond 1.0 that a deployment can accept or refuse. */
public enum Feature {
    MUTABLE_GLOBALS("mutable-globals"),
    SIGN_EXTENSION("sign-extension"),
    SATURATING_CONVERSIONS("saturating-float-to-int"),
    MULTI_VALUE("multi-value"),
    BULK_MEMORY("bulk-memory"),
    REFERENCE_TYPES("reference-types"),
    SIMD("simd"),
    RELAXED_SIMD("relaxed-simd"),
    EXTENDED_CONST("extended-const"),
    TAIL_CALLS("tail-calls"),
    MULTI_MEMORY("multi-memory"),
    MEMORY64("memory64"),
    FUNCTION_REFERENCES("function-references"),
    GC("gc"),
    EXCEPTIONS("exceptions"),
    THREADS("threads");

    private final String id;

    Feature(String id) {
        this.id = id;
    }

    /** The name by which tools and configuration know the feature. */
    public String id() {
        return id;
    }
}
