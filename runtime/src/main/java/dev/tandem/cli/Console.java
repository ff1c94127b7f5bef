// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Whether what is printed to {@link #err} is seen at once, by a person. */
    boolean hasTerminal() {
        java.io.Console terminal = inherited ? System.console() : null;
        return terminal != null && terminal.isTerminal() && !isRedirected();
    }

    /** Java only knows of the other two streams. Linux tells. */
    private static boolean isRedirected() {
        try {
            return !Files.readSymbolicLink(Path.of("/proc/self/fd/2")).startsWith("/dev/");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Prints a line that says what went wrong. */
    public void complain(String message) {
        err.println("tandem: " + message);
        err.flush();
    }
}
