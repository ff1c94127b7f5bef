// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.fuzz.generate.Coverage;
import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.generate.Topic;
import dev.tandem.fuzz.module.Code;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import dev.tandem.fuzz.module.ModuleText;
import dev.tandem.fuzz.run.Cell;
import dev.tandem.fuzz.run.Differential;
import dev.tandem.fuzz.run.Oracle;
import dev.tandem.fuzz.run.Plan;
import dev.tandem.fuzz.run.Reducer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The generator, the comparison and the reducer. */
class FuzzTest {
    private static final Set<Topic> ALL = EnumSet.allOf(Topic.class);

    @Test
    void modulesAreValidAndTheSameForTheSameSeed() {
        for (long seed = 0; seed < 150; seed++) {
            byte[] bytes = ModuleBinary.encode(ModuleGenerator.generate(seed, ALL));
            assertArrayEquals(bytes, ModuleBinary.encode(ModuleGenerator.generate(seed, ALL)), "seed " + seed);
            ModuleDecoder.decode(bytes, DecoderOptions.all());
        }
    }

    @Test
    void everyInstructionIsInSomeModule() {
        Coverage coverage = new Coverage();
        for (long seed = 0; seed < 4000 && !coverage.missing().isEmpty(); seed++) {
            coverage.add(ModuleGenerator.generate(seed, ALL));
        }
        assertEquals(List.of(), coverage.missing(), coverage.report());
    }

    @Test
    void cellsThatAgreeShowNoDifference() {
        try (Cell one = Cell.of("jvm:baseline");
                Cell other = Cell.of("auto:baseline")) {
            Differential differential = new Differential(List.of(one, other));
            for (long seed = 0; seed < 20; seed++) {
                FuzzModule module = ModuleGenerator.generate(seed, EnumSet.of(Topic.MEMORY, Topic.LOOPS, Topic.FLOATS));
                assertEquals(List.of(), differential.run(module, Plan.of(module, seed)).stream().toList(), "seed " + seed);
            }
        }
    }

    /** The caller's stack would not do for interpreted frames of the host's. */
    @Test
    void modulesThatCallThemselvesThroughTheHostFindRoom() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        Thread small = new Thread(null, () -> {
            try (Cell cell = Cell.of("auto:baseline")) {
                FuzzModule module = ModuleGenerator.generate(70412348375481L, EnumSet.complementOf(EnumSet.of(Topic.VECTORS, Topic.RELAXED_VECTORS, Topic.MEMORY64)));
                Plan plan = Plan.of(module, 70412348375481L);
                lines.addAll(cell.run(module, ModuleBinary.encode(module), plan).lines());
            }
        }, "small", 512 << 10);
        small.start();
        small.join();
        assertTrue(lines.stream().filter(line -> line.startsWith("host again")).count() > 100, lines::toString);
        assertTrue(lines.stream().noneMatch(line -> line.contains("CALL_STACK_EXHAUSTED")), lines::toString);
    }

    @Test
    void aCellThatMiscompilesIsFoundAndTheModuleReduced() {
        // A cell that takes one operation for another stands for a wrong compiler.
        try (Cell right = Cell.of("jvm:baseline")) {
            Oracle wrong = new MutatedCell(right, Opcode.I32_MUL, Opcode.I32_XOR);
            Differential differential = new Differential(List.of(right, wrong));
            for (long seed = 0; seed < 100; seed++) {
                FuzzModule module = ModuleGenerator.generate(seed, EnumSet.of(Topic.MEMORY, Topic.LOOPS));
                Plan plan = Plan.of(module, seed);
                Optional<Differential.Difference> difference = differential.run(module, plan);
                if (difference.isPresent()) {
                    Reducer.Reduced reduced = Reducer.reduce(difference.get(), module, plan, 2000);
                    assertTrue(reduced.module().size() < Math.min(60, module.size()), ModuleText.print(reduced.module()));
                    assertEquals("", differential.run(reduced.module(), reduced.plan()).orElseThrow().kind(), "seed " + seed);
                    return;
                }
            }
        }
        throw new AssertionError("not found in 100 modules");
    }

    @Test
    void textNamesWhatIsInTheModule() {
        FuzzModule module = ModuleGenerator.generate(1, ALL);
        String text = ModuleText.print(module);
        for (FuzzModule.Body body : module.functions()) {
            for (Code code : body.code()) {
                assertTrue(text.contains(code.op().mnemonic()), code.op().mnemonic());
            }
        }
    }
}
