// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Cuts a function into pieces that HotSpot compiles.
 *
 * <p>Recorded code is a line with forward branches, in which loops nest. So what can become a piece is a range between two cuts at the
 * same loop level. Ranges are made large enough for HotSpot to optimise in, and end where the nesting of blocks is least. A piece is
 * normally entered at its start alone; a switch with many targets stays outside of its cases, so that each case is a piece that
 * one dispatching method calls. Loops too large for one piece are cut first, from the inside out. If calls of pieces alone are too
 * many, they are grouped once more, and then pieces may be entered at inner labels.
 */
final class SplitPlanner {
    private static final int CALL_BYTES = 14;
    private static final int EXIT_BYTES = 4;
    private static final int ENTRY_BYTES = 1;
    /** A switch with more targets is worth keeping out of pieces that do not hold them all. */
    private static final int FEW_TARGETS = 4;

    private final CodeBuffer code;
    private final MethodLimits limits;
    private final PieceFlow flow;

    SplitPlanner(CodeBuffer code, MethodLimits limits) {
        this.code = code;
        this.limits = limits;
        this.flow = new PieceFlow(code);
    }

    /** The whole function as a piece, with pieces below it. */
    Piece plan() {
        Region region = new Region(code.length);
        readRegion(region, 0);
        Piece root = new Piece(0, code.length);
        root.children.addAll(region.reduce());
        flow.analyse(root);
        return root;
    }

    private int bytesAt(int position) {
        if (position >= code.length) {
            return code.bytes();
        }
        return code.cuts().bytesBefore(code.cuts().indexAt(position));
    }

    /** Reads the items of a region; returns the position after it. */
    private int readRegion(Region region, int firstCut) {
        int cut = firstCut;
        while (cut < code.cuts().count() && code.cuts().position(cut) < region.to) {
            int from = code.cuts().position(cut);
            int loop = loopAt(from);
            int to;
            @Nullable Region body = null;
            if (loop >= 0) {
                to = code.labels().endOfLoop(loop);
                if (bytesAt(to) - bytesAt(from) > limits.most()) {
                    body = new Region(to);
                    readRegion(body, cut + 1);
                }
                cut = code.cuts().indexAt(to);
            } else {
                cut++;
                to = cut < code.cuts().count() ? Math.min(code.cuts().position(cut), region.to) : region.to;
            }
            region.items.add(new Item(from, to, bytesAt(to) - bytesAt(from), body, loop >= 0, depthAt(to)));
        }
        return cut;
    }

    private int depthAt(int position) {
        int index = code.cuts().indexAt(position);
        return index < code.cuts().count() ? code.cuts().nesting(index) : 0;
    }

    /** The loop that starts at a cut; -1 if none does. */
    private int loopAt(int position) {
        int word = code.code[position];
        return (word & 0xff) == CodeBuffer.LOOP ? word >>> 8 : -1;
    }

    /** Code between two cuts of one region: straight code, a whole loop, or later a piece. */
    private static final class Item {
        final int from;
        final int to;
        int bytes;
        final @Nullable Region body;
        final boolean loop;
        /** Nesting depth of blocks at the end. */
        final int depth;

        final List<Piece> pieces = new ArrayList<>();

        Item(int from, int to, int bytes, @Nullable Region body, boolean loop, int depth) {
            this.from = from;
            this.to = to;
            this.bytes = bytes;
            this.body = body;
            this.loop = loop;
            this.depth = depth;
        }
    }

    /** The whole function, or the body of a loop. */
    private final class Region {
        final int to;
        List<Item> items = new ArrayList<>();
        /** How large ranges are to become. */
        private int target = limits.target();

        Region(int to) {
            this.to = to;
        }

        /** Makes pieces until what remains fits in a method; returns them in order. */
        List<Piece> reduce() {
            for (Item item : items) {
                if (item.body != null) {
                    item.pieces.addAll(item.body.reduce());
                    item.bytes = item.body.bytes();
                }
            }
            List<Item> uncut = items;
            if (bytes() > limits.most()) {
                outline(false);
            }
            if (bytes() > limits.most()) {
                items = uncut;
                outlineGroups();
            }
            List<Piece> pieces = new ArrayList<>();
            for (Item item : items) {
                pieces.addAll(item.pieces);
            }
            return pieces;
        }

        /** Pieces with inner entries, then pieces of pieces, as long as that helps. */
        private void outlineGroups() {
            target = 2 * limits.target();
            int before;
            do {
                before = bytes();
                outline(true);
            } while (bytes() > limits.most() && bytes() < before);
        }

        int bytes() {
            int sum = 0;
            for (Item item : items) {
                sum += item.bytes;
            }
            return sum;
        }

        /** Replaces ranges of items by pieces, those with loops and the largest first. */
        private void outline(boolean innerEntries) {
            List<int[]> ranges = ranges(innerEntries);
            ranges.sort(Comparator.comparingInt((int[] range) -> -gain(range)).thenComparingInt(range -> range[0]));
            int excess = bytes() - limits.most();
            boolean[] taken = new boolean[items.size()];
            int[] rangeEnd = new int[items.size()];
            for (int[] range : ranges) {
                if (excess <= 0 && !hasLoop(range)) {
                    continue;
                }
                taken[range[0]] = true;
                rangeEnd[range[0]] = range[1];
                excess -= gain(range);
            }
            List<Item> reduced = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                if (taken[i]) {
                    reduced.add(piece(i, rangeEnd[i]));
                    i = rangeEnd[i] - 1;
                } else {
                    reduced.add(items.get(i));
                }
            }
            items = reduced;
        }

        private int size(int[] range) {
            int sum = 0;
            for (int i = range[0]; i < range[1]; i++) {
                sum += items.get(i).bytes;
            }
            return sum;
        }

        private int gain(int[] range) {
            return size(range) - CALL_BYTES - 4 * EXIT_BYTES;
        }

        private boolean hasLoop(int[] range) {
            for (int i = range[0]; i < range[1]; i++) {
                if (items.get(i).loop) {
                    return true;
                }
            }
            return false;
        }

        private Item piece(int first, int end) {
            Item start = items.get(first);
            Item last = items.get(end - 1);
            int begin = skipLabels(start.from);
            Piece piece = new Piece(begin, last.to);
            for (int i = first; i < end; i++) {
                piece.children.addAll(items.get(i).pieces);
            }
            flow.analyse(piece);
            int bytes = CALL_BYTES + EXIT_BYTES * piece.exits.length + ENTRY_BYTES * piece.entries.length;
            Item item = new Item(start.from, last.to, bytes, null, false, last.depth);
            item.pieces.add(piece);
            return item;
        }

        private int skipLabels(int position) {
            int at = position;
            while ((code.code[at] & 0xff) == CodeBuffer.LABEL) {
                at++;
            }
            return at;
        }

        /** Ranges worth being pieces, by first and end item. */
        private List<int[]> ranges(boolean innerEntries) {
            List<int[]> ranges = new ArrayList<>();
            int first = 0;
            while (first < items.size()) {
                int end = rangeFrom(first, innerEntries);
                if (end == first) {
                    first++;
                    continue;
                }
                int[] range = {first, end};
                boolean single = end == first + 1 && !items.get(first).pieces.isEmpty();
                if ((size(range) >= limits.least() && !single) || items.get(first).body != null) {
                    ranges.add(range);
                }
                first = end;
            }
            return ranges;
        }

        /** The best end of a range that starts at item {@code first}; {@code first} itself if none can. */
        private int rangeFrom(int first, boolean innerEntries) {
            int bytes = 0;
            int best = first;
            int bestDepth = Integer.MAX_VALUE;
            int start = items.get(first).from;
            int floor = -1;
            for (int i = first; i < items.size(); i++) {
                Item item = items.get(i);
                if (i > first && !innerEntries && enteredFromBefore(item.from, start)) {
                    return i;
                }
                bytes += item.bytes;
                if (bytes > target && i > first) {
                    break;
                }
                int span = switchSpan(item);
                if (span > item.to) {
                    if (spanBytes(i, span) + bytes > target) {
                        return i;
                    }
                    floor = Math.max(floor, span);
                }
                boolean large = bytes >= target / 3;
                if (item.to >= floor && (item.depth <= bestDepth || !large)) {
                    best = i + 1;
                    bestDepth = large ? item.depth : Integer.MAX_VALUE;
                } else if (best <= first) {
                    best = i + 1;
                }
            }
            return best;
        }

        private int spanBytes(int from, int position) {
            int sum = 0;
            for (int i = from + 1; i < items.size() && items.get(i).from < position && sum <= target; i++) {
                sum += items.get(i).bytes;
            }
            return sum;
        }

        /** Whether a label at {@code position} is branched to from before {@code start}. */
        private boolean enteredFromBefore(int position, int start) {
            for (int at = position; at < to && (code.code[at] & 0xff) == CodeBuffer.LABEL; at++) {
                if (code.labels().firstReference(code.code[at] >>> 8) < start) {
                    return true;
                }
            }
            return false;
        }

        /** The last position in this region that a large switch among the item's code goes to; -1 if there is none. */
        private int switchSpan(Item item) {
            if (item.loop || !item.pieces.isEmpty()) {
                return -1;
            }
            int span = -1;
            for (int at = item.from; at < item.to; at += code.size(at)) {
                if ((code.code[at] & 0xff) == Opcodes.TABLESWITCH && (code.code[at] >>> 8) > FEW_TARGETS) {
                    for (int i = 1; i <= code.code[at] >>> 8; i++) {
                        int label = code.code[at + i];
                        if (code.labels().endOfLoop(label) < 0) {
                            span = Math.max(span, Math.min(to, code.labels().position(label)));
                        }
                    }
                }
            }
            return span;
        }
    }
}
