// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A WASI command as all peers take it: {@code [--dir=HOST::GUEST]... FILE ARGS...}; the guest's first argument is the file. */
record Command(Map<String, Path> directories, Path file, List<String> arguments) {
    static Command of(String... words) {
        Map<String, Path> directories = new LinkedHashMap<>();
        int at = 0;
        for (; words[at].startsWith("--dir="); at++) {
            String[] names = words[at].substring(6).split("::");
            directories.put(names[1], Path.of(names[0]));
        }
        return new Command(directories, Path.of(words[at]), Arrays.asList(words).subList(at, words.length));
    }
}
