// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.whole;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.spi.CompilationCancelledException;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compilers ask often whether their work is still wanted, and stop wherever they hear that it is not. */
class CancellationTest {
    @ParameterizedTest
    @ValueSource(strings = {"x64", "x64-checks", "jvm"})
    void atAnyPoint(String name) {
        WasmModule module = Compilers.kernel("quicksort");
        OptimizingCompiler compiler = Compilers.of(name, Set.of());
        int function = module.functionCount() - 1;
        AtomicInteger asked = new AtomicInteger();
        compiler.compile(request(module, function, asked, Integer.MAX_VALUE));
        int all = asked.get();
        int behindThePhases = name.equals("jvm") ? 1 : 2;
        assertTrue(all >= Pipeline.standard().phases().size() + 1 + behindThePhases, () -> "asked " + all + " times");
        for (int i = 1; i <= all; i++) {
            asked.set(0);
            CompilationRequest cancelled = request(module, function, asked, i);
            assertThrows(CompilationCancelledException.class, () -> compiler.compile(cancelled));
        }
    }

    /** Cancelled when that is asked for the n-th time. */
    private static CompilationRequest request(WasmModule module, int function, AtomicInteger asked, int n) {
        return new CompilationRequest(module, module.body(function), ModuleProfile.EMPTY, () -> asked.incrementAndGet() >= n);
    }
}
