// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.cli.BadInputException;
import java.io.File;
import java.nio.file.Path;

/**
 * A directory of the host that a guest may use.
 *
 * @param guest what the guest knows it as
 */
record Preopen(Path host, String guest, boolean readOnly) {
    private static final String READ_ONLY = ":ro";
    private static final String SEPARATOR = "::";

    /**
     * From {@code HOST[::GUEST][:ro]}.
     *
     * @throws BadInputException if there is no such directory
     */
    static Preopen parse(String text) {
        boolean readOnly = text.endsWith(READ_ONLY);
        String names = readOnly ? text.substring(0, text.length() - READ_ONLY.length()) : text;
        int separator = names.indexOf(SEPARATOR);
        String host = separator < 0 ? names : names.substring(0, separator);
        String guest = separator < 0 ? names : names.substring(separator + SEPARATOR.length());
        if (host.isEmpty() || guest.isEmpty()) {
            throw new BadInputException("--dir: wanted is HOST[::GUEST][:ro], not " + text);
        }
        File directory = new File(host);
        if (!directory.isDirectory()) {
            throw new BadInputException("--dir: " + (directory.exists() ? "not a directory: " : "no such directory: ") + host);
        }
        return new Preopen(directory.toPath(), guest, readOnly);
    }
}
