// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.node;

import dev.tandem.ir.graph.AttributeSink;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;

/** A value that depends on the way by which control came to a region: input {@code i + 1} belongs to the region's input {@code i}. */
public sealed class Phi extends Node permits MemoryPhi {
    /** @param inputs the region, then values; they may be added later */
    public Phi(Stamp stamp, Node... inputs) {
        super(stamp, inputs);
    }

    public final Region region() {
        return (Region) input(0);
    }

    /** The value when control comes from the region's input {@code index}. */
    public final Node value(int index) {
        return input(index + 1);
    }

    public final int valueCount() {
        return inputCount() - 1;
    }

    /** The one value that it can only be, when all inputs are that or the phi itself; else the phi itself. */
    public final Node onlyValue() {
        Node only = this;
        for (int i = 1; i < inputCount(); i++) {
            Node value = input(i);
            if (value != this && value != only) {
                if (only != this) {
                    return this;
                }
                only = value;
            }
        }
        return only;
    }

    @Override
    public EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.OWNER : EdgeKind.VALUE;
    }

    @Override
    public boolean isUnique() {
        return false;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("type", type());
    }
}
