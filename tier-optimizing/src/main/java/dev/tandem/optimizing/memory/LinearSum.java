// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An i32 as a constant plus what does not vary with it, modulo 2<sup>32</sup>: {@code b + (i + 1 << 2)} is 4 plus {@code b} and {@code i << 2}.
 * Numbers with equal terms have a known distance.
 *
 * @param terms by their nodes' ids
 */
record LinearSum(int constant, List<Term> terms) {
    /** As many sums and shifts are taken apart. */
    private static final int MOST_PARTS = 8;

    /** {@code node << shift} */
    record Term(Node node, int shift) {}

    static LinearSum of(Node node) {
        Builder builder = new Builder();
        builder.add(node, 0);
        builder.terms.sort(Comparator.comparingInt(term -> term.node.id()));
        return new LinearSum(builder.constant, builder.terms);
    }

    private static final class Builder {
        private final List<Term> terms = new ArrayList<>(2);
        private int constant;
        private int parts;

        void add(Node node, int shift) {
            if (node instanceof ConstantInt number) {
                constant += number.value() << shift;
                return;
            }
            if (node instanceof Operation operation && ++parts < MOST_PARTS) {
                if (operation.op() == Opcode.I32_ADD) {
                    add(operation.input(0), shift);
                    add(operation.input(1), shift);
                    return;
                }
                if (operation.op() == Opcode.I32_SHL && operation.input(1) instanceof ConstantInt count && shift + (count.value() & 31) < 32) {
                    add(operation.input(0), shift + (count.value() & 31));
                    return;
                }
            }
            terms.add(new Term(node, shift));
        }
    }
}
