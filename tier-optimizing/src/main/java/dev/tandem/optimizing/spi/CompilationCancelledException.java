// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.spi;

/** A compilation ended because its result is not wanted any more. Not a failure. */
public final class CompilationCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CompilationCancelledException() {
        super("cancelled", null, false, false);
    }
}
