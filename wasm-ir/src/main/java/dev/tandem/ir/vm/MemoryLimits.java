// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;

/**
 * How large memories may become. The last page of a 32-bit address space is for memories that ask for it by their limits; others grow to
 * {@value #USUAL_PAGES} pages. So an address in such a memory stays below 2<sup>32</sup> when a page's worth is added to it, and
 * one that wraps around below zero by less is in no memory: compilers count on both.
 */
public final class MemoryLimits {
    private static final long ALL_PAGES = 1L << 16;
    private static final long USUAL_PAGES = ALL_PAGES - 1;

    private MemoryLimits() {}

    /** As many pages as a memory of that type, made here, ever has. */
    public static long mostPages(Limits limits) {
        if (limits.is64() || limits.hasMaximum()) {
            return limits.maximum();
        }
        return Math.max(limits.minimum(), USUAL_PAGES);
    }

    /** As many bytes as a module's memory with 32-bit addresses ever has; an imported one may have been made with other limits than it is imported with. */
    public static long mostBytes(WasmModule module, int memoryIndex) {
        Limits limits = module.memories().get(memoryIndex).limits();
        boolean unknown = memoryIndex < module.importedMemoryCount() && !limits.hasMaximum();
        return (unknown ? ALL_PAGES : mostPages(limits)) * MemoryType.PAGE_SIZE;
    }
}
