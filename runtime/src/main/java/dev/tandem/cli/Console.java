// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.InputStream;
import java.io.PrintStream;

/** The three standard streams, so that tests can bring their own. */
public record Console(InputStream in, PrintStream out, PrintStream err) {
    /** Prints a line that says what went wrong. */
    public void complain(String message) {
        err.println("tandem: " + message);
        err.flush();
    }
}
