// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** An instance has no export of that name and kind. The message says which ones it has. */
public final class NoSuchExportException extends WasmException {
    private static final long serialVersionUID = 1;

    public NoSuchExportException(String message) {
        super(message);
    }
}
