// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** Ends a step that needs bytes which have not arrived; the step runs again from its start when there are more. Control flow, not an error. */
final class Underflow extends RuntimeException {
    @SuppressWarnings("StaticAssignmentOfThrowable") // has no stack trace and no state
    static final Underflow SIGNAL = new Underflow();
    private static final long serialVersionUID = 1;

    private Underflow() {
        super("more bytes needed", null, false, false);
    }
}
