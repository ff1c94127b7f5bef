// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.manager.CompilationStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The kit's own modules, whose text lies beside them. */
final class KitModules {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private KitModules() {}

    static Module compile(Engine engine, String name) {
        try (InputStream in = KitModules.class.getResourceAsStream(name + ".wasm")) {
            if (in == null) {
                throw new IllegalStateException("the kit lacks " + name);
            }
            return engine.compile(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param pause what its import does */
    static Instance instantiate(Module module, String importName, Runnable pause) {
        return module.instantiate(
                Imports.builder().function("env", importName, Runnable.class, pause).build());
    }

    /** Waits until what is compiled in the background is as wanted. */
    static void await(Module module, Predicate<CompilationStatistics> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!wanted.test(module.statistics())) {
            assertTrue(System.nanoTime() < end, () -> "still " + module.statistics());
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
