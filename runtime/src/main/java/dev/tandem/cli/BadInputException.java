// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

/** The user gave something that cannot be used. The message is the one line that they see. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
