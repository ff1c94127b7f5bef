// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import dev.tandem.runtime.wiring.EngineModule;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The ways to an engine with the interpreter. */
class WiringTest {
    /** {@code (module (func (export "fib") (param i32) (result i32) ...))}, recursive. */
    private static final byte[] FIB = HexFormat.of()
            .parseHex("0061736d01000000" + "01060160017f017f" + "03020100" + "0707010366696200000a1e011c00"
                    + "2000410249047f20000520004101" + "6b10002000" + "41026b10006a0b0b");

    private static Object fib(Engine engine, int n) {
        try (Module module = engine.compile(FIB);
                Instance instance = module.instantiate()) {
            return instance.function("fib").call(n)[0];
        }
    }

    @Test
    void byName() {
        try (Engine engine = Engine.create(
                EngineConfig.standard().withBaseline("interpreter").withProfiling("logging"))) {
            assertEquals("jvm", engine.backend().name());
            assertEquals(55, fib(engine, 10));
        }
    }

    @Test
    void byGuice() {
        EngineConfig config = EngineConfig.standard().withBackend("jvm");
        try (Engine engine = Guice.createInjector(
                        Modules.override(new EngineModule(config)).with(new InterpreterModule()))
                .getInstance(Engine.class)) {
            assertEquals(55, fib(engine, 10));
        }
    }

    @Test
    void theOptimizingTierTakesOver() throws InterruptedException {
        CountDownLatch published = new CountDownLatch(1);
        TierListener listener = new TierListener() {
            @Override
            public void published(String module, int functionIndex, Tier tier) {
                published.countDown();
            }
        };
        EngineConfig config = EngineConfig.standard()
                .withBaseline("interpreter")
                .withTier("call-count")
                .withListener(listener);
        try (Engine engine = Engine.create(config);
                Instance instance = engine.compile(FIB).instantiate()) {
            assertEquals(6765, instance.function("fib").call(20)[0]);
            published.await(1, TimeUnit.MINUTES);
            assertEquals(6765, instance.function("fib").call(20)[0]);
            assertEquals(1, instance.module().statistics().published());
        }
    }
}
