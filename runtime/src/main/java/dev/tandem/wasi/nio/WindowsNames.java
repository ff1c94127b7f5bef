// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.nio;

import java.util.Locale;

/** Names that mean no file of their directory on Windows: devices, other streams, other spellings of another name. */
final class WindowsNames {
    private static final String FORBIDDEN = "\\/:*?\"<>|";

    private WindowsNames() {}

    static boolean isForbidden(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || FORBIDDEN.indexOf(c) >= 0) {
                return true;
            }
        }
        // Windows drops these, so that "a." is another way to write "a".
        char last = name.charAt(name.length() - 1);
        return last == '.' || last == ' ' || isDevice(name);
    }

    /** A device, with any extension: {@code nul}, {@code COM1.txt}, {@code con .x}. */
    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).stripTrailing().toUpperCase(Locale.ROOT);
        return switch (stem) {
            case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$" -> true;
            default ->
                stem.length() == 4
                        && (stem.startsWith("COM") || stem.startsWith("LPT"))
                        && "0123456789\u00b9\u00b2\u00b3".indexOf(stem.charAt(3)) >= 0;
        };
    }
}
