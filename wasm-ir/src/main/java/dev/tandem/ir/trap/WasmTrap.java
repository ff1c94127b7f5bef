// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.trap;

import java.util.ArrayList;
import java.util.List;

/**
 * A guest trapped: its whole activation ended at once, at the instruction on top of the {@linkplain #backtrace() backtrace}.
 *
 * <p>The instance stays usable; effects before the trap stay.
 */
public final class WasmTrap extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Of deeper stacks the innermost frames are shown. */
    private static final int MOST_FRAMES = 200;

    private final TrapCode code;
    private transient List<WasmFrame> backtrace = List.of();

    public WasmTrap(TrapCode code) {
        super(code.message());
        this.code = code;
    }

    public WasmTrap(TrapCode code, String message) {
        super(message);
        this.code = code;
    }

    /** A trap that a Java error stands for, such as a stack overflow. */
    public WasmTrap(TrapCode code, Throwable cause) {
        super(code.message(), cause);
        this.code = code;
    }

    public TrapCode code() {
        return code;
    }

    /** The wasm frames between the trap and its entry, innermost first, some hundreds at the most; host frames are left out. */
    public List<WasmFrame> backtrace() {
        return backtrace == null ? List.of() : backtrace;
    }

    /**
     * Engine only: adds the frames of a further activation that the trap ends, outside those it has ended. Where many are shown already it does
     * nothing: a trap may end a hundred thousand activations, and must not take time by the square of that.
     */
    public void addFrames(List<WasmFrame> frames) {
        if (backtrace().size() >= MOST_FRAMES) {
            return;
        }
        List<WasmFrame> all = new ArrayList<>(backtrace());
        all.addAll(frames);
        backtrace = List.copyOf(all);
    }

    /** Engine only: sets the backtrace, once, when the trap reaches its entry. */
    public void setBacktrace(List<WasmFrame> frames) {
        if (backtrace().isEmpty()) {
            backtrace = List.copyOf(frames);
        }
    }
}
