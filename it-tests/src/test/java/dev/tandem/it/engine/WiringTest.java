// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import dev.tandem.api.CallException;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Module;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.runtime.wiring.EngineModule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Engines put together by Guice, with parts replaced. */
final class WiringTest {
    private static Object add(Engine engine) {
        return TestModules.instantiate(engine, "values").function("add").call(1, 2)[0];
    }

    @Test
    void theDefaultWiring() {
        Injector injector = Guice.createInjector(new EngineModule());
        Engine engine = injector.getInstance(Engine.class);
        assertSame(engine, injector.getInstance(Engine.class));
        assertEquals(EngineConfig.standard(), engine.config());
        assertEquals(3, add(engine));
    }

    @Test
    void policyAndListenerAreReplaced() {
        List<String> events = new ArrayList<>();
        TieringPolicy policy = new TieringPolicy() {
            @Override
            public String id() {
                return "test";
            }

            @Override
            public Tier firstTier(WasmModule module, FunctionBody body) {
                return Tier.BASELINE;
            }
        };
        TierListener listener = new TierListener() {
            @Override
            public void compiled(
                    String module, int functionIndex, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
                events.add(module + " " + functionIndex + " " + tier);
            }
        };
        Injector injector = Guice.createInjector(
                Modules.override(new EngineModule()).with(new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(TieringPolicy.class).toInstance(policy);
                        bind(TierListener.class).toInstance(listener);
                    }
                }));
        assertEquals(3, add(injector.getInstance(Engine.class)));
        assertSame(policy, injector.getInstance(TieringPolicy.class));
        assertEquals(List.of("values 0 BASELINE"), events);
    }

    /** A compiler with a fault of its own. */
    private static final class Broken implements BaselineCompiler {
        @Override
        public String backend() {
            return "jvm";
        }

        @Override
        public void check(WasmModule module) {}

        @Override
        public CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation) {
            throw new IndexOutOfBoundsException("my fault");
        }
    }

    @Test
    void aCompilerIsReplacedAndItsFailureReported() {
        List<Throwable> failures = new ArrayList<>();
        TierListener listener = new TierListener() {
            @Override
            public void failed(String module, int functionIndex, Tier tier, Throwable cause) {
                failures.add(cause);
            }
        };
        Engine engine = Guice.createInjector(
                        Modules.override(new EngineModule(EngineConfig.standard().withBackend("jvm").withListener(listener)))
                                .with(new AbstractModule() {
                                    @Override
                                    protected void configure() {
                                        bind(BaselineCompiler.class).to(Broken.class);
                                    }
                                }))
                .getInstance(Engine.class);
        CompilationException failed = assertThrows(CompilationException.class, () -> add(engine));
        assertEquals(0, failed.functionIndex());
        assertTrue(failed.getMessage().contains("my fault"));
        assertEquals(1, failures.size());
        Module module = TestModules.compile(engine, "values");
        assertNotNull(assertThrows(CompilationException.class, () -> module.compileAll(2)).getMessage());
    }

    @Test
    void partsAreChosenByName() {
        assertEquals(3, add(Engine.create(EngineConfig.standard().withBackend("jvm").withTier("baseline"))));
        assertEquals(3, add(Engine.create(EngineConfig.standard().withTier("optimizing"))));
        assertEquals(3, add(Engine.create(EngineConfig.standard().withTier("plugged"))), "found as a service");
        assertEquals(
                "there is no backend 'z80'; shipped are 'auto', 'jvm' and 'x64'",
                assertThrows(CallException.class, () -> Engine.create(EngineConfig.standard().withBackend("z80")))
                        .getMessage());
        assertEquals(
                "there is no tiering policy 'never'; shipped are 'dynamic', 'baseline', 'optimizing', 'call-count', and for tests 'mixed:SEED'",
                assertThrows(CallException.class, () -> Engine.create(EngineConfig.standard().withTier("never")))
                        .getMessage());
    }
}
