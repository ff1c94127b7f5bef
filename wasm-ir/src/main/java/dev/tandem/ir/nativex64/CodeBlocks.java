// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.RawMemory;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/** The native memory of a module's code. Refers to nothing of the module that keeps it alive, so that it can outlive and free it. Thread-safe. */
final class CodeBlocks {
    private final NativeFloor floor;
    private final Set<InstalledCode> live = new HashSet<>();
    private long wordsSize;

    CodeBlocks(NativeFloor floor) {
        this.floor = floor;
    }

    /** Words near the code, zero at first; with the last reference to them everything here is freed. */
    MemorySegment allocateWords(long size) {
        long page = floor.system().pageSize();
        wordsSize = Math.max(page, (size + page - 1) / page * page);
        long address = floor.codeRange().take(wordsSize);
        floor.system().commit(address, wordsSize);
        return RawMemory.owned(address, wordsSize, this::freeAll);
    }

    synchronized void add(InstalledCode code) {
        live.add(code);
        floor.code().add(code);
    }

    synchronized void free(InstalledCode code) {
        live.remove(code);
        floor.code().remove(code);
        floor.codeMemory().free(code.block());
    }

    private synchronized void freeAll(long address) {
        for (InstalledCode code : live) {
            floor.code().remove(code);
            floor.codeMemory().free(code.block());
        }
        live.clear();
        floor.system().decommit(address, wordsSize);
        floor.codeRange().give(address, wordsSize);
    }
}
