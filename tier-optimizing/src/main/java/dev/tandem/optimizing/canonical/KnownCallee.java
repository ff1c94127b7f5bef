// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.module.ConstantTable;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import org.jspecify.annotations.Nullable;

/** Calls through tables and references whose callee is known for sure, once an index or a reference turns out to be a constant. */
public final class KnownCallee {
    private KnownCallee() {}

    /** The direct call, not yet in the graph, that may take the place of {@code call}; null if there is none. */
    public static @Nullable CallDirect direct(Call call) {
        int callee = find(call);
        return callee < 0 ? null : direct(call, callee);
    }

    /** A direct call, not yet in the graph, with all that {@code call} has but its callee. */
    public static CallDirect direct(Call call, int callee) {
        Node[] inputs = new Node[2 + call.argumentCount()];
        inputs[0] = call.control();
        inputs[1] = call.state();
        for (int i = 0; i < call.argumentCount(); i++) {
            inputs[2 + i] = call.argument(i);
        }
        CallDirect direct = new CallDirect(callee, call.functionType(), call.isTail(), inputs);
        direct.at(call.position());
        return direct;
    }

    private static int find(Call call) {
        WasmModule module = call.graph().module();
        if (call instanceof CallIndirect indirect && Constants.isInteger(indirect.index())) {
            long index = Constants.stamp(indirect.index()).unsignedMin();
            int function = module.facts()
                    .constantTable(indirect.tableIndex())
                    .map(table -> table.function(index))
                    .orElse(ConstantTable.NULL);
            return function >= 0 && module.functionTypeIndex(function) == indirect.typeIndex() ? function : -1;
        }
        if (call instanceof CallRef through && through.reference().stamp() instanceof ReferenceStamp stamp && stamp.nonNull()) {
            int function = stamp.function();
            return function >= 0 && module.functionTypeIndex(function) == through.typeIndex() ? function : -1;
        }
        return -1;
    }
}
