// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import java.util.Optional;

/**
 * A data segment.
 *
 * @param offset where an active segment is written in its memory; empty for a passive one
 * @param bytes its content; not to be modified
 */
public record DataSegment(int memoryIndex, Optional<ConstantExpression> offset, byte[] bytes) {
    public boolean isActive() {
        return offset.isPresent();
    }
}
