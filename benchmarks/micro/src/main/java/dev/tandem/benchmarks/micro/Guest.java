// SPDX-License-Identifier: Apache-2.0
package dev.tandem.benchmarks.micro;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An engine with the module {@code guest.wasm} and an instance of it. */
@State(Scope.Thread)
public class Guest {
    /** The backend of the engine. */
    @Param({"x64", "jvm"})
    String backend = "";

    private Engine engine;
    private byte[] bytes;
    private Module module;
    private Instance instance;

    /** Made by JMH. */
    public Guest() {}

    /** Loads the module. */
    @Setup
    public void open() throws IOException {
        try (InputStream in = Guest.class.getResourceAsStream("guest.wasm")) {
            bytes = in.readAllBytes();
        }
        engine = Engine.create(EngineConfig.standard().withBackend(backend));
        module = engine.compile(bytes);
        instance = instantiate();
    }

    /** Closes all. */
    @TearDown
    public void close() {
        engine.close();
    }

    Instance instance() {
        return instance;
    }

    /** One more instance, whose host function is a functional interface. */
    Instance instantiate() {
        return module.instantiate(Imports.builder()
                .function("env", "add", IntBinaryOperator.class, Integer::sum)
                .build());
    }

    /** One whose host function takes its arguments as they are. */
    Instance instantiateRaw() {
        FunctionType type = new FunctionType(List.of(ValueType.I32, ValueType.I32), List.of(ValueType.I32));
        return module.instantiate(Imports.builder()
                .rawFunction("env", "add", type, (_, values) -> values[0] = (int) values[0] + (int) values[1] & 0xffff_ffffL)
                .build());
    }

    /** The module anew, from its bytes. */
    Module compile() {
        return engine.compile(bytes);
    }
}
