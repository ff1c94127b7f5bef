// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import org.jspecify.annotations.Nullable;

/**
 * A value that a location is known to hold: the location's bytes are the low bytes of the value. Where control joins it may be a
 * choice between several values; the phi is only made when somebody asks for it.
 */
final class Available {
    /** Choices of choices of choices are made without recursion problems only up to here. */
    static final int MAX_DEPTH = 50;

    private final Location location;
    /** The load that gave the value, if it is one: what it loads again is the value itself. */
    private final @Nullable Opcode load;
    private @Nullable Node value;
    private @Nullable Region region;
    private Available[] ways = {};
    private final ValueType type;
    private final int depth;

    Available(Location location, Node value, @Nullable Opcode load) {
        this.location = location;
        this.value = value;
        this.load = load;
        this.type = value.type();
        this.depth = 0;
    }

    /** The choice between what is known on each way to a region. */
    Available(Region region, Available[] ways) {
        this.location = ways[0].location;
        this.region = region;
        this.ways = ways;
        this.type = ways[0].type;
        Opcode common = ways[0].load;
        int deepest = 0;
        for (Available way : ways) {
            common = way.load == common ? common : null;
            deepest = Math.max(deepest, way.depth);
        }
        this.load = common;
        this.depth = deepest + 1;
    }

    Location location() {
        return location;
    }

    ValueType type() {
        return type;
    }

    int depth() {
        return depth;
    }

    /** Whether both are known to be the same value. */
    boolean isSame(Available that) {
        return this == that || (value != null && value == that.value && load == that.load);
    }

    /** Whether it is that very value. */
    boolean is(Node node) {
        return value == node;
    }

    Node value(Graph graph) {
        Node known = value;
        if (known == null) {
            Node[] inputs = new Node[ways.length + 1];
            inputs[0] = region;
            for (int i = 0; i < ways.length; i++) {
                inputs[i + 1] = ways[i].value(graph);
            }
            Phi phi = new Phi(inputs[1].stamp(), inputs);
            for (int i = 2; i < inputs.length; i++) {
                phi.setStamp(phi.stamp().union(inputs[i].stamp()));
            }
            known = phi.onlyValue() == phi ? graph.add(phi) : phi.onlyValue();
            value = known;
            region = null;
            ways = new Available[0];
        }
        return known;
    }

    /** What a load of the location, which this one's covers, gives; null if that is not cheap. */
    @Nullable Node loaded(Graph graph, Location wanted, @Nullable Opcode by) {
        if (by == null || (by == load && wanted.equals(location))) {
            return value(graph);
        }
        boolean isVector = type == ValueType.V128 && load != null && load != Opcode.V128_LOAD; // extended or repeated lanes
        int skip = (int) (wanted.address().offset() - location.address().offset());
        return isVector ? null : LoadedValue.of(graph, by, value(graph), skip);
    }
}
