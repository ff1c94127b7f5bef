// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.trap;

/** A second thread entered an instance while the first was still inside. Instances serve one thread at a time. */
public final class ConcurrentEntryException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public ConcurrentEntryException(String inside) {
        super("the instance is running on thread '" + inside
                + "'; an instance serves one thread at a time: make an instance for each thread, or take turns");
    }
}
