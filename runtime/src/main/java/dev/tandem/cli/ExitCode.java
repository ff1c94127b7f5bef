// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

/** Exit codes of the process, besides those that guests choose. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    /** Conformance scripts failed. */
    public static final int FAILURES = 1;
    /** Wrong use: a file, option, URL, import or argument that cannot be used. */
    public static final int BAD_INPUT = 2;
    /** An error of this program, as {@code sysexits.h} has it. */
    public static final int INTERNAL_ERROR = 70;
    /** The guest trapped: what a shell reports of a process that aborts. */
    public static final int TRAP = 134;

    private ExitCode() {}
}
