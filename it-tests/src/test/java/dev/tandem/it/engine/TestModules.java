// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The modules beside the tests. */
final class TestModules {
    private TestModules() {}

    static byte[] bytes(String name) {
        try (InputStream in = TestModules.class.getResourceAsStream(name + ".wasm")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Module compile(Engine engine, String name) {
        return engine.compile(bytes(name));
    }

    static Instance instantiate(Engine engine, String name) {
        return compile(engine, name).instantiate();
    }

    /** {@code control.wat} with its callback. */
    static Instance control(Engine engine, Runnable callback) {
        return compile(engine, "control")
                .instantiate(Imports.builder()
                        .function("env", "callback", Runnable.class, callback)
                        .build());
    }
}
