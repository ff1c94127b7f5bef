// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.api.CallException;
import dev.tandem.api.Engine;
import dev.tandem.api.Extern;
import dev.tandem.api.Function;
import dev.tandem.api.Global;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.LinkException;
import dev.tandem.api.Memory;
import dev.tandem.api.Table;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.ConcurrentEntryException;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that share memories, tables, globals and functions with each other and the host. */
@Timeout(300)
@Tag(CurrentCell.BEHAVIOUR)
final class LinkingTest {
    private final Engine engine = CurrentCell.engine();
    private final Instance provider = TestModules.instantiate(engine, "provider");

    private Instance consumer() {
        return TestModules.compile(engine, "consumer")
                .instantiate(Imports.builder().instance("provider", provider).build());
    }

    @Test
    void exportsAreSharedByIdentity() {
        Instance consumer = consumer();
        for (String name : List.of("memory", "table", "counter", "increment")) {
            assertEquals(provider.exports().get(name), consumer.exports().get(name), name);
        }
        consumer.function("poke").call(100, 7);
        assertArrayEquals(new Object[] {7}, provider.function("peek").call(100));
        assertArrayEquals(new Object[] {12}, consumer.function("twice").call());
        assertEquals(12, provider.global("counter").get());
        assertArrayEquals(new Object[] {42L}, consumer.function("constant").call());
    }

    @Test
    void segmentsAreWritten() {
        consumer();
        assertEquals(0x04030201, provider.memory("memory").getInt(0));
        assertEquals("provider", provider.memory("memory").getString(8, 8));
        assertArrayEquals(new Object[] {9}, provider.function("callElement").call(1));
        assertArrayEquals(new Object[] {11}, provider.function("callElement").call(0));
        assertEquals(
                TrapCode.UNINITIALIZED_ELEMENT,
                assertThrows(WasmTrap.class, () -> provider.function("callElement").call(2)).code());
        assertEquals(
                TrapCode.UNDEFINED_ELEMENT,
                assertThrows(WasmTrap.class, () -> provider.function("callElement").call(4)).code());
    }

    @Test
    void memoriesAreReadAndWritten() {
        Memory memory = provider.memory("memory");
        assertEquals(65536, memory.size());
        memory.putLong(16, 0x0102030405060708L);
        assertEquals(0x0708, memory.getShort(16));
        assertEquals(8, memory.getByte(16));
        memory.putDouble(24, 1.5);
        assertEquals(1.5, memory.getDouble(24));
        memory.putFloat(24, 2.5f);
        assertEquals(2.5f, memory.getFloat(24));
        assertEquals(6, memory.putString(32, "h\u00e9l\u00f8"));
        assertEquals("h\u00e9l\u00f8", memory.getString(32, 6));
        memory.copy(32, 33, 6);
        assertEquals("hh\u00e9l\u00f8", memory.getString(32, 7));
        memory.fill(32, (byte) 'x', 3);
        assertArrayEquals("xxx".getBytes(), memory.read(32, 3));
        assertEquals(1, memory.grow(2));
        assertEquals(3, memory.pages());
        assertEquals(-1, memory.grow(2), "beyond the maximum");
        assertEquals(new MemoryType(new Limits(3, 4, false), false), memory.type());
        for (long address : new long[] {-1, 3 * 65536, 3 * 65536 - 3, Long.MIN_VALUE, 1L << 32}) {
            assertEquals(
                    TrapCode.MEMORY_OUT_OF_BOUNDS,
                    assertThrows(WasmTrap.class, () -> memory.getInt(address)).code());
            assertThrows(WasmTrap.class, () -> memory.putInt(address, 1));
            assertThrows(WasmTrap.class, () -> memory.write(address, new byte[4]));
        }
        assertThrows(WasmTrap.class, () -> memory.read(0, Integer.MAX_VALUE));
        assertThrows(CallException.class, () -> memory.read(0, -1));
    }

    @Test
    void tablesAreReadAndWritten() {
        Table table = provider.table("table");
        assertEquals(provider.function("increment"), table.get(0));
        assertNull(table.get(1));
        table.set(3, engine.newFunction(HostFunction.of(IntSupplier.class, () -> 77)));
        assertArrayEquals(new Object[] {77}, provider.function("callElement").call(3));
        table.set(2, provider.function("peek"));
        assertEquals(
                TrapCode.INDIRECT_CALL_TYPE_MISMATCH,
                assertThrows(WasmTrap.class, () -> provider.function("callElement").call(2)).code());
        assertEquals(4, table.grow(1, null));
        assertEquals(-1, table.grow(10, null));
        assertThrows(CallException.class, () -> table.set(0, "text"));
        assertEquals(
                TrapCode.TABLE_OUT_OF_BOUNDS,
                assertThrows(WasmTrap.class, () -> table.get(5)).code());
        Table objects = provider.table("objects");
        objects.set(0, this);
        assertSame(this, objects.get(0));
    }

    @Test
    void globalsAreReadAndWritten() {
        Global counter = provider.global("counter");
        counter.set(41);
        assertArrayEquals(new Object[] {42}, provider.function("increment").call());
        assertEquals(42, counter.getBits());
        assertThrows(CallException.class, () -> counter.set(1L));
        assertThrows(CallException.class, () -> provider.global("constant").set(1L));
        assertThrows(CallException.class, () -> engine.newGlobal(new GlobalType(ValueType.I32, true), "text"));
        assertThrows(CallException.class, () -> engine.newGlobal(new GlobalType(ValueType.FUNCREF, true), 1));
    }

    @Test
    void whatDoesNotMatchIsRefused() {
        TableType tooSmall = new TableType(ValueType.FUNCREF, new Limits(1, 8, false));
        TableType tooLarge = new TableType(ValueType.FUNCREF, new Limits(2, 9, false));
        TableType otherElements = new TableType(ValueType.EXTERNREF, new Limits(2, 8, false));
        refused("table", engine.newTable(tooSmall, null), "a table of 1 to 8 (ref null func)");
        refused("table", engine.newTable(tooLarge, null), "a table of 2 to 9 (ref null func)");
        refused("table", engine.newTable(otherElements, null), "a table of 2 to 8 (ref null extern)");
        refused(
                "memory",
                engine.newMemory(new MemoryType(new Limits(1, Limits.UNBOUNDED, false), false)),
                "a memory of 1 or more pages");
        refused("counter", engine.newGlobal(new GlobalType(ValueType.I32, false), 1), "an immutable global i32");
        refused("counter", engine.newGlobal(new GlobalType(ValueType.I64, true), 1L), "a mutable global i64");
        refused("increment", provider.function("peek"), "function 'peek' [i32] -> [i32]");
        refused("increment", provider.memory("memory"), "a memory of 1 to 4 pages");
        Instance elsewhere = TestModules.instantiate(CurrentCell.engine(), "provider");
        refused("memory", elsewhere.memory("memory"), "what is there belongs to another engine");
    }

    private void refused(String name, Extern value, String got) {
        Imports imports = Imports.builder()
                .instance("provider", provider)
                .define("provider", name, value)
                .build();
        LinkException refused = assertThrows(
                LinkException.class,
                () -> TestModules.compile(engine, "consumer").instantiate(imports));
        assertTrue(refused.getMessage().startsWith("incompatible import"), refused.getMessage());
        assertTrue(refused.getMessage().endsWith(got), refused.getMessage());
        assertEquals(name, refused.name());
    }

    @Test
    void aMemoryThatGrewFits() {
        Memory memory = engine.newMemory(new MemoryType(new Limits(0, 4, false), false));
        memory.grow(1);
        TestModules.compile(engine, "consumer")
                .instantiate(Imports.builder()
                        .instance("provider", provider)
                        .define("provider", "memory", memory)
                        .build());
        assertEquals(0x04030201, memory.getInt(0));
    }

    private Imports start(Memory memory, int offset, List<String> events) {
        return Imports.builder()
                .define("env", "memory", memory)
                .define("env", "offset", engine.newGlobal(new GlobalType(ValueType.I32, false), offset))
                .function("env", "started", Runnable.class, () -> events.add("started"))
                .build();
    }

    @Test
    void effectsBeforeATrapStay() {
        Memory memory = engine.newMemory(new MemoryType(new Limits(1, 1, false), false));
        List<String> events = new ArrayList<>();
        Imports outside = start(memory, 65535, events);
        WasmTrap segment = assertThrows(
                WasmTrap.class, () -> TestModules.compile(engine, "start").instantiate(outside));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, segment.code());
        assertEquals("first", memory.getString(0, 5));
        assertEquals(0, memory.getByte(65535));
        assertEquals(List.of(), events);

        Imports inside = start(memory, 10, events);
        WasmTrap start = assertThrows(
                WasmTrap.class, () -> TestModules.compile(engine, "start").instantiate(inside));
        assertEquals(TrapCode.UNREACHABLE, start.code());
        assertEquals("second", memory.getString(10, 6));
        assertEquals(List.of("started"), events);
    }

    private static void awaitRefusal(Runnable call) throws InterruptedException {
        while (true) {
            try {
                call.run();
                Thread.sleep(1);
            } catch (ConcurrentEntryException e) {
                return;
            }
        }
    }

    @Test
    void linkedInstancesAreEnteredAsOne() throws Exception {
        Instance consumer = consumer();
        Function forever = consumer.function("forever");
        FutureTask<TrapCode> running = new FutureTask<>(() -> {
            while (true) {
                try {
                    forever.call();
                } catch (ConcurrentEntryException e) {
                    Thread.yield(); // the other thread was inside
                } catch (WasmTrap trap) {
                    return trap.code();
                }
            }
        });
        Thread.ofPlatform().daemon().start(running);
        awaitRefusal(() -> provider.function("peek").call(0));
        assertThrows(ConcurrentEntryException.class, () -> consumer.function("constant").call());
        assertThrows(ConcurrentEntryException.class, this::consumer);
        assertFalse(running.isDone());
        // The loop is in the provider's code; the consumer is who entered.
        consumer.interrupt();
        assertEquals(TrapCode.INTERRUPTED, running.get());
        assertArrayEquals(new Object[] {42L}, consumer.function("constant").call());
    }
}
