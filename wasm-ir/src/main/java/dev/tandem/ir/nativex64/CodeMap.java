// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.WasmFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which function's code is where. Thread-safe. */
final class CodeMap {
    /** A deeper stack is shown by its innermost frames. */
    private static final int MAX_FRAMES = 200;

    /** The first {@link #size} ascend. Code is mostly placed behind what is there, so that adding is appending. Guarded by this, as all is. */
    private long[] addresses = new long[1024];

    private @Nullable InstalledCode[] codes = new InstalledCode[1024];
    private int size;

    synchronized void add(InstalledCode code) {
        if (size == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * size);
            codes = Arrays.copyOf(codes, 2 * size);
        }
        long address = code.address();
        int at = size == 0 || address > addresses[size - 1] ? size : -Arrays.binarySearch(addresses, 0, size, address) - 1;
        System.arraycopy(addresses, at, addresses, at + 1, size - at);
        System.arraycopy(codes, at, codes, at + 1, size - at);
        addresses[at] = address;
        codes[at] = code;
        size++;
    }

    synchronized void removeAll(Collection<InstalledCode> gone) {
        int[] places = new int[gone.size()];
        int found = 0;
        for (InstalledCode code : gone) {
            int at = Arrays.binarySearch(addresses, 0, size, code.address());
            if (at >= 0 && codes[at] == code) {
                places[found++] = at;
            }
        }
        Arrays.sort(places, 0, found);
        int kept = found == 0 ? size : places[0];
        for (int i = 0; i < found; i++) {
            int from = places[i] + 1;
            int count = (i + 1 < found ? places[i + 1] : size) - from;
            System.arraycopy(addresses, from, addresses, kept, count);
            System.arraycopy(codes, from, codes, kept, count);
            kept += count;
        }
        Arrays.fill(codes, kept, size, null);
        size = kept;
    }

    /** The function whose code has a byte at {@code address}; null for stubs and all else. */
    synchronized @Nullable InstalledCode find(long address) {
        int found = Arrays.binarySearch(addresses, 0, size, address);
        InstalledCode code = found >= 0 ? codes[found] : found < -1 ? codes[-found - 2] : null;
        return code != null && address - code.address() < code.block().size() ? code : null;
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
        code.addFrames(exact ? code.fault(offset) : code.call(offset), frames);
    }
}
