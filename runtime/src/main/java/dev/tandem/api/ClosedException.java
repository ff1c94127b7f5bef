// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** The engine, module or instance was closed before. */
public final class ClosedException extends WasmException {
    private static final long serialVersionUID = 1;

    public ClosedException(String message) {
        super(message);
    }

    public ClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
