// SPDX-License-Identifier: Apache-2.0
package dev.tandem.wasi.preview1;

import dev.tandem.wasi.fs.FileType;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether a standard stream is a terminal, found out when the guest asks. */
public final class Terminal {
    private static final Path LINKS = Path.of("/proc/self/fd");

    private final int hostDescriptor;
    private @Nullable FileType type;

    private Terminal(int hostDescriptor) {
        this.hostDescriptor = hostDescriptor;
    }

    /** A stream of the embedder's: no terminal. */
    public static Terminal none() {
        return new Terminal(-1);
    }

    /** The process's own stream with that number. */
    public static Terminal of(int hostDescriptor) {
        return new Terminal(hostDescriptor);
    }

    FileType type() {
        FileType known = type;
        if (known == null) {
            known = isTerminal() ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
            type = known;
        }
        return known;
    }

    @SuppressWarnings("SystemConsoleNull") // Its documentation still allows it.
    private boolean isTerminal() {
        if (hostDescriptor < 0) {
            return false;
        }
        try {
            // Linux tells stream by stream, and far faster than the console classes load.
            String target = Files.readSymbolicLink(LINKS.resolve(Integer.toString(hostDescriptor)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }
}
