// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.Tag;
import dev.tandem.decoder.type.FunctionType;

/** A tag: an identity. */
final class TagImpl implements Tag {
    private final EngineImpl engine;
    private final FunctionType type;
    private final int typeId;

    TagImpl(EngineImpl engine, FunctionType type, int typeId) {
        this.engine = engine;
        this.type = type;
        this.typeId = typeId;
    }

    EngineImpl engine() {
        return engine;
    }

    /** Engine-wide identity of its type. */
    int typeId() {
        return typeId;
    }

    @Override
    public FunctionType type() {
        return type;
    }

    @Override
    public String toString() {
        return "a tag " + type;
    }
}
