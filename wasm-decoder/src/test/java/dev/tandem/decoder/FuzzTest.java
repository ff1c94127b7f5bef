// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Truncated and damaged real modules give a module or a {@link WasmFormatException}, nothing else.
 *
 * <p>The modules are those of the repository, and of the folder {@code -Dtandem.test.modules} if it is there. {@code -Dtandem.fuzz.count} says how many
 * damaged modules or bodies to try: a module as a whole where it is small, else one of its bodies in the place where it stands.
 */
final class FuzzTest {
    private static final int WHOLE_MAX = 30_000;
    private static final FunctionBodyDecoder BODY_DECODER = new FunctionBodyDecoder(DecoderOptions.all());

    /** @param bytes the whole module if it is damaged as a whole, else nothing */
    private record Sample(byte[] bytes, WasmModule module) {
        static Sample of(byte[] bytes) {
            WasmModule module = ModuleDecoder.decode(bytes, DecoderOptions.all());
            boolean hasBodies = module.functionCount() > module.importedFunctionCount();
            return new Sample(bytes.length <= WHOLE_MAX || !hasBodies ? bytes : new byte[0], module);
        }
    }

    @Test
    void damageIsRefusedOrHarmless() throws IOException {
        List<Sample> samples = samples();
        assertFalse(samples.isEmpty());
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        int count = Integer.getInteger("tandem.fuzz.count", 20_000);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            // A seed for each try: a failure can be repeated alone.
            SplittableRandom random = new SplittableRandom(seed + i);
            Sample sample = samples.get(random.nextInt(samples.size()));
            boolean whole = sample.bytes.length > 0;
            if (whole ? !moduleIsValid(sample, random, seed + i) : !bodyIsValid(sample, random, seed + i)) {
                refused++;
            }
        }
        assertTrue(refused > count / 2, "the seed, -Dtandem.test.seed=" + seed + ", damages too little: " + refused + " refused");
    }

    private static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        samples.add(Sample.of(Samples.everything()));
        List<Path> folders = new ArrayList<>(List.of(Path.of("..", "examples"), Path.of("..", "benchmarks"), Path.of("..", "it-tests", "src")));
        String more = System.getProperty("tandem.test.modules");
        if (more != null) {
            folders.add(Path.of(more));
        }
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                addAll(folder, samples);
            }
        }
        return samples;
    }

    private static void addAll(Path folder, List<Sample> samples) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".wasm")).sorted().toList()) {
                samples.add(Sample.of(Files.readAllBytes(file)));
            }
        }
    }

    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        if (random.nextInt(4) == 0) {
            damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        int flips = damaged.length == 0 ? 0 : random.nextInt(damaged.length < bytes.length ? 0 : 1, 4);
        for (int i = 0; i < flips; i++) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static boolean moduleIsValid(Sample sample, SplittableRandom random, long seed) {
        byte[] damaged = damage(sample.bytes, random);
        try {
            ModuleDecoder.decode(damaged, DecoderOptions.all()).names().functionName(0);
            return true;
        } catch (WasmFormatException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail("-Dtandem.fuzz.count=1 -Dtandem.test.seed=" + seed + ": " + Base64.getEncoder().encodeToString(damaged), e);
        }
    }

    private static boolean bodyIsValid(Sample sample, SplittableRandom random, long seed) {
        WasmModule module = sample.module;
        FunctionBody body = module.body(random.nextInt(module.importedFunctionCount(), module.functionCount()));
        byte[] damaged = damage(Arrays.copyOfRange(body.bytes(), body.start(), body.end()), random);
        try {
            BODY_DECODER.validate(module, new FunctionBody(body.functionIndex(), damaged, 0, damaged.length, body.offset()));
            return true;
        } catch (WasmFormatException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail("-Dtandem.fuzz.count=1 -Dtandem.test.seed=" + seed + ": function " + body.functionIndex() + " of " + module.functionCount(), e);
        }
    }
}
