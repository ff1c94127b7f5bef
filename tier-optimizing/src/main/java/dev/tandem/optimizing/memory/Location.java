// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.ir.graph.AccessNode;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.MemoryAccess;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TableGet;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.ir.graph.node.TableSize;
import org.jspecify.annotations.Nullable;

/**
 * A piece of mutable state that one node reads or writes.
 *
 * @param entity index of the memory, global or table
 * @param address where in the memory or table; the same constant for what has no parts
 * @param width bytes of a memory; otherwise 1
 */
public record Location(View view, AliasClass aliasClass, int entity, Address address, int width) {
    /** How the state is looked at: values read through one view say nothing about another. */
    public enum View {
        BYTES,
        GLOBAL,
        ELEMENT,
        CALLED_ELEMENT,
        PAGES,
        BYTE_SIZE,
        TABLE_SIZE
    }

    private static final Address WHOLE = new Address(null, 0, 0);

    /** What the node reads or writes, if that is one location. */
    public static @Nullable Location of(Node node) {
        if (node instanceof LoadLane) {
            return null; // it gives more than it reads
        }
        if (node instanceof MemoryAccess access) {
            return bytes(access);
        }
        if (node instanceof GlobalGet get) {
            return whole(View.GLOBAL, get, get.globalIndex());
        }
        if (node instanceof GlobalSet set) {
            return whole(View.GLOBAL, set, set.globalIndex());
        }
        if (node instanceof TableGet get) {
            return element(View.ELEMENT, get, get.tableIndex(), get.index());
        }
        if (node instanceof TableSet set) {
            return element(View.ELEMENT, set, set.tableIndex(), set.index());
        }
        if (node instanceof TableElement get) {
            return element(View.CALLED_ELEMENT, get, get.tableIndex(), get.index());
        }
        if (node instanceof MemorySize size) {
            return whole(View.PAGES, size, size.memoryIndex());
        }
        if (node instanceof MemoryByteSize size) {
            return whole(View.BYTE_SIZE, size, size.memoryIndex());
        }
        if (node instanceof TableSize size) {
            return whole(View.TABLE_SIZE, size, size.tableIndex());
        }
        return null;
    }

    private static Location bytes(MemoryAccess access) {
        Address address = Address.of(access.address(), access.offset());
        return new Location(View.BYTES, access.aliasClass(), access.memoryIndex(), address, access.op().width());
    }

    private static Location whole(View view, AccessNode access, int entity) {
        return new Location(view, access.aliasClass(), entity, WHOLE, 1);
    }

    private static Location element(View view, AccessNode access, int table, Node index) {
        return new Location(view, access.aliasClass(), table, Address.of(index, 0), 1);
    }

    /** Whether a write to one may change the other. */
    boolean mayOverlap(Location that) {
        if (aliasClass != that.aliasClass) {
            return false;
        }
        // Two entities of one class may be one object, so only addresses in the same entity can be told apart.
        return entity != that.entity
                || aliasClass.kind() == AliasClass.Kind.OTHER
                || address.mayOverlap(width, that.address, that.width);
    }

    /** Whether all of {@code that} is in this, seen through the same view. */
    boolean covers(Location that) {
        long distance = that.address.offset() - address.offset();
        return view == that.view
                && aliasClass == that.aliasClass
                && entity == that.entity
                && address.isBeside(that.address)
                && distance >= 0
                && distance <= width - that.width;
    }
}
