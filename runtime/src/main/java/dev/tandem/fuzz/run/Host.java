// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.api.Function;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Table;
import dev.tandem.api.V128;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.generate.ModuleGenerator;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.ir.trap.WasmTrap;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The Java side of a run: gives the host functions, makes the calls, writes down what it sees. Its twin is {@code oracle.mjs}. */
final class Host {
    private static final int CHUNK = 65536;

    private final FuzzModule module;
    private final List<String> lines;

    Host(FuzzModule module, List<String> lines) {
        this.module = module;
        this.lines = lines;
    }

    Imports imports() {
        Imports.Builder imports = Imports.builder();
        for (int i = 0; i < module.imports().size(); i++) {
            FunctionType type = ModuleGenerator.HOST.get(module.imports().get(i));
            int index = module.imports().get(i);
            imports.rawFunction("env", "f" + i, type, (caller, values) -> called(index, caller, values));
        }
        return imports.build();
    }

    private void called(int function, Instance caller, long[] values) {
        switch (function) {
            case 0 -> lines.add("host i32 " + (int) values[0]);
            case 1 -> {
                lines.add("host i64 " + values[0]);
                values[0] = values[0] * 3 + 1;
            }
            case 2 -> {
                lines.add("host f32 " + Observation.f32((int) values[0]) + " f64 " + Observation.f64(values[1]));
                values[0] = 7;
            }
            default -> {
                lines.add("host again " + (int) values[0]);
                Object[] results = caller.function("f" + module.imports().size()).call((int) values[0]);
                values[0] = (int) results[0] & 0xFFFFFFFFL;
            }
        }
    }

    /** Makes a call and describes how it ended. */
    String call(Instance instance, Plan.Call call) {
        FunctionType type = module.functionType(call.function());
        Object[] arguments = new Object[type.parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(type.parameter(i), call.arguments().get(i));
        }
        StringBuilder line = new StringBuilder("f").append(call.function());
        try {
            Object[] results = instance.function("f" + call.function()).call(arguments);
            for (int i = 0; i < results.length; i++) {
                line.append(' ').append(text(type.result(i), results[i]));
            }
        } catch (WasmTrap trap) {
            line.append(" trap ").append(trap.code());
        }
        return line.toString();
    }

    private static @Nullable Object value(ValueType type, long bits) {
        return switch (type.code()) {
            case 1 -> (int) bits;
            case 2 -> bits;
            case 3 -> Float.intBitsToFloat((int) bits);
            case 4 -> Double.longBitsToDouble(bits);
            default -> null;
        };
    }

    private static String text(ValueType type, @Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case Float number -> Observation.f32(Float.floatToRawIntBits(number));
            case Double number -> Observation.f64(Double.doubleToRawLongBits(number));
            case V128 vector -> "v128 " + Long.toHexString(vector.low()) + " " + Long.toHexString(vector.high());
            default -> type.isReference() ? "reference" : "unexpected " + value;
        };
    }

    /** Writes down those globals, memories and tables that are exported. */
    void state(Instance instance) {
        for (int i = 0; i < module.exportedGlobals().size(); i++) {
            ValueType type = module.exportedGlobals().get(i).type().type();
            Object value = instance.global("g" + i).get();
            lines.add("g" + i + " " + text(type, value));
        }
        for (int i = 0; i < module.exportedMemories().size(); i++) {
            Memory memory = instance.memory("m" + i);
            CRC32 checksum = new CRC32();
            for (long at = 0; at < memory.size(); at += CHUNK) {
                checksum.update(memory.read(at, CHUNK));
            }
            lines.add("m" + i + " " + memory.pages() + " " + checksum.getValue());
        }
        for (int i = 0; i < module.exportedTables().size(); i++) {
            Table table = instance.table("t" + i);
            StringBuilder line = new StringBuilder("t" + i + " ");
            for (long k = 0; k < table.size(); k++) {
                line.append(element(table.get(k)));
            }
            lines.add(line.toString());
        }
    }

    private static String element(@Nullable Object element) {
        return element == null ? "." : element instanceof Function function ? "f" + function.type().parameterCount() : "?";
    }
}
