// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.security.ModuleBytes.Code;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every instruction that accesses memory, where the access ends exactly at the end of a memory and where it ends one byte after: no byte more
 * than its width is touched, and nothing is written if it does not fit.
 */
@Tag(CurrentCell.BEHAVIOUR)
final class MemoryEdgesTest {
    private static final int PAGE = Memory.PAGE_SIZE;
    /** How much of the end of a memory is looked at. */
    private static final int TAIL = 64;

    private static boolean isAccess(Opcode op) {
        return switch (op.shape()) {
            case LOAD, STORE, LOAD_LANE, STORE_LANE -> true;
            default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17})
    void everyWidth(int pages) {
        Engine engine = CurrentCell.engine();
        int count = 0;
        for (Opcode op : Opcode.values()) {
            if (isAccess(op) && (runsVectors(engine) || op.prefix() == 0)) {
                new Edge(engine, op, pages).test();
                count++;
            }
        }
        assertEquals(runsVectors(engine) ? 45 : 23, count);
    }

    private static boolean runsVectors(Engine engine) {
        ModuleBytes module = new ModuleBytes(0);
        module.function(new int[] {}, new int[] {}, new Code().op(0xfd, 12).append(new byte[16]).op(0x1a));
        try {
            engine.compile(module.bytes());
            return true;
        } catch (CompilationException refused) {
            assertEquals(true, refused.getMessage().contains(Feature.SIMD.id()));
            return false;
        }
    }

    /** One instruction at the edge of one memory. */
    private static final class Edge {
        private final Opcode op;
        private final long size;
        private final ModuleBytes module;
        private final Instance instance;
        private final String plain;
        private final String withOffset;
        private final String lastConstant;
        private final String pastConstant;

        Edge(Engine engine, Opcode op, int pages) {
            this.op = op;
            this.size = (long) pages * PAGE;
            this.module = new ModuleBytes(pages);
            int last = (int) Math.max(0, size - op.width());
            plain = variable(0);
            withOffset = variable(5);
            lastConstant = constant(last);
            pastConstant = constant((int) Math.max(0, size - op.width() + 1));
            instance = engine.compile(module.bytes()).instantiate();
        }

        private String variable(long offset) {
            return module.function(new int[] {ModuleBytes.I32}, new int[] {}, access(new Code().local(0), offset));
        }

        private String constant(int address) {
            return module.function(new int[] {}, new int[] {}, access(new Code().i32(address), 0));
        }

        private Code access(Code address, long offset) {
            if (op.operandCount() > 1) {
                value(address, op.operand(1));
            }
            address.instruction(op.prefix(), op.code() & 0xffff).memoryArgument(offset);
            switch (op.shape()) {
                case LOAD_LANE, STORE_LANE -> address.op(0);
                default -> {}
            }
            return op.shape() == Opcode.Shape.LOAD || op.shape() == Opcode.Shape.LOAD_LANE ? address.op(0x1a) : address;
        }

        /** All bits set. */
        private static void value(Code code, ValueType type) {
            byte[] ones = new byte[16];
            Arrays.fill(ones, (byte) -1);
            switch (type.code()) {
                case 1 -> code.i32(-1);
                case 2 -> code.i64(-1);
                case 3 -> code.op(0x43).append(Arrays.copyOf(ones, 4));
                case 4 -> code.op(0x44).append(Arrays.copyOf(ones, 8));
                default -> code.op(0xfd, 12).append(ones);
            }
        }

        void test() {
            int width = op.width();
            long last = size - width;
            if (last >= 0) {
                reaches(plain, last);
                reaches(lastConstant);
                if (last >= 5) {
                    reaches(withOffset, last - 5);
                }
            }
            for (long past = Math.max(0, last + 1); past <= size + 2; past++) {
                traps(plain, past);
                if (past >= 5) {
                    traps(withOffset, past - 5);
                }
            }
            traps(pastConstant);
            traps(plain, -1);
            traps(withOffset, -1);
            traps(plain, Integer.MIN_VALUE);
            if (size > 0) {
                // What has grown is there.
                assertEquals(size / PAGE, instance.memory("memory").grow(1));
                call(pastConstant);
                call(plain, size + PAGE - width);
                traps(plain, size + PAGE - width + 1);
            }
        }

        private void call(String function, long... address) {
            Object[] arguments = Arrays.stream(address).mapToObj(one -> (Object) (int) one).toArray();
            instance.function(function).call(arguments);
        }

        private byte[] tail() {
            int length = (int) Math.min(size, TAIL);
            return instance.memory("memory").read(size - length, length);
        }

        private void reaches(String function, long... address) {
            byte[] expected = tail();
            if (op.shape() == Opcode.Shape.STORE || op.shape() == Opcode.Shape.STORE_LANE) {
                Arrays.fill(expected, expected.length - op.width(), expected.length, (byte) -1);
            }
            call(function, address);
            assertArrayEquals(expected, tail(), op::mnemonic);
            instance.memory("memory").fill(size - expected.length, (byte) 0, expected.length);
        }

        private void traps(String function, long... address) {
            byte[] expected = tail();
            WasmTrap trap = assertThrows(
                    WasmTrap.class, () -> call(function, address), () -> op.mnemonic() + " " + Arrays.toString(address));
            assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap.code());
            assertArrayEquals(expected, tail(), op::mnemonic);
        }
    }
}
