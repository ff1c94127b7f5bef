// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Engine;
import dev.tandem.api.Extern;
import dev.tandem.api.HostFunction;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The module {@code spectest} that scripts import from, one for a script. Its parts are made when first imported: some need features that
 * a backend may lack. Thread-safe.
 */
final class Spectest {
    private static final Limits TABLE = new Limits(10, 20, false);
    private static final Limits TABLE64 = new Limits(10, 20, true);
    private static final Limits MEMORY = new Limits(1, 2, false);

    private final Engine engine;
    private final Map<String, Extern> made = new HashMap<>();

    Spectest(Engine engine) {
        this.engine = engine;
    }

    synchronized Optional<Extern> find(String name) {
        Extern known = made.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Extern> fresh = make(name);
        fresh.ifPresent(value -> made.put(name, value));
        return fresh;
    }

    private Optional<Extern> make(String name) {
        return switch (name) {
            case "global_i32" -> global(ValueType.I32, 666);
            case "global_i64" -> global(ValueType.I64, 666L);
            case "global_f32" -> global(ValueType.F32, 666.6f);
            case "global_f64" -> global(ValueType.F64, 666.6);
            case "table" -> Optional.of(engine.newTable(new TableType(ValueType.FUNCREF, TABLE), null));
            case "table64" -> Optional.of(engine.newTable(new TableType(ValueType.FUNCREF, TABLE64), null));
            case "memory" -> Optional.of(engine.newMemory(new MemoryType(MEMORY, false)));
            case "shared_memory" -> Optional.of(engine.newMemory(new MemoryType(MEMORY, true)));
            case "print" -> function();
            case "print_i32" -> function(ValueType.I32);
            case "print_i64" -> function(ValueType.I64);
            case "print_f32" -> function(ValueType.F32);
            case "print_f64" -> function(ValueType.F64);
            case "print_i32_f32" -> function(ValueType.I32, ValueType.F32);
            case "print_f64_f64" -> function(ValueType.F64, ValueType.F64);
            default -> Optional.empty();
        };
    }

    private Optional<Extern> global(ValueType type, Object value) {
        return Optional.of(engine.newGlobal(new GlobalType(type, false), value));
    }

    private static Optional<Extern> function(ValueType... parameters) {
        return Optional.of(HostFunction.raw(new FunctionType(List.of(parameters), List.of()), (caller, values) -> {}));
    }
}
