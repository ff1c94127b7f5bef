// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.cache.ModuleCache;
import dev.tandem.manager.flight.FlightRecording;

/** Tells a listener and the Flight Recorder of what happens in one module; the listener's faults stop neither the guest nor a compiler. */
final class Events implements ModuleCache.Observer {
    private final TierListener listener;
    /** Its name may be the last thing of it to arrive. */
    private final WasmModule module;
    /** Asked first: the start of most programs has no listener, and should not pay for lambdas. */
    private final boolean heard;

    Events(TierListener listener, WasmModule module) {
        this.listener = listener;
        this.module = module;
        this.heard = listener != TierListener.NONE;
    }

    private String name() {
        return module.names().moduleName().orElse("");
    }

    private interface Telling {
        void tell();
    }

    private static void tell(Telling telling) {
        try {
            telling.tell();
        } catch (RuntimeException | Error ignored) {
            // See above.
        }
    }

    void decoded(long bytes, int functions, long nanoseconds) {
        if (heard) {
            tell(() -> listener.decoded(name(), bytes, functions, nanoseconds));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.decoded(name(), bytes, functions, nanoseconds);
        }
    }

    void compiled(int function, Tier tier, int wasmBytes, int codeBytes, long nanoseconds) {
        if (heard) {
            tell(() -> listener.compiled(name(), function, tier, wasmBytes, codeBytes, nanoseconds));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.compiled(name(), function, tier, wasmBytes, codeBytes, nanoseconds);
        }
    }

    void hot(int function, long heat, int waiting) {
        if (heard) {
            tell(() -> listener.hot(name(), function, heat, waiting));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.hot(name(), function, heat, waiting);
        }
    }

    void queued(int function, long expectedNanoseconds, int waiting) {
        if (heard) {
            tell(() -> listener.queued(name(), function, expectedNanoseconds, waiting));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.queued(name(), function, expectedNanoseconds, waiting);
        }
    }

    void compiling(int function) {
        if (heard) {
            tell(() -> listener.compiling(name(), function));
        }
    }

    void published(int function, Tier tier) {
        if (heard) {
            tell(() -> listener.published(name(), function, tier));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.published(name(), function, tier);
        }
    }

    void missed(int function, long misses, boolean again) {
        if (heard) {
            tell(() -> listener.missed(name(), function, misses, again));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.missed(name(), function, misses, again);
        }
    }

    void retired(int function, Tier tier, int codeBytes) {
        if (heard) {
            tell(() -> listener.retired(name(), function, tier, codeBytes));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.retired(name(), function, tier, codeBytes);
        }
    }

    void cacheRead(int functions, long bytes, long nanoseconds) {
        boolean hit = functions > 0;
        if (heard) {
            tell(() -> {
                if (hit) {
                    listener.cacheHit(name(), functions, bytes, nanoseconds);
                } else {
                    listener.cacheMiss(name(), nanoseconds);
                }
            });
        }
        if (FlightRecording.isOn()) {
            if (hit) {
                FlightRecording.cacheHit(name(), functions, bytes, nanoseconds);
            } else {
                FlightRecording.cacheMiss(name(), nanoseconds);
            }
        }
    }

    void cached(int function, int wasmBytes, int codeBytes) {
        if (heard) {
            tell(() -> listener.cached(name(), function, wasmBytes, codeBytes));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.cached(name(), function, codeBytes);
        }
    }

    @Override
    public void written(int functions, long bytes, long nanoseconds) {
        if (heard) {
            tell(() -> listener.cacheWritten(name(), functions, bytes, nanoseconds));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.cacheWritten(name(), functions, bytes, nanoseconds);
        }
    }

    void failed(int function, Tier tier, Throwable cause) {
        if (heard) {
            tell(() -> listener.failed(name(), function, tier, cause));
        }
        if (FlightRecording.isOn()) {
            FlightRecording.failed(name(), function, tier, cause);
        }
    }

    void cancelled(int function) {
        if (heard) {
            tell(() -> listener.cancelled(name(), function));
        }
    }
}
