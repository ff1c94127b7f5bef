// SPDX-License-Identifier: Apache-2.0

import java.nio.file.Path;
import java.util.List;

/**
 * How an engine is started: for a kernel (file, n, seconds follow in its own way), for a WASI command, to decode and to compile a module. A command
 * that an engine has not got is empty.
 */
record Engine(String name, List<String> bench, List<String> run, List<String> decode, List<String> compile) {
    static final Path ROOT = Path.of(System.getProperty("tandem.root", ".")).toAbsolutePath().normalize();
    static final Path BENCHMARKS = ROOT.resolve("benchmarks");
    static final Path THIRD_PARTY = ROOT.resolve("third-party");

    /** The same with these words in front of every command, which set a priority or choose processors. */
    Engine behind(List<String> prefix) {
        return new Engine(name, put(prefix, bench), put(prefix, run), put(prefix, decode), put(prefix, compile));
    }

    private static List<String> put(List<String> prefix, List<String> command) {
        return command.isEmpty() ? command : Processes.join(prefix, command);
    }

    boolean isTandem() {
        return name.startsWith("tandem");
    }

    /** Can it run this program? The bare JVM knows but one. */
    boolean runs(Path file) {
        return !run.isEmpty() && (!name.equals("jvm") || file.endsWith("hello.wasm"));
    }

    List<String> benchCommand(Path file, String n, String seconds) {
        if (isTandem() && !name.contains(" cold")) {
            // V8 has no cold start worth the name; a Java program that embeds Tandem has had its own.
            String other = file.endsWith("json.wasm") ? "lz.wasm" : "json.wasm";
            return Processes.join(
                    bench,
                    List.of("--warm-up=" + file.resolveSibling(other), "--invoke=run", "--arg=" + n, "--seconds=" + seconds, file.toString()));
        }
        return Processes.join(
                bench, isTandem() ? List.of("--invoke=run", "--arg=" + n, "--seconds=" + seconds, file.toString()) : List.of(file.toString(), n, seconds));
    }

    /** A program's arguments follow its file; directories are {@code HOST::GUEST}. */
    List<String> runCommand(Path file, List<String> directories, List<String> arguments) {
        List<String> options = isTandem()
                ? Processes.join(List.of("--no-cache"), directories.stream().map(directory -> "--dir=" + directory).toList())
                : directories.stream().map(directory -> "--dir=" + directory).toList();
        return Processes.join(run, Processes.join(options, Processes.join(List.of(file.toString()), arguments)));
    }

    List<String> modulesCommand(List<String> command, Path file, int repeats) {
        return Processes.join(
                command, isTandem() ? List.of("--repeat=" + repeats, file.toString()) : List.of(file.toString(), "" + repeats));
    }
}
