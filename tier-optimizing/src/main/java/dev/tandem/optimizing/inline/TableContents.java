// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.optimizing.inline.CallSites.Callee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table may hold, as far as the module itself tells: where nobody has watched a call yet, and few functions of its type are put into the
 * table, it likely calls one of these. Only a guess: others may write to the table.
 */
final class TableContents {
    /** With more functions of a type in a table, a guess would seldom be right. */
    private static final int MOST_CALLEES = 5;

    /** In larger tables there are many functions of every type; they would take long to search. */
    private static final int LARGEST_TABLE = 1000;

    private final WasmModule module;
    /** By table, and type. */
    private final Map<Long, List<Callee>> known = new HashMap<>();

    TableContents(WasmModule module) {
        this.module = module;
    }

    /** The functions that the call is likely to call, by their share of the table, largest first; none if they are too many. */
    List<Callee> callees(CallIndirect call) {
        return known.computeIfAbsent((long) call.tableIndex() << 32 | call.typeIndex(), key -> find(call.tableIndex(), call.typeIndex()));
    }

    private List<Callee> find(int table, int type) {
        Map<Integer, Integer> entries = new HashMap<>();
        int all = 0;
        int searched = 0;
        for (ElementSegment segment : module.elements()) {
            if (segment.mode() == ElementSegment.Mode.ACTIVE && segment.tableIndex() == table) {
                searched += segment.size();
                if (searched > LARGEST_TABLE) {
                    return List.of();
                }
                for (int function : segment.functions()) {
                    if (module.functionTypeIndex(function) == type) {
                        entries.merge(function, 1, Integer::sum);
                        all++;
                    }
                }
            }
        }
        if (entries.size() > MOST_CALLEES) {
            return List.of();
        }
        List<Callee> callees = new ArrayList<>();
        for (Map.Entry<Integer, Integer> entry : entries.entrySet()) {
            int function = entry.getKey();
            if (module.hasBody(function)) {
                callees.add(new Callee(function, module.body(function).size(), (double) entry.getValue() / all));
            }
        }
        callees.sort(Comparator.comparingDouble(Callee::share).reversed().thenComparingInt(Callee::functionIndex));
        return callees;
    }
}
