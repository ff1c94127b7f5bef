// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.body.Opcode.Shape;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.it.security.ModuleBytes.Code;
import dev.tandem.runtime.wiring.EngineModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a processor lacks is in no code that is made for it: an old one takes {@code lzcnt} for {@code bsr} and goes on with a wrong number. Looks at the
 * code of every numeric instruction, as {@code objdump} reads it, since the processor at hand would run what should not be there.
 */
final class MaskedFeaturesTest {
    private static final Pattern BYTES = Pattern.compile("(?m)^  [0-9a-f]{5}  (?:0x[0-9a-f]{7}| {9})  ([0-9a-f ]+)$");
    private static final Pattern MNEMONIC = Pattern.compile("(?m)^ *[0-9a-f]+:\t[0-9a-f ]+\t(?:(?:rep[nz]*|lock|data16|rex[.A-Z]*) )*(\\w+)");
    private static final int VECTORS = 0xfd;
    private static final List<String> STAGES = List.of("baseline", "code");

    /** The mnemonics that come with a feature. AVX and AVX2 are the same instructions but for the broadcasts of registers. */
    private static final Map<CpuFeature, Pattern> INSTRUCTIONS = Map.of(
            CpuFeature.POPCNT, Pattern.compile("popcnt"),
            CpuFeature.LZCNT, Pattern.compile("lzcnt"),
            CpuFeature.BMI1, Pattern.compile("tzcnt|andn|bls\\w+|bextr"),
            CpuFeature.BMI2, Pattern.compile("rorx|shlx|shrx|sarx|mulx|pdep|pext|bzhi"),
            CpuFeature.AVX, Pattern.compile("v(?!err|erw|mcall|mread|mwrite)\\w+"),
            CpuFeature.AVX2, Pattern.compile("vpbroadcast\\w"),
            CpuFeature.FMA, Pattern.compile("vfn?m\\w+"),
            CpuFeature.SSE4_1, Pattern.compile("v?(round[sp][sd]|pins[bdq]|pextr[bdq]|pmulld|p?blend\\w+|ptest|pm(ov[sz]x|in|ax)[us]?[bwd]\\w*|packusdw)"));

    @TempDir
    private Path folder;

    @BeforeEach
    void whereThereIsADisassembler() throws InterruptedException {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        try {
            assumeTrue(new ProcessBuilder("objdump", "--version").redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0);
        } catch (IOException absent) {
            assumeTrue(false, "objdump is not installed");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POPCNT", "LZCNT", "BMI1", "BMI2", "AVX", "AVX2", "FMA"})
    void isNotUsed(CpuFeature masked) throws Exception {
        Set<CpuFeature> without = EnumSet.of(masked);
        if (masked == CpuFeature.AVX) {
            without.addAll(Set.of(CpuFeature.AVX2, CpuFeature.FMA));
        }
        assertEquals(Set.of(), used(masked, mnemonics(without, true)));
    }

    /** No vectors there, but numbers. */
    @Test
    void theBaseOfX64IsEnoughForNumbers() throws Exception {
        Set<String> mnemonics = mnemonics(EnumSet.allOf(CpuFeature.class), false);
        for (CpuFeature feature : INSTRUCTIONS.keySet()) {
            assertEquals(Set.of(), used(feature, mnemonics), feature.name());
        }
        assertTrue(mnemonics.containsAll(List.of("bsr", "bsf", "sqrtsd", "idiv")), mnemonics::toString);
    }

    /** That it would be seen if it were used. */
    @Test
    void whatThereIsIsUsed() throws Exception {
        Set<CpuFeature> here = new NativeBackend().target().features();
        Set<String> mnemonics = mnemonics(Set.of(), true);
        for (CpuFeature feature : INSTRUCTIONS.keySet()) {
            if (here.contains(feature) && feature != CpuFeature.FMA) {
                assertTrue(!used(feature, mnemonics).isEmpty(), () -> feature + " is not in " + mnemonics);
            }
        }
    }

    private static Set<String> used(CpuFeature feature, Set<String> mnemonics) {
        Set<String> used = new TreeSet<>(mnemonics);
        used.removeIf(mnemonic -> !INSTRUCTIONS.get(feature).matcher(mnemonic).matches());
        return used;
    }

    /** All that is in the code of both tiers. */
    private Set<String> mnemonics(Set<CpuFeature> masked, boolean vectors) throws IOException, InterruptedException {
        ModuleBytes bytes = new ModuleBytes(1);
        int count = 0;
        for (Opcode op : Opcode.values()) {
            if (isNumeric(op) && (vectors || op.prefix() != VECTORS)) {
                add(bytes, op);
                count++;
            }
        }
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        try (Engine engine = engine(masked);
                Module module = engine.compile(bytes.bytes())) {
            for (int i = 0; i < count; i++) {
                for (String stage : STAGES) {
                    Matcher matcher = BYTES.matcher(module.listing(i, stage).orElseThrow());
                    while (matcher.find()) {
                        code.writeBytes(HexFormat.ofDelimiter(" ").parseHex(matcher.group(1)));
                    }
                    code.writeBytes(new byte[16]); // what comes next is not taken for the rest of a constant
                }
            }
        }
        return disassemble(code.toByteArray());
    }

    private static Engine engine(Set<CpuFeature> masked) {
        EngineModule shipped = new EngineModule(EngineConfig.standard().withBackend("x64").withTier("optimizing"));
        return Guice.createInjector(Modules.override(shipped)
                        .with(binder -> binder.bind(Backend.class).toInstance(new NativeBackend(true, masked, false))))
                .getInstance(Engine.class);
    }

    private static boolean isNumeric(Opcode op) {
        boolean shape = op.shape() == Shape.UNARY || op.shape() == Shape.BINARY || op.shape() == Shape.TERNARY;
        Feature feature = op.feature().orElse(null);
        return shape && op.hasFixedSignature() && feature != Feature.GC && feature != Feature.THREADS;
    }

    /** The instruction, with parameters for operands; {@code i32.and} with a complement, which some processors have an instruction for. */
    private static void add(ModuleBytes module, Opcode op) {
        int[] types = new int[op.operandCount()];
        Code body = new Code();
        for (int i = 0; i < types.length; i++) {
            types[i] = ModuleBytes.I32 + 1 - op.operand(i).code();
            body.local(i);
            if (i == 1 && op == Opcode.I32_AND) {
                body.i32(-1).op(0x73); // i32.xor
            }
        }
        body.instruction(op.prefix(), op.code() & 0xffff);
        module.function(types, new int[] {ModuleBytes.I32 + 1 - op.result().code()}, body);
    }

    private Set<String> disassemble(byte[] code) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("code"), code);
        Path text = folder.resolve("text");
        int exit = new ProcessBuilder("objdump", "-D", "-b", "binary", "-m", "i386:x86-64", "-M", "intel", file.toString())
                .redirectOutput(text.toFile())
                .start()
                .waitFor();
        assertEquals(0, exit);
        Set<String> mnemonics = new TreeSet<>();
        Matcher matcher = MNEMONIC.matcher(Files.readString(text));
        while (matcher.find()) {
            mnemonics.add(matcher.group(1));
        }
        return mnemonics;
    }
}
