// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static dev.tandem.it.programs.WasmBytes.I32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Extern;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.it.CurrentCell;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Modules with more of everything than fits into one method of a class file that binds an instance's parts. */
@Tag(CurrentCell.BEHAVIOUR)
class LargeModulesTest {
    private static final int COUNT = 4_100;
    private static final int LAST = COUNT - 1;
    private static final FunctionType TYPE = new FunctionType(List.of(), List.of(ValueType.I32));

    /** COUNT imported functions that return their index, tables of one element, and globals that hold their index. */
    private static byte[] module() {
        WasmBytes imports = new WasmBytes().unsigned(COUNT);
        WasmBytes tables = new WasmBytes().unsigned(COUNT);
        WasmBytes globals = new WasmBytes().unsigned(COUNT);
        for (int i = 0; i < COUNT; i++) {
            String name = "f" + i;
            imports.op(1, 'm').unsigned(name.length()).op(name.chars().toArray()).op(0, 0);
            tables.op(0x70, 0, 1);
            globals.op(I32, 1).i32(i).op(0x0b);
        }
        WasmBytes body = new WasmBytes().op(0).op(0x10, 7L).op(0x10, (long) LAST).op(0x6a);
        for (int i = 0; i < COUNT; i += 585) { // 585 * 7 = 4,095
            body.op(0x23, (long) i).op(0x6a).op(0x23, (long) i + 1).op(0x6a);
        }
        body.op(0xfc, 16).unsigned(LAST).op(0x6a).op(0x0b);
        return new WasmBytes()
                .op(0, 'a', 's', 'm', 1, 0, 0, 0)
                .section(1, new WasmBytes().op(1, 0x60, 0, 1, I32))
                .section(2, imports)
                .section(3, new WasmBytes().op(1, 0))
                .section(4, tables)
                .section(6, globals)
                .section(7, new WasmBytes().op(1, 3, 'r', 'u', 'n', 0).unsigned(COUNT))
                .section(10, new WasmBytes().op(1).unsigned(body.size()).append(body))
                .toByteArray();
    }

    @Test
    void thousandsOfImportsTablesAndGlobals() {
        int expected = 7 + LAST + 1;
        for (int i = 0; i < COUNT; i += 585) {
            expected += 2 * i + 1;
        }
        Imports imports = Imports.builder().provider("m", LargeModulesTest::returningIndex).build();
        try (Engine engine = CurrentCell.engine();
                var module = engine.compile(module());
                var instance = module.instantiate(imports)) {
            assertArrayEquals(new Object[] {expected}, instance.function("run").call());
        }
    }

    private static Optional<Extern> returningIndex(String name) {
        int index = Integer.parseInt(name.substring(1));
        return Optional.of(HostFunction.raw(TYPE, (caller, values) -> values[0] = index));
    }
}
