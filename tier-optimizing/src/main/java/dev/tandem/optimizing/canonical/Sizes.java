// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.module.ConstantTable;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.TableSize;
import java.util.Optional;

/** What is known of the sizes of memories and tables: they never shrink, never pass their limits, and may be such that nobody makes them grow. */
final class Sizes {
    private static final long MOST_PAGES_32 = 1L << 16;
    private static final long MOST_PAGES_64 = 1L << 47; // whose bytes a long counts

    private Sizes() {}

    static IntegerStamp pages(MemorySize size) {
        return pages(size.graph().module(), size.memoryIndex());
    }

    static IntegerStamp bytes(MemoryByteSize size) {
        IntegerStamp pages = pages(size.graph().module(), size.memoryIndex());
        boolean counts = pages.unsignedMax() >= 0 && pages.unsignedMax() < MOST_PAGES_64;
        return IntegerStamp.unsignedRange(
                64,
                Math.min(pages.unsignedMin(), MOST_PAGES_64 - 1) * MemoryType.PAGE_SIZE,
                counts ? pages.unsignedMax() * MemoryType.PAGE_SIZE : -1);
    }

    private static IntegerStamp pages(WasmModule module, int memory) {
        Limits limits = module.memories().get(memory).limits();
        if (module.facts().isConstantMemorySize(memory)) {
            return IntegerStamp.constant(width(limits), limits.minimum());
        }
        return range(limits, limits.is64() ? -1 : MOST_PAGES_32);
    }

    static IntegerStamp elements(TableSize size) {
        WasmModule module = size.graph().module();
        Limits limits = module.tables().get(size.tableIndex()).limits();
        Optional<ConstantTable> constant = module.facts().constantTable(size.tableIndex());
        return constant.isPresent()
                ? IntegerStamp.constant(width(limits), constant.get().size())
                : range(limits, limits.is64() ? -1 : 0xffff_ffffL);
    }

    private static IntegerStamp range(Limits limits, long greatest) {
        boolean bounded = limits.hasMaximum() && Long.compareUnsigned(limits.maximum(), greatest) < 0;
        return IntegerStamp.unsignedRange(width(limits), limits.minimum(), bounded ? limits.maximum() : greatest);
    }

    private static int width(Limits limits) {
        return limits.is64() ? 64 : 32;
    }
}
