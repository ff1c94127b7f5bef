// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.inspect;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.Console;
import dev.tandem.cli.ExitCode;
import dev.tandem.cli.ModuleSource;
import dev.tandem.cli.Modules;
import dev.tandem.cli.TandemCommand;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.module.WasmModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem inspect}. */
@Command(
        name = "inspect",
        description = "Says what is in a module: sections, types, imports, exports, features, functions by size.",
        mixinStandardHelpOptions = true)
public final class InspectCommand extends TandemCommand {
    @Option(names = "--functions", paramLabel = "N", description = "List only the N largest functions (default: all).")
    int functions = Integer.MAX_VALUE;

    @Parameters(paramLabel = "FILE", description = "The module: a file, a URL or -.")
    String file = "";

    public InspectCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (functions < 0) {
            throw new BadInputException("--functions: a number of 0 or more, not " + functions);
        }
        ModuleSource source = new ModuleSource(file);
        byte[] bytes = source.readAll(console());
        WasmModule module;
        try {
            module = ModuleDecoder.decode(bytes, DecoderOptions.all());
        } catch (WasmFormatException e) {
            throw Modules.refused(source, e);
        }
        new ModuleText(module, console().out()).print(bytes, functions);
        console().out().flush();
        return ExitCode.SUCCESS;
    }
}
