// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import dev.tandem.api.Engine;
import dev.tandem.api.Module;
import dev.tandem.api.StreamingOptions;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.ir.code.CompilationException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Loads modules, and names the file in what goes wrong. */
public final class Modules {
    private Modules() {}

    /**
     * Compiles a module while its bytes arrive.
     *
     * @throws BadInputException if it cannot be read or is not accepted
     */
    public static Module compile(Engine engine, ModuleSource source, InputStream bytes) {
        try {
            return engine.compile(bytes);
        } catch (WasmFormatException | CompilationException e) {
            throw refused(source, e);
        } catch (UncheckedIOException e) {
            throw new BadInputException("cannot read " + source.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Compiles the module at a URL while it arrives, with a progress bar on a terminal.
     *
     * @throws BadInputException if it cannot be loaded or is not accepted
     */
    public static Module compile(Engine engine, ModuleSource source, StreamingOptions options, Console console) {
        return Download.compile(engine, source, options, console);
    }

    /** What to say of a module that was refused. */
    public static BadInputException refused(ModuleSource source, RuntimeException reason) {
        return new BadInputException(source.name() + ": " + reason.getMessage(), reason);
    }
}
