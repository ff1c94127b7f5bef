// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.platform.RawMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The native memory of a module's code. Refers to nothing of the module that keeps it alive, so that it can outlive and free it. Thread-safe. */
final class CodeBlocks {
    private static final long FEEDBACK_CHUNK = 1 << 16;

    private final NativeFloor floor;
    /** A set, so that what one function's retirement costs does not grow with the code of the others. */
    private final Set<InstalledCode> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean freed;
    private long words;
    private long wordsSize;
    private final List<MemoryPages> feedback = new ArrayList<>(0);
    private long feedbackNext;
    private long feedbackEnd;

    private record MemoryPages(long address, long size) {}

    CodeBlocks(NativeFloor floor) {
        this.floor = floor;
    }

    /** Words near the code, zero at first; with the last reference to them everything here is freed. */
    MemorySegment allocateWords(long size) {
        long page = floor.system().pageSize();
        wordsSize = Math.max(page, (size + page - 1) / page * page);
        words = floor.codeRange().take(wordsSize);
        floor.system().commit(words, wordsSize);
        return RawMemory.owned(words, wordsSize, _ -> freeAll());
    }

    /** Whether {@link #freeAll} was called. Who wants to use the memory meanwhile holds the lock of this. */
    boolean isFreed() {
        return freed;
    }

    /** Words near the code, zero at first, that live as long as all else here; 0 if none are wanted. */
    synchronized long allocateFeedback(int size) {
        if (size == 0) {
            return 0;
        }
        if (size > feedbackEnd - feedbackNext) {
            long page = floor.system().pageSize();
            long pages = Math.max(FEEDBACK_CHUNK, (size + page - 1) / page * page);
            feedbackNext = floor.codeRange().take(pages);
            feedbackEnd = feedbackNext + pages;
            floor.system().commit(feedbackNext, pages);
            feedback.add(new MemoryPages(feedbackNext, pages));
        }
        long address = feedbackNext;
        feedbackNext += size;
        return address;
    }

    synchronized void add(InstalledCode code) {
        live.add(code);
        floor.code().add(code);
    }

    /** All that was added and not freed. */
    synchronized List<InstalledCode> live() {
        return List.copyOf(live);
    }

    /** Frees what of {@code gone} is still there. */
    synchronized void free(Collection<InstalledCode> gone) {
        List<InstalledCode> found = new ArrayList<>(gone.size());
        for (InstalledCode code : gone) {
            if (live.remove(code)) {
                found.add(code);
            }
        }
        release(found);
    }

    private void release(Collection<InstalledCode> gone) {
        floor.code().removeAll(gone);
        List<CodeMemory.Block> blocks = new ArrayList<>(gone.size());
        gone.forEach(code -> blocks.add(code.block()));
        floor.codeMemory().free(blocks);
    }

    /** Nothing may run in the code or refer to it any more. */
    synchronized void freeAll() {
        if (freed) {
            return;
        }
        freed = true;
        release(live);
        live.clear();
        for (MemoryPages pages : feedback) {
            floor.system().decommit(pages.address, pages.size);
            floor.codeRange().give(pages.address, pages.size);
        }
        floor.system().decommit(words, wordsSize);
        floor.codeRange().give(words, wordsSize);
    }
}
