// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what a module's code is made from: all of its bytes but the contents of data and custom sections, which are the greater part of many
 * modules and never change what code means. Takes the bytes as they arrive and hashes them on another thread, beside the decoder: until C2 has
 * compiled the JDK's digest, it is the slower of the two. For one thread.
 */
public final class ContentHash {
    private static final int CUSTOM = 0;
    private static final int DATA = 11;
    private static final int PREAMBLE = 8;

    /** Another thread is not worth its start for less. */
    private static final int SMALL = 1 << 16;

    private enum Place {
        SECTION_ID,
        SECTION_SIZE,
        CONTENT
    }

    /** Made on the other thread, if there is one: to find the first of a process takes as long as to hash a megabyte. */
    private @Nullable MessageDigest digest;
    /** What the other thread has not got yet. */
    private List<ByteBuffer> waiting = new ArrayList<>();
    private long taken;
    private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);

    private Place place = Place.CONTENT;
    private long left = PREAMBLE;
    private int shift;
    private boolean skipped;

    /** Takes the next bytes, which may be overwritten afterwards; the position stays. */
    public void update(ByteBuffer chunk) {
        ByteBuffer copy = ByteBuffer.allocate(chunk.remaining());
        ByteBuffer in = chunk.duplicate();
        while (in.hasRemaining()) {
            if (place == Place.CONTENT) {
                takeContent(in, copy);
            } else {
                byte next = in.get();
                copy.put(next);
                takeFrame(next & 0xff);
            }
        }
        hash(copy.flip());
    }

    private void takeContent(ByteBuffer in, ByteBuffer copy) {
        int count = (int) Math.min(left, in.remaining());
        if (!skipped) {
            copy.put(in.slice(in.position(), count));
        }
        in.position(in.position() + count);
        left -= count;
        if (left == 0) {
            place = Place.SECTION_ID;
        }
    }

    /** What is no module makes some hash, and the decoder refuses it. */
    private void takeFrame(int value) {
        if (place == Place.SECTION_ID) {
            skipped = value == CUSTOM || value == DATA;
            place = Place.SECTION_SIZE;
            left = 0;
            shift = 0;
            return;
        }
        left |= (long) (value & 0x7f) << shift;
        shift += 7;
        if ((value & 0x80) == 0 || shift > 28) {
            place = left == 0 ? Place.SECTION_ID : Place.CONTENT;
        }
    }

    private void hash(ByteBuffer bytes) {
        taken += bytes.remaining();
        waiting.add(bytes);
        if (taken >= SMALL) {
            List<ByteBuffer> batch = waiting;
            waiting = new ArrayList<>();
            hashed = hashed.thenRunAsync(() -> hash(batch));
        }
    }

    private MessageDigest hash(List<ByteBuffer> batch) {
        MessageDigest made = digest == null ? Sealed.sha256() : digest;
        digest = made;
        batch.forEach(made::update);
        return made;
    }

    /** The hash of all bytes; waits until it is computed. Not to be called twice. */
    public byte[] digest() {
        hashed.join();
        return hash(waiting).digest();
    }
}
