// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** A module cannot be instantiated with these imports: one is missing, or is not what the module asks for. */
public final class LinkException extends WasmException {
    private static final long serialVersionUID = 1;

    private final String module;
    private final String name;

    /**
     * @param module first name of the import concerned
     * @param name second name of the import concerned
     */
    public LinkException(String message, String module, String name) {
        super(message);
        this.module = module;
        this.name = name;
    }

    /** First name of the import concerned. */
    public String module() {
        return module;
    }

    /** Second name of the import concerned. */
    public String name() {
        return name;
    }
}
