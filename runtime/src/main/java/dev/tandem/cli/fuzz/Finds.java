// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.fuzz;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.FileFailure;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import dev.tandem.fuzz.module.ModuleText;
import dev.tandem.fuzz.run.Differential;
import dev.tandem.fuzz.run.Plan;
import dev.tandem.fuzz.run.Reducer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps the modules on which cells differ. */
final class Finds implements AutoCloseable {
    private static final int TRIES = 3000;

    private final Path folder;
    private final boolean reduce;
    private final PrintStream out;
    private final FileChannel running;

    Finds(Path folder, boolean reduce, PrintStream out) {
        this.folder = folder;
        this.reduce = reduce;
        this.out = out;
        try {
            Files.createDirectories(folder);
            running = FileChannel.open(folder.resolve("running"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new BadInputException("--finds: cannot write to the folder " + folder + ": " + FileFailure.reason(e), e);
        }
    }

    /** Notes which module is being run, in case it ends the process. */
    void begin(long seed) {
        try {
            running.write(ByteBuffer.wrap(String.format("%020d%n", seed).getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the note back. */
    @Override
    public void close() {
        try {
            running.close();
            Files.deleteIfExists(folder.resolve("running"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(long seed, FuzzModule module, Plan plan, Differential.Difference difference) {
        out.println("seed " + seed + ": " + difference.first().name() + " and " + difference.second().name() + " differ: " + difference.line());
        Reducer.Reduced small = reduce
                ? Reducer.reduce(difference, module, plan, TRIES)
                : new Reducer.Reduced(module, plan, difference.line());
        String note = ";; seed " + seed + ": " + difference.first().name() + " and " + difference.second().name() + " differ\n;; " + small.line()
                + "\n;; calls " + small.plan().calls() + "\n";
        write("find-" + seed + ".wasm", ModuleBinary.encode(small.module()));
        write("find-" + seed + ".wat", (note + ModuleText.print(small.module())).getBytes(StandardCharsets.UTF_8));
        out.println("  kept as " + folder.resolve("find-" + seed + ".wat") + ", " + small.module().size() + " instructions of " + module.size() + ": "
                + small.line());
        out.flush();
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
