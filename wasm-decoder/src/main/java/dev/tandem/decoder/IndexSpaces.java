// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** Whether one more thing fits into an index space: limits on its size, and features that are needed for a second one. */
final class IndexSpaces {
    private final DecodedModule module;
    private final ImplementationLimits limits;
    private final FeatureUse features;

    IndexSpaces(Decoding decoding) {
        module = decoding.module();
        limits = decoding.limits();
        features = decoding.features();
    }

    void checkFunction(int offset) {
        check(module.functionCount(), limits.functions(), "functions", offset);
    }

    void checkTable(int offset) {
        check(module.tables().size(), limits.tables(), "tables", offset);
        if (!module.tables().isEmpty()) {
            features.require(Feature.REFERENCE_TYPES, offset);
        }
    }

    void checkMemory(int offset) {
        check(module.memories().size(), limits.memories(), "memories", offset);
        if (!module.memories().isEmpty()) {
            features.require(Feature.MULTI_MEMORY, offset);
        }
    }

    void checkGlobal(int offset) {
        check(module.globals().size(), limits.globals(), "globals", offset);
    }

    void checkTag(int offset) {
        features.require(Feature.EXCEPTIONS, offset);
        check(module.tags().size(), limits.tags(), "tags", offset);
    }

    private static void check(int size, int limit, String what, int offset) {
        if (size >= limit) {
            throw WasmFormatException.limit("more than " + limit + " " + what, offset);
        }
    }
}
