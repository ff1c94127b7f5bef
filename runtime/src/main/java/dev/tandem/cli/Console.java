// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The three standard streams, so that tests can bring their own.
 *
 * @param inherited whether these are the streams of this process
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean inherited) {
    /** The streams of this process. */
    public static Console ofProcess() {
        return new Console(System.in, System.out, System.err, true);
    }

    /** Prints a line that says what went wrong. */
    public void complain(String message) {
        err.println("tandem: " + message);
        err.flush();
    }
}
