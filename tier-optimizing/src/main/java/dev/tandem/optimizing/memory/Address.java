// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where an access begins: {@code (base + wrapped) mod 2^32 + offset}, or, without base, at {@code offset}. What is added without
 * wrapping around is part of the offset.
 *
 * @param wrapped 0 to 2^32 - 1; 0 for 64-bit addresses
 * @param offset may be negative, where the sum is known not to be
 */
public record Address(@Nullable Node base, long wrapped, long offset) {
    private static final long WRAP = 1L << 32;

    public static Address of(Node address, long offset) {
        Node base = address;
        long sum = offset;
        while (true) {
            if (base instanceof ConstantInt constant) {
                return new Address(null, 0, sum + Integer.toUnsignedLong(constant.value()));
            }
            if (!(base instanceof Operation add) || add.op() != Opcode.I32_ADD || !(add.input(1) instanceof ConstantInt constant)) {
                return new Address(base, 0, sum);
            }
            long added = Integer.toUnsignedLong(constant.value());
            IntegerStamp stamp = (IntegerStamp) add.input(0).stamp();
            if (stamp.unsignedMax() + added < WRAP) {
                sum += added;
            } else if (stamp.unsignedMin() + added >= WRAP) {
                sum += added - WRAP;
            } else {
                return new Address(add.input(0), added, sum);
            }
            base = add.input(0);
        }
    }

    /** Whether both add the same to the same base, so that their distance is known. */
    boolean isBeside(Address that) {
        return base == that.base && wrapped == that.wrapped;
    }

    /** Whether {@code width} bytes here and {@code thatWidth} bytes there can have one in common. */
    boolean mayOverlap(int width, Address that, int thatWidth) {
        if (base != that.base || isHuge(offset) || isHuge(that.offset)) {
            return true;
        }
        long distance = wrapped + offset - (that.wrapped + that.offset);
        if (wrapped == that.wrapped) {
            return meets(distance, width, thatWidth);
        }
        // One of the two sums may have wrapped around.
        return meets(distance, width, thatWidth) || meets(distance - WRAP, width, thatWidth) || meets(distance + WRAP, width, thatWidth);
    }

    private static boolean meets(long distance, int width, int thatWidth) {
        return distance < thatWidth && -distance < width;
    }

    /** Offsets of 64-bit memories that arithmetic might not survive. */
    private static boolean isHuge(long offset) {
        return offset > 1L << 60 || offset < -(1L << 60);
    }
}
