// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.optimizing.pipeline.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies and fills of few bytes, a known number, become loads and stores, which other phases see through. All bytes are read before any is
 * written, and the last are written first: if any of them is out of bounds, they trap, and nothing was written. Only where accesses need
 * no checks of their own, and not for HotSpot, which knows how to copy.
 */
final class BulkRules {
    private static final int MOST_BYTES = 64;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

    private BulkRules() {}

    /** Bytes that one access moves. */
    private record Piece(int offset, int width) {}

    static boolean copy(MemoryCopy copy, Rewriter rewriter) {
        if (!isSmall(copy.size(), rewriter)
                || copy.source().type() != ValueType.I32
                || copy.destination().type() != ValueType.I32) {
            return false;
        }
        AliasClass from = rewriter.graph().aliasClasses().memory(copy.sourceMemory());
        List<Piece> pieces = pieces((int) Constants.value(copy.size()));
        List<Node> values = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            Load load = new Load(
                    load(piece.width), copy.sourceMemory(), piece.offset, from, copy.control(), copy.sourceToken(), copy.source());
            values.add(insert(load, copy, rewriter));
        }
        Node token = copy.token();
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            Store store = new Store(
                    store(piece.width), copy.destinationMemory(), piece.offset, copy.aliasClass(), copy.control(), token,
                    copy.destination(), values.get(i));
            token = insert(store, copy, rewriter);
        }
        rewriter.replaceFixed(copy, token);
        return true;
    }

    static boolean fill(MemoryFill fill, Rewriter rewriter) {
        if (!isSmall(fill.size(), rewriter)
                || fill.destination().type() != ValueType.I32
                || !(fill.value() instanceof ConstantInt value)) {
            return false;
        }
        List<Piece> pieces = pieces((int) Constants.value(fill.size()));
        long bytes = EACH_BYTE * (value.value() & 0xff);
        Node token = fill.token();
        for (int i = pieces.size() - 1; i >= 0; i--) {
            Piece piece = pieces.get(i);
            Node filling = switch (piece.width) {
                case 16 -> rewriter.unique(new ConstantVector(bytes, bytes));
                case 8 -> rewriter.unique(new ConstantLong(bytes));
                default -> rewriter.unique(new ConstantInt((int) bytes));
            };
            Store store = new Store(
                    store(piece.width), fill.memoryIndex(), piece.offset, fill.aliasClass(), fill.control(), token,
                    fill.destination(), filling);
            token = insert(store, fill, rewriter);
        }
        rewriter.replaceFixed(fill, token);
        return true;
    }

    private static boolean isSmall(Node size, Rewriter rewriter) {
        Target target = rewriter.context().target();
        return target.guarded32()
                && !target.equals(Target.JVM)
                && size instanceof ConstantInt count
                && count.value() > 0
                && count.value() <= MOST_BYTES;
    }

    private static Node insert(FixedNode node, FixedNode before, Rewriter rewriter) {
        rewriter.graph().add(node.at(before.position()));
        node.insertBefore(before);
        rewriter.enqueue(node);
        return node;
    }

    /** From the first byte to the last; the last piece may begin in the one before. */
    private static List<Piece> pieces(int size) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < size) {
            int left = size - at;
            int width = Math.min(16, Integer.highestOneBit(left));
            int covering = width == left ? width : 2 * width;
            if (covering <= 16 && covering <= size) {
                pieces.add(new Piece(size - covering, covering));
                break;
            }
            pieces.add(new Piece(at, width));
            at += width;
        }
        return pieces;
    }

    private static Opcode load(int width) {
        return switch (width) {
            case 1 -> Opcode.I32_LOAD8_U;
            case 2 -> Opcode.I32_LOAD16_U;
            case 4 -> Opcode.I32_LOAD;
            case 8 -> Opcode.I64_LOAD;
            default -> Opcode.V128_LOAD;
        };
    }

    private static Opcode store(int width) {
        return switch (width) {
            case 1 -> Opcode.I32_STORE8;
            case 2 -> Opcode.I32_STORE16;
            case 4 -> Opcode.I32_STORE;
            case 8 -> Opcode.I64_STORE;
            default -> Opcode.V128_STORE;
        };
    }
}
