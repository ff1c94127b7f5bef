// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import java.nio.ByteBuffer;

/**
 * A module on its way in: bytes are decoded and validated as they are given, in pieces of any size. For one thread at a time.
 *
 * <p>After an error, or {@link #finish}, it takes nothing more.
 */
public interface ModuleStream {
    /**
     * Takes all remaining bytes.
     *
     * @throws dev.tandem.decoder.WasmFormatException at the first byte that proves the module wrong
     */
    void feed(ByteBuffer bytes);

    /** Takes {@code length} bytes from {@code offset} on; see {@link #feed(ByteBuffer)}. */
    void feed(byte[] bytes, int offset, int length);

    /**
     * The module, whose last byte was given.
     *
     * @throws dev.tandem.decoder.WasmFormatException if the module is cut short
     * @throws dev.tandem.ir.code.CompilationException if the backend cannot run it
     */
    Module finish();
}
