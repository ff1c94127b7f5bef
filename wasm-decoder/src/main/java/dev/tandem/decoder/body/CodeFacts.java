// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.module.ConstantTable;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ModuleFacts;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.Limits;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers facts while function bodies are validated, one after the other: what they may change. Code that control does not reach counts, too. The
 * facts hold once {@link #complete} was called; other threads may ask any time.
 */
public final class CodeFacts implements ModuleFacts {
    private final WasmModule module;
    private final BitSet changingGlobals = new BitSet();
    private final BitSet changingTables = new BitSet();
    private final BitSet growingMemories = new BitSet();
    private final Map<Integer, Optional<ConstantTable>> tables = new ConcurrentHashMap<>();
    /** What was written before it was set may be read after it was read. */
    private volatile boolean complete;

    /** @param module must hold all that precedes its code section */
    public CodeFacts(WasmModule module) {
        this.module = module;
        changingGlobals.set(0, module.importedGlobalCount());
        changingTables.set(0, module.importedTableCount());
        growingMemories.set(0, module.importedMemoryCount());
        for (Export export : module.exports()) {
            switch (export.kind()) {
                case GLOBAL -> changingGlobals.set(export.index());
                case TABLE -> changingTables.set(export.index());
                case MEMORY -> growingMemories.set(export.index());
                default -> {}
            }
        }
    }

    void setsGlobal(int index) {
        changingGlobals.set(index);
    }

    void writesTable(int index) {
        changingTables.set(index);
    }

    void growsMemory(int index) {
        growingMemories.set(index);
    }

    /** The last body was validated. */
    public void complete() {
        complete = true;
    }

    @Override
    public boolean isConstantGlobal(int globalIndex) {
        return complete && !changingGlobals.get(globalIndex);
    }

    @Override
    public Optional<ConstantTable> constantTable(int tableIndex) {
        return complete && !changingTables.get(tableIndex)
                ? tables.computeIfAbsent(tableIndex, new TableFiller(module)::fill)
                : Optional.empty();
    }

    @Override
    public boolean isConstantMemorySize(int memoryIndex) {
        Limits limits = module.memories().get(memoryIndex).limits();
        return limits.minimum() == limits.maximum() || (complete && !growingMemories.get(memoryIndex));
    }
}
