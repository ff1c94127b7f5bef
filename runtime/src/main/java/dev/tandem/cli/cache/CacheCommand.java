// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.cache;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.CacheLocation;
import dev.tandem.cli.Console;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.TandemCommand;
import dev.tandem.manager.cache.DirectoryStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem cache}. */
@Command(
        name = "cache",
        description = "Shows, checks or empties the cache of optimized code.",
        mixinStandardHelpOptions = true)
public final class CacheCommand extends TandemCommand {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{52}\\b");

    @Option(names = "--cache-dir", paramLabel = "DIR", description = "The cache (default: tandem in the user's cache directory).")
    @Nullable String directory;

    @Parameters(paramLabel = "ACTION", description = "list, clear, or verify: exit code 1 if a file is damaged, which is then removed.")
    String action = "";

    public CacheCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (directory != null && Files.exists(Path.of(directory)) && !Files.isDirectory(Path.of(directory))) {
            throw new BadInputException("--cache-dir: not a directory: " + directory);
        }
        DirectoryStore store = CacheLocation.store(directory);
        PrintStream out = console().out();
        store.problem().ifPresent(problem -> console().complain("the cache is not used: " + problem));
        switch (action) {
            case "list" -> {
                list(store.entries(), out);
                return ExitCode.SUCCESS;
            }
            case "clear" -> {
                out.println(store.clear() + " files removed");
                return ExitCode.SUCCESS;
            }
            case "verify" -> {
                List<DirectoryStore.Entry> damaged =
                        store.entries().stream().filter(entry -> !entry.whole()).toList();
                damaged.forEach(entry -> {
                    store.remove(entry.name());
                    out.println(entry.name() + " was damaged");
                });
                out.println(store.entries().size() + " files are whole");
                return damaged.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURES;
            }
            default -> throw new BadInputException("list, clear or verify, not " + action);
        }
    }

    /** A line a file: its name's beginning, size, last use, and what is in it. */
    private static void list(List<DirectoryStore.Entry> entries, PrintStream out) {
        long bytes = 0;
        for (DirectoryStore.Entry entry : entries) {
            String used = MINUTE.format(entry.used());
            out.printf(Locale.ROOT, "%.12s %,14d bytes  %s  %s%n", entry.name(), entry.bytes(), used, content(entry));
            bytes += entry.bytes();
        }
        out.printf(Locale.ROOT, "files: %d, bytes: %,d%n", entries.size(), bytes);
    }

    /** The first two words of the key's lines, as in {@code module 1075cb4b32d8, target x64}; hashes are cut. */
    private static String content(DirectoryStore.Entry entry) {
        if (!entry.whole()) {
            return "damaged, or of another version of Tandem";
        }
        return entry.key()
                .lines()
                .map(line -> HASH.matcher(line).replaceAll("$1"))
                .map(line -> line.split(" ", 3))
                .map(words -> words[0] + " " + words[1])
                .collect(Collectors.joining(", "));
    }
}
