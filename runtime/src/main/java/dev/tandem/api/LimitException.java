// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** Something would exceed a limit that the {@linkplain EngineConfig embedder set}. Nothing was allocated. */
public final class LimitException extends WasmException {
    private static final long serialVersionUID = 1;

    public LimitException(String message) {
        super(message);
    }
}
