// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.util.Optional;

/** Whether native code can be run here at all. */
public final class PlatformSupport {
    private PlatformSupport() {}

    /** Why native code cannot be run in this process, and what to do about it; empty if it can. Costs nothing. */
    public static Optional<String> missing() {
        if (!isOurPlatform()) {
            return Optional.of("native code is made for Linux on x86-64 only, not for " + system() + " on " + architecture());
        }
        Module module = PlatformSupport.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            return Optional.of("native access is not enabled: start java with --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        }
        return Optional.empty();
    }

    /** Whether native code could be run if native access were enabled. */
    public static boolean lacksOnlyPermission() {
        return isOurPlatform() && !PlatformSupport.class.getModule().isNativeAccessEnabled();
    }

    private static boolean isOurPlatform() {
        return system().equals("Linux") && (architecture().equals("amd64") || architecture().equals("x86_64"));
    }

    private static String system() {
        return System.getProperty("os.name", "");
    }

    private static String architecture() {
        return System.getProperty("os.arch", "");
    }
}
