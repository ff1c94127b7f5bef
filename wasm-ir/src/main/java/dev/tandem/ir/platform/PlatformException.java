// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

/** The operating system refused something that the native backend cannot do without. */
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PlatformException(String message) {
        super(message);
    }

    public PlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
