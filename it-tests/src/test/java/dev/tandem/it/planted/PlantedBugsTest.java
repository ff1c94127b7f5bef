// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.planted;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import dev.tandem.api.Engine;
import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.generate.Topic;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.run.Differential;
import dev.tandem.fuzz.run.Plan;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.it.Cell;
import dev.tandem.it.Cell.Variant;
import dev.tandem.it.planted.PlantedBug.Where;
import dev.tandem.optimizing.jvm.JvmOptimizingCompiler;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The fuzzer finds every planted bug within a minute. To be quick, the search begins at a module that is known to show it;
 * {@code -Dtandem.planted.seeds=N} begins it from N seeds that nothing is known of, on every backend that can have the bug, and
 * {@code target/planted-bugs.md} says after how many modules each was found.
 */
class PlantedBugsTest {
    private static final OperatingSystemMXBean PROCESS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    /** Of processor time: other processes do not count. */
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** Far apart, so that no module is tried twice. */
    private static final long BETWEEN_SEEDS = 1_000_000_000;

    private static final int SEEDS = Integer.getInteger("tandem.planted.seeds", 0);
    private static final Path TABLE = Path.of("target", "planted-bugs.md");

    @ParameterizedTest
    @EnumSource
    void isFoundWithinAMinute(PlantedBug bug) {
        List<Variant> variants = variants(bug);
        assumeTrue(!variants.isEmpty(), "there is no machine code here");
        for (Variant variant : SEEDS > 0 ? variants : variants.subList(0, 1)) {
            List<Integer> modules = new ArrayList<>();
            for (int i = 0; i < Math.max(1, SEEDS); i++) {
                long seed = SEEDS == 0 ? bug.knownSeed() : i * BETWEEN_SEEDS;
                modules.add(find(bug, new Cell(variant, "optimizing"), seed));
            }
            note(bug, variant, modules);
        }
    }

    /** The first is where it is tried when there is little time. */
    private static List<Variant> variants(PlantedBug bug) {
        List<Variant> variants = new ArrayList<>();
        if (NativeBackend.unavailable().isEmpty()) {
            variants.add(bug.where() == Where.X64_CHECKS ? Variant.X64_CHECKS : Variant.X64);
        }
        if (bug.where() == Where.ANY) {
            variants.add(Variant.JVM);
        }
        return variants;
    }

    /** How many modules it takes. */
    private static int find(PlantedBug bug, Cell cell, long firstSeed) {
        Set<Topic> topics = EnumSet.allOf(Topic.class);
        Engine wrong = cell.engine(miscompiler(bug, cell));
        try (var right = dev.tandem.fuzz.run.Cell.of(cell.variant().id() + ":baseline");
                var planted = dev.tandem.fuzz.run.Cell.around(bug.name(), wrong)) {
            Differential differential = new Differential(List.of(right, planted));
            long end = PROCESS.getProcessCpuTime() + MINUTE;
            for (int i = 0; PROCESS.getProcessCpuTime() < end; i++) {
                FuzzModule module = ModuleGenerator.generate(firstSeed + i, topics);
                if (differential.run(module, Plan.of(module, firstSeed + i)).isPresent()) {
                    return i + 1;
                }
            }
        }
        throw new AssertionError(bug + " was not found on " + cell.name() + " from seed " + firstSeed);
    }

    private static OptimizingCompiler miscompiler(PlantedBug bug, Cell cell) {
        if (cell.variant() != Variant.JVM) {
            NativeBackend backend = new NativeBackend(cell.variant() == Variant.X64, Set.of(), false);
            return new MiscompilingX64(backend.target(), bug);
        }
        return new JvmOptimizingCompiler(bug.in(Pipeline.standard()), PhaseOptions.DEFAULT, PhaseObserver.NONE, MethodLimits.HOTSPOT);
    }

    private static void note(PlantedBug bug, Variant variant, List<Integer> modules) {
        String line = "| " + bug.description() + " | " + variant.title() + " | " + modules.toString().replaceAll("[\\[\\]]", "") + " |\n";
        try {
            Files.writeString(TABLE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
