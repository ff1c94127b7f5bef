// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What became of a script or a class of tests in a cell: a line of the file between the processes, its fields separated by tabs.
 *
 * @param name {@code GROUP/SCRIPT}, or that of the class
 * @param skipped commands that need a parser of the text format, or tests that do not apply to the cell
 */
record Outcome(Kind kind, String name, int passed, int failed, int skipped) {
    /** Before the outcomes of a cell, with its name. */
    static final String CELL = "cell";
    /** After them. */
    static final String END = "end";

    private static final String FAILURE = "failure";

    enum Kind {
        SCRIPT,
        TESTS
    }

    void write(PrintWriter out) {
        out.println(String.join(
                "\t",
                kind.name().toLowerCase(Locale.ROOT),
                name,
                Integer.toString(passed),
                Integer.toString(failed),
                Integer.toString(skipped)));
    }

    static void writeFailure(PrintWriter out, String name, String reason) {
        out.println(FAILURE + "\t" + name + "\t" + reason.lines().findFirst().orElse("").replace('\t', ' '));
    }

    static boolean isFailure(String line) {
        return line.startsWith(FAILURE + "\t");
    }

    /** Reads a line that is no failure. */
    static Outcome read(String line) {
        String[] fields = line.split("\t", -1);
        return new Outcome(
                Kind.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                fields[1],
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]));
    }
}
