// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.MemoryState;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.UnknownMemory;
import dev.tandem.optimizing.build.InlinedBody;
import dev.tandem.optimizing.canonical.Removal;

/** Puts what comes out of an inlined body in the place of what came out of the call. */
final class Splice {
    private Splice() {}

    static void replace(Call call, InlinedBody body) {
        Graph graph = call.graph();
        if (!call.isTail() && body.control().isEmpty()) {
            Removal.killControl(call); // the callee never returns
            return;
        }
        ControlNode next = call.next();
        if (next != null) {
            next.setInput(call.nextSlot(), body.control().orElseThrow());
        }
        for (Node user : call.users()) {
            if (user instanceof MemoryProjection projection) {
                projection.replaceAllUses(token(graph, body, projection.aliasClass()));
                projection.kill();
            } else if (user instanceof Result result) {
                result.replaceAllUses(body.result(result.index()));
                result.kill();
            }
        }
        if (call.hasUsers()) {
            call.replaceAllUses(body.result(0));
        }
        MemoryState state = call.state();
        call.kill();
        graph.killUnused(state);
    }

    static Node token(Graph graph, InlinedBody body, AliasClass aliasClass) {
        return body.token(aliasClass).orElseGet(() -> graph.add(new UnknownMemory(aliasClass)));
    }
}
