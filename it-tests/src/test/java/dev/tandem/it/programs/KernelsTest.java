// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of the benchmarks compute what they must: the sums that V8 and natively compiled C agree on. */
@Tag(CurrentCell.BEHAVIOUR)
class KernelsTest {

    private static final Path KERNELS = Path.of("../benchmarks/kernels");

    record Kernel(String name, int argument, int sum) {}

    static Stream<Kernel> kernels() throws IOException {
        return Files.readAllLines(KERNELS.resolve("kernels.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(columns -> new Kernel(columns[0], Integer.parseInt(columns[1]), Integer.parseInt(columns[2])));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sum(Kernel kernel) {
        try (Engine engine = CurrentCell.engine();
                var module = engine.compile(KERNELS.resolve(kernel.name + ".wasm"));
                var instance = module.instantiate()) {
            var run = instance.function("run");
            for (int call = 0; call < 3; call++) {
                assertEquals(kernel.sum, Objects.requireNonNull(run.call(kernel.argument)[0]), "call " + call);
            }
        }
    }
}
