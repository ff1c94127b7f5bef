// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of one instance. Immutable.
 *
 * @param data the embedder's own object, see {@link Instance#data}
 * @param timeout the {@linkplain Instance#setDeadline deadline} that instantiation starts with
 * @param memoryPages the most pages that each memory may have, at most what the {@linkplain EngineConfig engine} allows
 * @param tableElements the most elements that each table may have, at most what the engine allows
 */
public record InstanceOptions(
        Optional<Object> data, Optional<Duration> timeout, long memoryPages, long tableElements) {
    /** No data, no deadline, the engine's limits. */
    public static InstanceOptions standard() {
        return new InstanceOptions(Optional.empty(), Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE);
    }

    public InstanceOptions withData(Object object) {
        return new InstanceOptions(Optional.of(object), timeout, memoryPages, tableElements);
    }

    public InstanceOptions withTimeout(Duration duration) {
        return new InstanceOptions(data, Optional.of(duration), memoryPages, tableElements);
    }

    /** @param pages the most pages of 64 KiB */
    public InstanceOptions withMemoryPages(long pages) {
        return new InstanceOptions(data, timeout, pages, tableElements);
    }

    public InstanceOptions withTableElements(long elements) {
        return new InstanceOptions(data, timeout, memoryPages, elements);
    }
}
