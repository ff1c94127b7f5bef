// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * One downcall for everything: {@code (address; six longs) -> long}. On System V all integer arguments travel in six registers, so this shape
 * calls every C function and every stub of ours; making a second shape costs milliseconds when cold.
 */
public final class NativeCalls {
    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle universal;

    /** Makes the downcall, which needs native access to be enabled for this module; see {@link Module#isNativeAccessEnabled}. */
    @SuppressWarnings("restricted") // this package is the one that may
    public NativeCalls() {
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        this.universal =
                linker.downcallHandle(FunctionDescriptor.of(word, word, word, word, word, word, word));
    }

    /** The downcall itself, {@code (MemorySegment, long, long, long, long, long, long) -> long}, for callers that keep it constant. */
    public MethodHandle universal() {
        return universal;
    }

    /**
     * A function pointer that calls Java.
     *
     * @param target takes and returns longs and must not throw: that would end the process
     * @param arena how long the pointer lives
     */
    @SuppressWarnings("restricted")
    public static MemorySegment upcall(MethodHandle target, Arena arena) {
        ValueLayout[] parameters = new ValueLayout[target.type().parameterCount()];
        Arrays.fill(parameters, ValueLayout.JAVA_LONG);
        return Linker.nativeLinker().upcallStub(target, FunctionDescriptor.of(ValueLayout.JAVA_LONG, parameters), arena);
    }

    /** Address of a function of the C library. */
    public MemorySegment find(String name) {
        return linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new PlatformException("the C library has no function " + name));
    }

    /** Calls with up to six integer or pointer arguments. */
    public long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) universal.invokeExact(function, a, b, c, d, e, f);
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Throwable unexpected) {
            throw new PlatformException("native call failed", unexpected);
        }
    }

    /** A zero-terminated copy of {@code text}, as long as {@code arena} lives. */
    static long cString(Arena arena, String text) {
        return arena.allocateFrom(text).address();
    }
}
