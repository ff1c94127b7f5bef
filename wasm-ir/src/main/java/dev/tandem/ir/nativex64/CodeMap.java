// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.WasmFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Which function's code is where. Thread-safe. */
final class CodeMap {
    /** A deeper stack is shown by its innermost frames. */
    private static final int MAX_FRAMES = 200;

    private final ConcurrentSkipListMap<Long, InstalledCode> byAddress = new ConcurrentSkipListMap<>();

    void add(InstalledCode code) {
        byAddress.put(code.address(), code);
    }

    void remove(InstalledCode code) {
        byAddress.remove(code.address());
    }

    /** The function whose code has a byte at {@code address}; null for stubs and all else. */
    @Nullable InstalledCode find(long address) {
        Map.Entry<Long, InstalledCode> entry = byAddress.floorEntry(address);
        if (entry == null) {
            return null;
        }
        InstalledCode code = entry.getValue();
        return address - code.address() < code.block().size() ? code : null;
    }

    /**
     * The guest frames from that of a stub outwards to the entry, innermost first. The chain of frame pointers ends with 0.
     *
     * @param frame the stub's frame: the caller's {@code rbp}, then the address in the caller
     * @param fault whether that address is of an instruction that faulted, not a return address
     */
    List<WasmFrame> frames(long frame, boolean fault) {
        List<WasmFrame> frames = new ArrayList<>();
        long at = frame;
        boolean exact = fault;
        while (at != 0 && frames.size() < MAX_FRAMES) {
            long address = RawMemory.getLong(at + 8);
            // A return address may be the end of its function's code.
            InstalledCode code = find(exact ? address : address - 1);
            if (code != null) {
                addFrames(code, address, exact, frames);
            }
            if (code != null && code.frameless().contains((int) ((exact ? address : address - 1) - code.address()))) {
                // The stub's frame lies right below this function's return address, and holds its caller's rbp.
                address = RawMemory.getLong(at + 16);
                code = find(address - 1);
                if (code != null) {
                    addFrames(code, address, false, frames);
                }
            }
            exact = false;
            at = RawMemory.getLong(at);
        }
        return frames;
    }

    private static void addFrames(InstalledCode code, long address, boolean exact, List<WasmFrame> frames) {
        int offset = (int) (address - code.address());
        code.addFrames((exact ? code.faults() : code.calls()).find(offset), frames);
    }
}
