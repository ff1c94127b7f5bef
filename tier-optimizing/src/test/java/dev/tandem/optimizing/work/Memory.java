// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.work;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.optimizing.build.LargeShape;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Compiles every large shape, in a JVM of its own, whose heap bounds what a compilation may hold at a time. */
public final class Memory {
    /** Bytes that any compilation may allocate, and beyond that for each byte of code: ten times what usual code takes. */
    private static final long ALLOCATED = 64 << 20;

    private static final long ALLOCATED_PER_BYTE = 8 << 10;

    private Memory() {}

    /** Fails if a compilation allocates too much. */
    public static void main(String[] arguments) throws JMException {
        for (LargeShape shape : LargeShape.values()) {
            WasmModule module = shape.module(shape.size() / 4);
            int size = module.body(0).size();
            for (boolean bytecode : new boolean[] {false, true}) {
                long before = allocated();
                System.err.println(shape + (bytecode ? " on bytecode" : ""));
                Work.compile(module, bytecode);
                long bytes = allocated() - before;
                if (bytes > ALLOCATED + ALLOCATED_PER_BYTE * size) {
                    throw new AssertionError(shape + (bytecode ? " on bytecode: " : ": ") + bytes + " bytes for " + size + " of code");
                }
            }
        }
    }

    /** By this thread. */
    private static long allocated() throws JMException {
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        return (long) ManagementFactory.getPlatformMBeanServer().getAttribute(threads, "CurrentThreadAllocatedBytes");
    }
}
