// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.cache;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.CacheLocation;
import dev.tandem.cli.Console;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.TandemCommand;
import dev.tandem.manager.cache.DirectoryStore;
import java.io.PrintStream;
import java.util.List;
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
    @Option(names = "--cache-dir", paramLabel = "DIR", description = "The cache (default: tandem in the user's cache directory).")
    @Nullable String directory;

    @Parameters(paramLabel = "ACTION", description = "list, clear, or verify: exit code 1 if a file is damaged, which is then removed.")
    String action = "";

    public CacheCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        DirectoryStore store = CacheLocation.store(directory);
        PrintStream out = console().out();
        store.problem().ifPresent(problem -> console().complain("the cache is not used: " + problem));
        switch (action) {
            case "list" -> {
                for (DirectoryStore.Entry entry : store.entries()) {
                    out.println(entry.name() + "  " + entry.bytes() + " bytes  used " + entry.used() + "  "
                            + entry.key().replace('\n', ' '));
                }
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
}
