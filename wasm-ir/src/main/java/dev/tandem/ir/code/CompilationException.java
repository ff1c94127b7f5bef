// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/** A compiler refuses a function or module, for example because a backend lacks a feature. */
public final class CompilationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int functionIndex;

    /** @param functionIndex the function concerned, or -1 for the whole module */
    public CompilationException(String message, int functionIndex) {
        super(functionIndex < 0 ? message : message + " (function " + functionIndex + ")");
        this.functionIndex = functionIndex;
    }

    /** The function concerned, or -1 for the whole module. */
    public int functionIndex() {
        return functionIndex;
    }
}
