// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.util.Modules;
import dev.tandem.api.CallException;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.LinkException;
import dev.tandem.api.Module;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.runtime.wiring.EngineModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which backend runs a module. */
final class BackendChoiceTest {
    @BeforeEach
    void onlyWhereThereAreTwo() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
    }

    /** Has no code for anything. */
    private static final class Refusing implements BaselineCompiler {
        @Override
        public String backend() {
            return "x64";
        }

        @Override
        public void check(WasmModule module) {
            throw new CompilationException("not for me", -1);
        }

        @Override
        public CodeArtifact compile(WasmModule module, FunctionBody body, Instrumentation instrumentation) {
            throw new IllegalStateException("compiles what it refused");
        }
    }

    private static Engine refusing(String backend) {
        return Guice.createInjector(Modules.override(
                                new EngineModule(EngineConfig.standard().withBackend(backend)))
                        .with(new AbstractModule() {
                            @Override
                            protected void configure() {
                                bind(BaselineCompiler.class).to(Refusing.class);
                            }
                        }))
                .getInstance(Engine.class);
    }

    @Test
    void machineCodeWhereItCanBeHad() {
        Engine engine = Engine.create();
        assertEquals("x64 (auto: the platform allows it; guard pages)", engine.backend().toString());
        assertEquals(engine.backend(), TestModules.compile(engine, "values").backend());
    }

    @Test
    void theConfigurationDecides() {
        for (String name : new String[] {"jvm", "x64"}) {
            Engine engine = Engine.create(EngineConfig.standard().withBackend(name));
            assertEquals(name + " (as configured)", engine.backend().toString());
        }
    }

    @Test
    void aModuleThatOneRefusesRunsOnTheOther() {
        Module module = TestModules.compile(refusing("auto"), "values");
        assertEquals("jvm (auto: not for me)", module.backend().toString());
        assertEquals(3, module.instantiate().function("add").call(1, 2)[0]);
    }

    @Test
    void unlessTheOneWasAskedFor() {
        Engine engine = refusing("x64");
        assertEquals(
                "not for me",
                assertThrows(CompilationException.class, () -> TestModules.compile(engine, "values")).getMessage());
    }

    @Test
    void instancesOnDifferentBackendsAreNotLinked() {
        Engine engine = refusing("auto");
        Instance jvm = TestModules.instantiate(engine, "values");
        Imports imports = Imports.builder()
                .define("env", "memory", engine.newMemory(new MemoryType(new Limits(1, 1, false), false)))
                .build();
        Module start = TestModules.compile(engine, "start");
        LinkException refused = assertThrows(LinkException.class, () -> start.instantiate(imports));
        assertTrue(refused.getMessage().contains("belongs to the backend 'x64'"), refused::getMessage);
        Function function = jvm.function("seven");
        CallException wrong = assertThrows(
                CallException.class,
                () -> engine.newTable(new TableType(ValueType.FUNCREF, new Limits(1, 1, false)), function));
        assertTrue(wrong.getMessage().contains("a function of the backend 'jvm'"), wrong::getMessage);
    }
}
