// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Function;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Addresses that are computed: {@code (index << scale) + addend} wraps at 2^32, the constant offset of the access does not. The index arrives as the
 * lower half of an i64 with garbage above, so that whoever forgets to wrap is found out.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class AddressArithmeticTest {
    private static final int[] SCALES = {0, 1, 2, 3, 4};
    private static final int[] ADDENDS = {0, 1, -1, -8, 0x7fff_ffff, 0x8000_0000};
    private static final long[] OFFSETS = {
        0, 1, 7, 0xfff8, 0xffff, 0x1_0000, 0x7fff_fff8, 0x7fff_ffff, 0x8000_0000L, 0xffff_fff8L, 0xffff_ffffL
    };
    private static final long GARBAGE = 0xdead_beef_0000_0000L;
    private static final int I32_LOAD8_U = 0x2d;
    private static final int I64_LOAD = 0x29;

    private record Form(String name, int scale, int addend, long offset, int width) {
        long address(int index) {
            return ((index << scale) + addend & 0xffff_ffffL) + offset;
        }
    }

    private final Engine engine = CurrentCell.engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private static Form form(ModuleBytes module, int scale, int addend, long offset, int width) {
        Code body = new Code().local(0).op(0xa7); // i32.wrap_i64
        if (scale > 0) {
            body.i32(scale).op(0x74); // i32.shl
        }
        if (addend != 0) {
            body.i32(addend).op(0x6a); // i32.add
        }
        body.op(width == 1 ? I32_LOAD8_U : I64_LOAD).memoryArgument(offset);
        if (width == 1) {
            body.op(0xad); // i64.extend_i32_u
        }
        String name = module.function(new int[] {ModuleBytes.I64}, new int[] {ModuleBytes.I64}, body);
        return new Form(name, scale, addend, offset, width);
    }

    /** Indices whose addresses are near zero, near the memory's end, and near the powers of two where sums overflow. */
    private static Set<Integer> indices(Form form) {
        Set<Integer> indices = new LinkedHashSet<>();
        long[] targets = {0, Memory.PAGE_SIZE - form.width, Memory.PAGE_SIZE, 1L << 31, 1L << 32};
        for (long target : targets) {
            for (long near = -1; near <= 1; near++) {
                long sum = target + near - form.offset - form.addend;
                indices.add((int) (sum >>> form.scale));
                indices.add((int) ((sum & 0xffff_ffffL) >>> form.scale));
            }
        }
        indices.addAll(List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << (32 - Math.max(1, form.scale))));
        return indices;
    }

    @Test
    void wrapsAt32Bits() {
        ModuleBytes module = new ModuleBytes(1);
        List<Form> forms = new ArrayList<>();
        for (int scale : SCALES) {
            for (int addend : ADDENDS) {
                for (long offset : OFFSETS) {
                    forms.add(form(module, scale, addend, offset, 1));
                    forms.add(form(module, scale, addend, offset, 8));
                }
            }
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        for (int i = 0; i < Memory.PAGE_SIZE; i++) {
            memory.putByte(i, (byte) (i * 7 + (i >> 8)));
        }
        int inside = 0;
        for (Form form : forms) {
            Function function = instance.function(form.name);
            for (int index : indices(form)) {
                long address = form.address(index);
                if (address + form.width <= Memory.PAGE_SIZE) {
                    inside++;
                    long expected = form.width == 1 ? memory.getByte(address) & 0xff : memory.getLong(address);
                    assertEquals(expected, function.call(GARBAGE | index & 0xffff_ffffL)[0], form::toString);
                } else {
                    assertEquals(
                            TrapCode.MEMORY_OUT_OF_BOUNDS,
                            assertThrows(
                                            WasmTrap.class,
                                            () -> function.call(GARBAGE | index & 0xffff_ffffL),
                                            () -> form + " " + index)
                                    .code());
                }
            }
        }
        assertEquals(true, inside > 500, "too few accesses are inside: " + inside);
    }

    /** {@code base + (index << scale)}: what one addressing mode of x86-64 computes, with 64 bits. */
    @Test
    void sumsOfTwoVariablesWrap() {
        int[] bases = {0, 1, 0xfff8, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_0000, -8, -1};
        ModuleBytes module = new ModuleBytes(1);
        List<Form> forms = new ArrayList<>();
        for (int scale : SCALES) {
            for (long offset : OFFSETS) {
                for (int width : new int[] {1, 8}) {
                    Code body = new Code().local(0).op(0xa7).local(1).op(0xa7);
                    if (scale > 0) {
                        body.i32(scale).op(0x74); // i32.shl
                    }
                    body.op(0x6a).op(width == 1 ? I32_LOAD8_U : I64_LOAD).memoryArgument(offset); // after i32.add
                    if (width == 1) {
                        body.op(0xad); // i64.extend_i32_u
                    }
                    int[] parameters = {ModuleBytes.I64, ModuleBytes.I64};
                    forms.add(new Form(module.function(parameters, new int[] {ModuleBytes.I64}, body), scale, 0, offset, width));
                }
            }
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        for (int i = 0; i < Memory.PAGE_SIZE; i++) {
            memory.putByte(i, (byte) (i * 13 + (i >> 8)));
        }
        int inside = 0;
        for (Form form : forms) {
            Function function = instance.function(form.name);
            for (int base : bases) {
                for (int index : indices(new Form(form.name, form.scale, base, form.offset, form.width))) {
                    long address = (base + (index << form.scale) & 0xffff_ffffL) + form.offset;
                    Object[] arguments = {GARBAGE | base & 0xffff_ffffL, GARBAGE | index & 0xffff_ffffL};
                    if (address + form.width <= Memory.PAGE_SIZE) {
                        inside++;
                        long expected = form.width == 1 ? memory.getByte(address) & 0xff : memory.getLong(address);
                        assertEquals(expected, function.call(arguments)[0], () -> form + " of " + base + " and " + index);
                    } else {
                        assertThrows(WasmTrap.class, () -> function.call(arguments), () -> form + " of " + base + " and " + index);
                    }
                }
            }
        }
        assertEquals(true, inside > 500, "too few accesses are inside: " + inside);
    }

    /** Two loads whose addresses differ by a constant: what the first proves of the second's address must hold. */
    @Test
    void nearAnEarlierAccess() {
        ModuleBytes module = new ModuleBytes(1);
        record Pair(String name, int first, int second, long offset) {}
        List<Pair> pairs = new ArrayList<>();
        int[] addends = {0, 4, 8, 0xfff8, 0x1_0000, 0x1_0001, -4, -8, -0xffff, -0x1_0000, -0x1_0001};
        for (int first : addends) {
            for (int second : addends) {
                for (long offset : new long[] {0, 4, 0x8000}) {
                    Code body = new Code();
                    body.local(0).op(0xa7).i32(first).op(0x6a).op(I32_LOAD8_U).memoryArgument(0).op(0xad);
                    body.local(0).op(0xa7).i32(second).op(0x6a).op(I64_LOAD).memoryArgument(offset).op(0x7c); // i64.add
                    pairs.add(new Pair(module.function(new int[] {ModuleBytes.I64}, new int[] {ModuleBytes.I64}, body), first, second, offset));
                }
            }
        }
        Instance instance = engine.compile(module.bytes()).instantiate();
        Memory memory = instance.memory("memory");
        for (int i = 0; i < Memory.PAGE_SIZE; i++) {
            memory.putByte(i, (byte) (i * 11 + (i >> 8)));
        }
        for (Pair pair : pairs) {
            Function function = instance.function(pair.name);
            for (int target : new int[] {0, 1, 3, 4, 8, 0x7fff, 0x8000, 0xfff7, 0xfff8, 0xffff, 0x1_0000, -1, -4, -8}) {
                for (int index : new int[] {target - pair.first, target - pair.second, target}) {
                    long first = index + pair.first & 0xffff_ffffL;
                    long second = (index + pair.second & 0xffff_ffffL) + pair.offset;
                    long argument = GARBAGE | index & 0xffff_ffffL;
                    if (first < Memory.PAGE_SIZE && second + 8 <= Memory.PAGE_SIZE) {
                        long expected = (memory.getByte(first) & 0xff) + memory.getLong(second);
                        assertEquals(expected, function.call(argument)[0], () -> pair + " " + index);
                    } else {
                        assertThrows(WasmTrap.class, () -> function.call(argument), () -> pair + " " + index);
                    }
                }
            }
        }
    }
}
