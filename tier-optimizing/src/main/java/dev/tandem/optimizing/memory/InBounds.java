// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The memory accesses of a block that cannot trap: the smallest memory is large enough, or one before went as far from the same base. */
final class InBounds {
    private static final long PAGE = 65_536;
    private static final int MOST = 32;

    private final WasmModule module;
    private final List<Location> done = new ArrayList<>();
    private final Set<Node> safe = new HashSet<>();

    InBounds(WasmModule module, Block block) {
        this.module = module;
        for (Node node : block.nodes()) {
            Location location = node instanceof Load || node instanceof Store ? Location.of(node) : null;
            if (location != null && (fits(node, location) || done.stream().anyMatch(before -> reaches(before, location)))) {
                safe.add(node);
            } else if (location != null) {
                if (done.size() == MOST) {
                    done.removeFirst();
                }
                done.add(location);
            }
        }
    }

    boolean contains(FixedNode access) {
        return safe.contains(access);
    }

    private boolean fits(Node node, Location location) {
        Node address = node instanceof Load load ? load.address() : ((Store) node).address();
        long offset = node instanceof Load load ? load.offset() : ((Store) node).offset();
        return address.stamp() instanceof IntegerStamp stamp
                && stamp.width() == 32
                && stamp.unsignedMax() + offset + location.width()
                        <= PAGE * module.memories().get(location.entity()).limits().minimum();
    }

    /** Whether the access before ends behind this one, and this one does not begin below its base. */
    private static boolean reaches(Location before, Location location) {
        long end = location.address().offset() + location.width();
        return before.entity() == location.entity()
                && before.address().isBeside(location.address())
                && location.address().offset() >= 0
                && end <= before.address().offset() + before.width();
    }
}
