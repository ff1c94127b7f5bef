// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.it.CurrentCell;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A memory, a table and a global that an instance imports twice: {@code aliases.wat}. Each function is called often enough to be optimized. */
@Tag(CurrentCell.BEHAVIOUR)
final class AliasesTest {
    private static final int OFTEN = 60;

    private final Engine engine = CurrentCell.engine();
    private Instance provider;
    private Instance instance;

    @BeforeEach
    void link() {
        provider = instantiate("aliased.wasm", Imports.builder().build());
        relink();
    }

    private void relink() {
        instance = instantiate("aliases.wasm", Imports.builder().instance("env", provider).build());
    }

    private Instance instantiate(String name, Imports imports) {
        try (InputStream in = AliasesTest.class.getResourceAsStream(name)) {
            return engine.compile(in).instantiate(imports);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private int call(String function, Object... arguments) {
        return (Integer) instance.function(function).call(arguments)[0];
    }

    @Test
    void loadsSeeStores() {
        Memory memory = provider.memory("memory");
        for (int i = 0; i < OFTEN; i++) {
            memory.putInt(16, i);
            assertEquals(i + 1000 * (i + 1), call("loadAgain", 16, i + 1));
            memory.putInt(16, 0);
            assertEquals(0x1212 + 1, call("storeAgain", 16, 0x1234));
            assertEquals(0x1213, memory.getInt(16));
            memory.putInt(16, 5);
            assertEquals(5 + 10 + 9 + 8 + 7 + 6 + 5 + 4 + 3 + 2, call("invariant", 16, 10));
        }
    }

    @Test
    void growthIsSeen() {
        for (int i = 0; i < OFTEN; i++) {
            provider = instantiate("aliased.wasm", Imports.builder().build());
            relink();
            provider.memory("memory").putInt(0, i);
            assertEquals(i + 100 + 20000 + 7 + 7, call("grow", 0));
            assertEquals(7, provider.memory("memory").getInt(Memory.PAGE_SIZE));
        }
    }

    @Test
    void globalsAreWritten() {
        for (int i = 0; i < OFTEN; i++) {
            provider.global("global").set(i);
            assertEquals(i + 1000 * (i + 1) + 3_000_000, call("globals", i + 1));
            assertEquals(3, provider.global("global").get());
        }
    }

    @Test
    void elementsAreCalled() {
        for (int i = 0; i < OFTEN; i++) {
            provider = instantiate("aliased.wasm", Imports.builder().build());
            relink();
            assertEquals(1 + 20 + 200 + 3000 + 100_000, call("tables", i % 2));
            assertEquals(3, provider.table("table").size());
        }
    }
}
