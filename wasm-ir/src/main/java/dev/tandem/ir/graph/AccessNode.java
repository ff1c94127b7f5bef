// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

/** A fixed node that reads or writes one alias class above all: input 1 is that class's token before it. */
public abstract class AccessNode extends FixedNode {
    private final AliasClass aliasClass;

    protected AccessNode(AliasClass aliasClass, Stamp stamp, Node... inputs) {
        super(stamp, inputs);
        this.aliasClass = aliasClass;
    }

    /** The class it reads or writes. */
    public final AliasClass aliasClass() {
        return aliasClass;
    }

    /** The state before it of the class. */
    public final Node token() {
        return input(1);
    }

    @Override
    public EdgeKind inputKind(int index) {
        return index == 0 ? EdgeKind.CONTROL : index == 1 ? EdgeKind.MEMORY : EdgeKind.VALUE;
    }

    @Override
    public void attributes(AttributeSink sink) {
        sink.put("aliasClass", aliasClass);
    }
}
