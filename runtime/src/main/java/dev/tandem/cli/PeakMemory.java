// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the process has used at most. */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";

    private PeakMemory() {}

    /** Peak resident set in MiB; where the system does not tell, the Java heap's present size. */
    public static double megabytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(PEAK)) {
                    String kibibytes = line.substring(PEAK.length(), line.indexOf("kB")).strip();
                    return Long.parseLong(kibibytes) / 1024.0;
                }
            }
        } catch (IOException e) {
            return heap();
        }
        return heap();
    }

    private static double heap() {
        return Runtime.getRuntime().totalMemory() / (1024.0 * 1024.0);
    }
}
