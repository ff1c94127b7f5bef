// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** A call from Java does not fit: wrong number or type of arguments, a value that is not of the expected wasm type. */
public final class CallException extends WasmException {
    private static final long serialVersionUID = 1;

    public CallException(String message) {
        super(message);
    }
}
