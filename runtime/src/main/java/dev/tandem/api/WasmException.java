// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/**
 * The root of what this engine reports to its embedder besides {@linkplain dev.tandem.ir.trap.WasmTrap traps} and
 * {@linkplain dev.tandem.decoder.WasmFormatException refused modules}: wrong use, wrong imports, what a backend cannot do.
 */
public abstract class WasmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected WasmException(String message) {
        super(message);
    }

    protected WasmException(String message, Throwable cause) {
        super(message, cause);
    }
}
