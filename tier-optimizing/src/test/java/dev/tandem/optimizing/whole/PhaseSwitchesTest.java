// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.whole;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.oracle.GuessedProfile;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.wiring.ShippedOptimizing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every phase does something that leaving it out leaves out, and the graphs are valid without it. */
class PhaseSwitchesTest {
    private static final List<String> COMPILERS = List.of("x64", "x64-checks", "jvm");
    private static final List<String> KERNELS =
            List.of(
                    "heapsort", "sha256", "indirect", "interp", "json", "states", "matmul", "quicksort", "levenshtein", "raytrace", "bigint", "dijkstra",
                    "lz", "bulk", "convert", "forth", "simd_blur", "hashmap", "nbody");

    /** What C compilers leave nothing of. */
    private static final List<String> MODULES = List.of(
            // (memory 1) (func (param i32) (i32.store (local.get 0) (i32.const 1)) (i32.store (local.get 0) (i32.const 2)))
            "0061736d01000000" + "01050160017f00" + "03020100" + "0503010001" + "0a12011000" + "20004101360200" + "20004102360200" + "0b",
            // (memory 1) (global (mut i32) (i32.const 0)) (func (param i32 i32) (loop (global.set 0 (local.get 1))
            // (global.set 0 (i32.load (local.get 0))) (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1))))))
            "0061736d01000000" + "01060160027f7f00" + "03020100" + "0503010001" + "0606017f0141000b" + "0a1b011900" + "0340" + "20012400"
                    + "20002802002400" + "200141016b22010d00" + "0b0b");

    static Stream<String> phases() {
        return ShippedOptimizing.phases().stream();
    }

    @ParameterizedTest
    @MethodSource("phases")
    void whatIsLeftOutIsNotDone(String phase) {
        Set<String> seen = new TreeSet<>();
        PhaseObserver observer = (name, graph, nanos) -> {
            seen.add(name);
            GraphVerifier.verify(graph);
        };
        boolean differs = false;
        for (WasmModule module : modules()) {
            for (String name : COMPILERS) {
                if (!differs) {
                    differs = differs(name, module, Compilers.of(name, Set.of()), Compilers.of(name, Set.of(phase), observer));
                }
            }
        }
        assertTrue(differs, "it makes no difference to anything");
        assertFalse(seen.contains(phase), "it was run");
        Set<String> others = new TreeSet<>(Pipeline.standard().phases().stream().map(Object::toString).toList());
        others.remove(phase);
        assertTrue(seen.containsAll(others), () -> "only " + seen + " were run");
    }

    private static List<WasmModule> modules() {
        List<WasmModule> modules = new ArrayList<>();
        MODULES.forEach(hex -> modules.add(ModuleDecoder.decode(HexFormat.of().parseHex(hex), DecoderOptions.all())));
        KERNELS.forEach(kernel -> modules.add(Compilers.kernel(kernel)));
        return modules;
    }

    private static boolean differs(String name, WasmModule module, OptimizingCompiler with, OptimizingCompiler without) {
        for (ModuleProfile profile : List.of(ModuleProfile.EMPTY, new GuessedProfile(module, 1))) {
            for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
                var request = new CompilationRequest(module, module.body(i), profile, () -> false);
                if (!Arrays.equals(
                        Compilers.bytes(name, with.compile(request).artifact()), Compilers.bytes(name, without.compile(request).artifact()))) {
                    return true;
                }
            }
        }
        return false;
    }
}
