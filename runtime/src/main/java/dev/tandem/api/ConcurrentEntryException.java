// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/**
 * A second thread tried to enter an instance, or one linked to it, while another was inside. The call had no effect, and the thread
 * inside is not disturbed.
 */
public final class ConcurrentEntryException extends WasmException {
    private static final long serialVersionUID = 1;

    public ConcurrentEntryException(String message) {
        super(message);
    }
}
