// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

import java.nio.ByteBuffer;

/** How a backend's artifacts are kept as bytes. Stateless and thread-safe. */
public interface ArtifactFormat {
    /** What artifacts depend on besides module and build: the processor's features, for instance. Artifacts of another target must not be used. */
    String target();

    /** The artifact's bytes, without its function's index. What the code counts is not kept: optimized code counts nothing. */
    byte[] encode(CodeArtifact artifact);

    /**
     * The optimized artifact that {@link #encode} made these bytes of.
     *
     * @throws RuntimeException if it did not
     */
    CodeArtifact decode(int functionIndex, ByteBuffer bytes);
}
