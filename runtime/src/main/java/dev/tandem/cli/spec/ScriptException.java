// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

/** A conformance script that cannot be read. */
final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScriptException(String message) {
        super(message);
    }

    ScriptException(String message, Throwable cause) {
        super(message, cause);
    }
}
