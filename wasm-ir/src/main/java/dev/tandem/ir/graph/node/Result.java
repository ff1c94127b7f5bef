// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** One of several results of a call. */
public final class Result extends Node {
    private final int index;

    public Result(Call call, int index) {
        super(Stamp.of(call.functionType().result(index)), call);
        this.index = index;
    }

    public Call call() {
        return (Call) input(0);
    }

    /** Which result, from 0. */
    public int index() {
        return index;
    }

    @Override
    public EdgeKind inputKind(int slot) {
        return EdgeKind.OWNER;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("index", index);
    }
}
