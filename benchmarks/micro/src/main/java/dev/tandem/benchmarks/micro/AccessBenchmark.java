// SPDX-License-Identifier: Apache-2.0
package dev.tandem.benchmarks.micro;

import dev.tandem.api.Global;
import dev.tandem.api.Memory;
import dev.tandem.api.Table;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Java's hand in the memory, the table and the global of an instance. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccessBenchmark {
    private final byte[] buffer = new byte[4096];
    private int address;
    private Memory memory;
    private Table table;
    private Global global;

    /** Made by JMH. */
    public AccessBenchmark() {}

    /** Looks the exports up. */
    @Setup
    public void look(Guest guest) {
        memory = guest.instance().memory("memory");
        table = guest.instance().table("table");
        global = guest.instance().global("global");
    }

    private int next() {
        address = address + 4 & 0xfffc;
        return address;
    }

    /** One load. */
    @Benchmark
    public int getInt() {
        return memory.getInt(next());
    }

    /** One store. */
    @Benchmark
    public void putInt() {
        memory.putInt(next(), 42);
    }

    /** 4 KiB out of memory. */
    @Benchmark
    public byte[] readPage() {
        memory.read(0, buffer, 0, buffer.length);
        return buffer;
    }

    /** 4 KiB into memory. */
    @Benchmark
    public void writePage() {
        memory.write(0, buffer, 0, buffer.length);
    }

    /** A function out of a table. */
    @Benchmark
    public @Nullable Object getElement() {
        return table.get(0);
    }

    /** A function into a table, and an empty place. */
    @Benchmark
    public void setElement() {
        table.set(1, table.get(0));
    }

    /** A global, read and written without boxes. */
    @Benchmark
    public void addToGlobal() {
        global.setBits(global.getBits() + 1);
    }
}
