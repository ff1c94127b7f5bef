// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.fuzz;

import dev.tandem.cli.BadInputException;
import dev.tandem.cli.FileFailure;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import dev.tandem.fuzz.module.ModuleText;
import dev.tandem.fuzz.run.Cell;
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
import java.time.Duration;
import java.util.List;

/** Keeps the modules on which cells differ. */
final class Finds implements AutoCloseable {
    private static final int TRIES = 3000;
    /** Reducing takes away fuel, too: what then never ends shall not take long. */
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

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
        FuzzModule small = module;
        Plan calls = plan;
        String line = difference.line();
        if (reduce) {
            Differential two = new Differential(List.of(difference.first(), difference.second()));
            impatient(difference, IMPATIENCE);
            Reducer reducer = new Reducer(
                    module,
                    plan,
                    (candidate, candidatePlan) -> two.run(candidate, candidatePlan)
                            .filter(found -> found.kind().equals(difference.kind()))
                            .isPresent(),
                    TRIES);
            reducer.run();
            small = reducer.module();
            calls = reducer.plan();
            line = two.run(small, calls).map(Differential.Difference::line).orElse(line);
            impatient(difference, Cell.PATIENCE);
        }
        String note = ";; seed " + seed + ": " + difference.first().name() + " and " + difference.second().name() + " differ\n;; " + line
                + "\n;; calls " + calls.calls() + "\n";
        write("find-" + seed + ".wasm", ModuleBinary.encode(small));
        write("find-" + seed + ".wat", (note + ModuleText.print(small)).getBytes(StandardCharsets.UTF_8));
        out.println("  kept as " + folder.resolve("find-" + seed + ".wat") + ", " + small.size() + " instructions of " + module.size() + ": " + line);
        out.flush();
    }

    private static void impatient(Differential.Difference difference, Duration patience) {
        difference.first().patience(patience);
        difference.second().patience(patience);
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
