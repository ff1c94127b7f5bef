// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.run;

import dev.tandem.api.Module;
import dev.tandem.cli.Console;
import dev.tandem.cli.FileFailure;
import dev.tandem.ir.code.CodeSymbol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells tools from outside which function is where, at the end of a run: perf by its map file, debuggers by an ELF file. */
final class SymbolFiles {
    private final Console console;
    private final boolean perfMap;
    private final @Nullable String elfFile;
    private Optional<Module> module = Optional.empty();

    /** @param elfFile name of the ELF file, null if none is wanted */
    SymbolFiles(Console console, boolean perfMap, @Nullable String elfFile) {
        this.console = console;
        this.perfMap = perfMap;
        this.elfFile = elfFile;
    }

    void loaded(Module compiled) {
        module = Optional.of(compiled);
    }

    /** Writes what is wanted of what is there, however the run ended. */
    void write() {
        if (module.isEmpty() || (!perfMap && elfFile == null)) {
            return;
        }
        List<CodeSymbol> symbols = module.get().machineCode();
        if (perfMap) {
            String file = "/tmp/perf-" + ProcessHandle.current().pid() + ".map";
            write("--perf-map", file, perfMap(symbols).getBytes(StandardCharsets.UTF_8));
        }
        if (elfFile != null) {
            write("--symbols", elfFile, ElfSymbols.file(symbols));
        }
    }

    private void write(String option, String file, byte[] content) {
        try {
            Files.write(Path.of(file), content);
        } catch (IOException e) {
            console.complain(option + ": cannot write " + file + ": " + FileFailure.reason(e));
        }
    }

    /** Lines of address, size and name, the numbers in hexadecimal digits. */
    static String perfMap(List<CodeSymbol> symbols) {
        StringBuilder text = new StringBuilder();
        for (CodeSymbol symbol : symbols) {
            text.append(Long.toHexString(symbol.address())).append(' ');
            text.append(Long.toHexString(symbol.size())).append(' ');
            text.append(symbol.name()).append('\n');
        }
        return text.toString();
    }
}
