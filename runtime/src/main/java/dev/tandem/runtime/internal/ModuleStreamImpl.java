// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.Module;
import dev.tandem.api.ModuleStream;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.manager.cache.ContentHash;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A module that is being decoded. */
final class ModuleStreamImpl implements ModuleStream {
    private final EngineImpl engine;
    private final ModuleDecoder decoder;
    private long bytes;
    private long start;
    private final Optional<ContentHash> hash;

    ModuleStreamImpl(EngineImpl engine) {
        this.engine = engine;
        this.decoder = new ModuleDecoder(engine.config().decoder());
        this.hash = engine.contentHash();
    }

    @Override
    public void feed(ByteBuffer chunk) {
        begin(chunk.remaining());
        hash.ifPresent(known -> known.update(chunk));
        decoder.feed(chunk);
    }

    @Override
    public void feed(byte[] chunk, int offset, int length) {
        begin(length);
        hash.ifPresent(known -> known.update(ByteBuffer.wrap(chunk, offset, length)));
        decoder.feed(chunk, offset, length);
    }

    private void begin(int length) {
        if (bytes == 0) {
            start = System.nanoTime();
        }
        bytes += length;
    }

    @Override
    public Module finish() {
        ModuleImpl module = new ModuleImpl(engine, decoder.finish());
        hash.ifPresent(known -> module.tiers().cacheUnder(known.digest()));
        module.decoded(bytes, System.nanoTime() - start);
        return module;
    }
}
