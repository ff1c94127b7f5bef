// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** A valid module, or one function of it, that the engine's backend or compilers cannot run. */
public final class CompileException extends WasmException {
    private static final long serialVersionUID = 1;

    public CompileException(String message, Throwable cause) {
        super(message, cause);
    }
}
