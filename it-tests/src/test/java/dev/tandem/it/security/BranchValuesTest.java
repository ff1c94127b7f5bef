// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Branches of all kinds carry any number of values over what else is on the stack. */
@Tag(CurrentCell.BEHAVIOUR)
final class BranchValuesTest {
    private static final int MOST = 200;
    /** Over how many values a branch goes. */
    private static final int MOST_BELOW = 3;

    private enum Kind {
        BR,
        BR_IF,
        BR_TABLE,
        RETURN
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 8, 20, MOST})
    void valuesArrive(int count) {
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            types[i] = ModuleBytes.I32 - i % 4; // i32, i64, f32, f64
        }
        ModuleBytes module = new ModuleBytes(1);
        // Its type is type 0, which blocks have too.
        module.function(new int[0], types, values(count));
        List<String> functions = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int below = 0; below <= MOST_BELOW; below++) {
                functions.add(module.function(new int[] {ModuleBytes.I32}, types, body(kind, count, below)));
            }
        }
        try (Engine engine = CurrentCell.engine()) {
            Instance instance = engine.compile(module.bytes()).instantiate();
            List<Object> expected = List.of(instance.function("0").call());
            assertEquals(count, expected.size());
            for (String function : functions) {
                for (int argument : new int[] {0, 1, 2, -1}) {
                    assertEquals(expected, List.of(instance.function(function).call(argument)), "function " + function);
                }
            }
        }
    }

    private static Code values(int count) {
        Code code = new Code();
        for (int i = 0; i < count; i++) {
            value(code, i);
        }
        return code;
    }

    private static void value(Code code, int index) {
        switch (index % 4) {
            case 0 -> code.i32(1000 + index);
            case 1 -> code.i64((1L << 40) + index);
            case 2 -> code.i32(index).op(0xb2); // f32.convert_i32_s
            default -> code.i32(index).op(0xb7); // f64.convert_i32_s
        }
    }

    /** A block of type 0 within others' values, left by the branch. */
    private static Code body(Kind kind, int count, int below) {
        Code code = new Code();
        for (int i = 0; i < below; i++) {
            code.local(0);
        }
        code.op(0x02).signed(0);
        for (int i = 0; i < below; i++) {
            value(code, i);
        }
        code.append(values(count).bytes());
        switch (kind) {
            case BR -> code.op(0x0c, 0);
            case BR_IF -> code.local(0).op(0x0d, 0).op(0x0c, 0);
            case BR_TABLE -> code.local(0).op(0x0e, 2, 0, 0, 1);
            case RETURN -> code.op(0x0f);
        }
        // The end of the block, and out over what was there before.
        return code.op(0x0b).op(0x0f);
    }
}
