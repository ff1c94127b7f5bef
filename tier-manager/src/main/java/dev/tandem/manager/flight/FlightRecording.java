// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import dev.tandem.ir.code.Tier;
import jdk.jfr.FlightRecorder;

/** Emits the events. Thread-safe. */
public final class FlightRecording {
    private static final boolean AVAILABLE = isAvailable();

    private FlightRecording() {}

    private static boolean isAvailable() {
        try {
            FlightRecorder.isInitialized();
            return true;
        } catch (NoClassDefFoundError e) {
            // A run-time image without the module jdk.jfr.
            return false;
        }
    }

    /** Whether somebody may be recording; ask before calling anything else here. */
    public static boolean isOn() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }

    public static void decoded(String module, long bytes, int functions, long nanoseconds) {
        ModuleDecodedEvent event = new ModuleDecodedEvent();
        event.module = module;
        event.bytes = bytes;
        event.functions = functions;
        event.decodeTime = nanoseconds;
        event.commit();
    }

    public static void compiled(
            String module, int function, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
        FunctionCompiledEvent event = new FunctionCompiledEvent();
        event.module = module;
        event.function = function;
        event.tier = tier.name();
        event.wasmBytes = wasmBytes;
        event.codeBytes = codeBytes;
        event.compileTime = nanoseconds;
        event.commit();
    }

    public static void hot(String module, int function, long heat, int waiting) {
        FunctionHotEvent event = new FunctionHotEvent();
        event.module = module;
        event.function = function;
        event.heat = heat;
        event.waiting = waiting;
        event.commit();
    }

    public static void queued(String module, int function, long expectedNanoseconds, int waiting) {
        FunctionQueuedEvent event = new FunctionQueuedEvent();
        event.module = module;
        event.function = function;
        event.expectedTime = expectedNanoseconds;
        event.waiting = waiting;
        event.commit();
    }

    public static void published(String module, int function, Tier tier) {
        CodePublishedEvent event = new CodePublishedEvent();
        event.module = module;
        event.function = function;
        event.tier = tier.name();
        event.commit();
    }

    public static void missed(String module, int function, long misses, boolean again) {
        GuardsMissedEvent event = new GuardsMissedEvent();
        event.module = module;
        event.function = function;
        event.misses = misses;
        event.again = again;
        event.commit();
    }

    public static void retired(String module, int function, Tier tier, int codeBytes) {
        CodeRetiredEvent event = new CodeRetiredEvent();
        event.module = module;
        event.function = function;
        event.tier = tier.name();
        event.codeBytes = codeBytes;
        event.commit();
    }

    public static void cacheHit(String module, int functions, long bytes, long nanoseconds) {
        CacheHitEvent event = new CacheHitEvent();
        event.module = module;
        event.functions = functions;
        event.bytes = bytes;
        event.readTime = nanoseconds;
        event.commit();
    }

    public static void cacheMiss(String module, long nanoseconds) {
        CacheMissEvent event = new CacheMissEvent();
        event.module = module;
        event.readTime = nanoseconds;
        event.commit();
    }

    public static void cached(String module, int function, int codeBytes) {
        CodeFromCacheEvent event = new CodeFromCacheEvent();
        event.module = module;
        event.function = function;
        event.codeBytes = codeBytes;
        event.commit();
    }

    public static void cacheWritten(String module, int functions, long bytes, long nanoseconds) {
        CacheWriteEvent event = new CacheWriteEvent();
        event.module = module;
        event.functions = functions;
        event.bytes = bytes;
        event.writeTime = nanoseconds;
        event.commit();
    }

    public static void failed(String module, int function, Tier tier, Throwable cause) {
        CompilationFailedEvent event = new CompilationFailedEvent();
        event.module = module;
        event.function = function;
        event.tier = tier.name();
        event.reason = cause.toString();
        event.commit();
    }
}
