// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.Module;
import dev.tandem.api.ModuleStream;
import dev.tandem.decoder.ModuleDecoder;
import java.nio.ByteBuffer;

/** A module that is being decoded. */
final class ModuleStreamImpl implements ModuleStream {
    private final EngineImpl engine;
    private final ModuleDecoder decoder;

    ModuleStreamImpl(EngineImpl engine) {
        this.engine = engine;
        this.decoder = new ModuleDecoder(engine.config().decoder());
    }

    @Override
    public void feed(ByteBuffer bytes) {
        decoder.feed(bytes);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        decoder.feed(bytes, offset, length);
    }

    @Override
    public Module finish() {
        return new ModuleImpl(engine, decoder.finish());
    }
}
