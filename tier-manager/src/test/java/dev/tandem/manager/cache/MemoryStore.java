// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.cache;

import dev.tandem.manager.CodeStore;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps blobs, notes which threads ask for what, and fails when told to. */
final class MemoryStore implements CodeStore {
    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final List<Thread> users = new CopyOnWriteArrayList<>();
    volatile boolean broken;

    private void use() {
        users.add(Thread.currentThread());
        if (broken) {
            throw new IllegalStateException("the store is broken");
        }
    }

    @Override
    public Optional<ByteBuffer> load(String name) {
        use();
        return Optional.ofNullable(blobs.get(name)).map(ByteBuffer::wrap);
    }

    @Override
    public boolean store(String name, byte[] blob) {
        use();
        blobs.put(name, blob);
        return true;
    }

    @Override
    public void remove(String name) {
        use();
        blobs.remove(name);
    }
}
