// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Addresses of 64 bits: {@code (index << scale) + addend} wraps at 2^64, the sum with the access' offset and its width does not, and is outside. As
 * is what a bulk instruction reaches.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class WideAddressesTest {
    private static final int[] SCALES = {0, 1, 3};
    private static final long[] ADDENDS = {0, 8, -1, -8, 0x7fff_ffff, 0x8000_0000L, -0x8000_0001L, Long.MIN_VALUE, Long.MAX_VALUE};
    private static final long[] OFFSETS = {
        0, 7, 0xfff8, 0x1_0000, 0x7fff_fff8, 0x8000_0000L, 0xffff_ffffL, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, -8, -1
    };
    private static final long[] TARGETS = {
        0, 1, 0xfff8, 0xfff9, 0xffff, 0x1_0000, 0xffff_fff8L, 0x1_0000_0000L, 0x1_0000_0008L, Long.MIN_VALUE, -1, -8
    };
    private static final int I32_LOAD8_U = 0x2d;
    private static final int I64_LOAD = 0x29;
    private static final int I64_STORE = 0x37;

    private final Engine engine = CurrentCell.engine();

    private record Form(String name, int access, int scale, long addend, long offset) {
        int width() {
            return access == I32_LOAD8_U ? 1 : 8;
        }

        boolean reaches(long index) {
            BigInteger address = unsigned((index << scale) + addend).add(unsigned(offset));
            return address.add(BigInteger.valueOf(width())).compareTo(BigInteger.valueOf(Memory.PAGE_SIZE)) <= 0;
        }
    }

    private static BigInteger unsigned(long number) {
        return new BigInteger(Long.toUnsignedString(number));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static Form form(ModuleBytes module, int access, int scale, long addend, long offset) {
        Code body = new Code().local(0);
        if (scale > 0) {
            body.i64(scale).op(0x86); // i64.shl
        }
        if (addend != 0) {
            body.i64(addend).op(0x7c); // i64.add
        }
        switch (access) {
            case I64_STORE -> body.i64(7).op(access).memoryArgument(offset).i64(7);
            case I64_LOAD -> body.op(access).memoryArgument(offset);
            default -> body.op(access).memoryArgument(offset).op(0xad); // i64.extend_i32_u
        }
        String name = module.function(new int[] {ModuleBytes.I64}, new int[] {ModuleBytes.I64}, body);
        return new Form(name, access, scale, addend, offset);
    }

    @Test
    void offsetsDoNotWrap() {
        ModuleBytes module = new ModuleBytes(1, true);
        List<Form> forms = new ArrayList<>();
        for (int access : new int[] {I32_LOAD8_U, I64_LOAD, I64_STORE}) {
            for (int scale : SCALES) {
                for (long addend : ADDENDS) {
                    for (long offset : OFFSETS) {
                        forms.add(form(module, access, scale, addend, offset));
                    }
                }
            }
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        int inside = 0;
        for (Form form : forms) {
            Function function = instance.function(form.name);
            for (long index : indices(form)) {
                memory.fill(0, (byte) 1, Memory.PAGE_SIZE);
                if (form.reaches(index)) {
                    inside++;
                    long expected = form.access == I32_LOAD8_U ? 1 : form.access == I64_STORE ? 7 : 0x0101_0101_0101_0101L;
                    assertEquals(expected, function.call(index)[0], () -> form + " " + index);
                    if (form.access == I64_STORE) {
                        assertEquals(7, memory.getLong((index << form.scale) + form.addend + form.offset), form::toString);
                    }
                } else {
                    WasmTrap trap = assertThrows(WasmTrap.class, () -> function.call(index), () -> form + " " + index);
                    assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
                    assertEquals(0x0101_0101_0101_0101L, memory.getLong(Memory.PAGE_SIZE - 8), form::toString);
                }
            }
        }
        assertTrue(inside > 500, "too few accesses are inside: " + inside);
    }

    /** Indices whose address is a target, or just would be if sums wrapped. */
    private static Set<Long> indices(Form form) {
        Set<Long> indices = new LinkedHashSet<>();
        for (long target : TARGETS) {
            indices.add(target);
            indices.add(target - form.offset - form.addend >>> form.scale);
            indices.add(target - form.addend >>> form.scale);
        }
        return indices;
    }

    @Test
    void whatBulkInstructionsReachDoesNotWrap() {
        ModuleBytes module = new ModuleBytes(1, true);
        int[] three = {ModuleBytes.I64, ModuleBytes.I64, ModuleBytes.I64};
        String copy = module.function(three, new int[0], new Code().local(0).local(1).local(2).op(0xfc, 10, 0, 0));
        // The byte is that of the second parameter.
        String fill = module.function(three, new int[0], new Code().local(0).local(1).op(0xa7).local(2).op(0xfc, 11, 0));
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        for (long start : TARGETS) {
            for (long count : TARGETS) {
                boolean fits = unsigned(start).add(unsigned(count)).compareTo(BigInteger.valueOf(Memory.PAGE_SIZE)) <= 0;
                assertEquals(fits, passes(instance.function(fill), start, 1L, count), () -> "fill " + start + " " + count);
                assertEquals(fits, passes(instance.function(copy), start, 0L, count), () -> "copy to " + start + " " + count);
                assertEquals(fits, passes(instance.function(copy), 0L, start, count), () -> "copy from " + start + " " + count);
                if (!fits) {
                    assertEquals(0, memory.getByte(Memory.PAGE_SIZE - 1), () -> "written before the trap: " + start + " " + count);
                }
                memory.fill(0, (byte) 0, Memory.PAGE_SIZE);
            }
        }
    }

    private static boolean passes(Function function, Object... arguments) {
        try {
            function.call(arguments);
            return true;
        } catch (WasmTrap trap) {
            assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
            return false;
        }
    }
}
