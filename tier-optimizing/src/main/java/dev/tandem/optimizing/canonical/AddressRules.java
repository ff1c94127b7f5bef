// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.MemoryAccess;
import dev.tandem.ir.graph.node.Store;

/**
 * Addresses of memory accesses: a constant that is added to the address becomes part of the static offset. An address wraps, the offset does
 * not: so only if the stamp proves that this sum does not wrap.
 */
final class AddressRules {
    private AddressRules() {}

    /** The constant that may move from the address to the static offset; 0 if none may. */
    private static long movable(Node address, long offset) {
        if (!Arithmetic.ADD.byConstant(address)) {
            return 0;
        }
        boolean narrow = address.type() == ValueType.I32;
        long mask = narrow ? 0xffff_ffffL : -1;
        long constant = Constants.value(address.input(1)) & mask;
        IntegerStamp base = Constants.stamp(address.input(0));
        long sum = base.unsignedMax() + constant;
        boolean wraps = narrow ? sum >>> 32 != 0 : Long.compareUnsigned(sum, constant) < 0;
        long total = offset + constant;
        // Offsets stay within what an instruction could have; far ones cost more than they save.
        boolean fits = constant >= 0 && offset >= 0 && total >= 0 && total <= Integer.MAX_VALUE;
        return wraps || !fits ? 0 : constant;
    }

    static boolean access(MemoryAccess access, Rewriter rewriter) {
        long constant = movable(access.address(), access.offset());
        if (constant == 0) {
            return access instanceof Store store && store(store, rewriter);
        }
        rewriter.replaceInPlace(access, access.relocated(access.offset() + constant, access.address().input(0)));
        return true;
    }

    /** Only the lowest bits of the value are stored. */
    private static boolean store(Store store, Rewriter rewriter) {
        Opcode op = store.op();
        int bits = 8 * op.width();
        Node value = store.value();
        boolean partial = (value.type() == ValueType.I32 && bits < 32) || (value.type() == ValueType.I64 && bits < 64);
        if (!partial) {
            return false;
        }
        Node needed = Demand.lowest(value, bits, rewriter);
        if (needed != null) {
            replace(store, op, needed, rewriter);
            return true;
        }
        if (WidthRules.isExtension(value)) {
            replace(store, narrowed(op), value.input(0), rewriter);
            return true;
        }
        return false;
    }

    /** The store of an i32 that writes as many bytes of it as {@code op} of an i64. */
    private static Opcode narrowed(Opcode op) {
        return switch (op) {
            case I64_STORE8 -> Opcode.I32_STORE8;
            case I64_STORE16 -> Opcode.I32_STORE16;
            case I64_STORE32 -> Opcode.I32_STORE;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static void replace(Store store, Opcode op, Node value, Rewriter rewriter) {
        rewriter.replaceInPlace(
                store,
                new Store(
                        op, store.memoryIndex(), store.offset(), store.aliasClass(), store.control(), store.token(),
                        store.address(), value));
    }

    /** Whether the least size that the memory may have is enough. */
    private static boolean isInBounds(BoundsCheck check) {
        long end = check.offset() + check.width();
        long last = Constants.stamp(check.address()).unsignedMax();
        boolean counts = check.offset() >= 0 && end >= 0 && last >= 0 && last + end >= 0;
        return counts && Long.compareUnsigned(last + end, Constants.stamp(check.byteSize()).unsignedMin()) <= 0;
    }

    static boolean boundsCheck(BoundsCheck check, Rewriter rewriter) {
        if (isInBounds(check)) {
            rewriter.replaceFixed(check, check.byteSize());
            return true;
        }
        long constant = movable(check.address(), check.offset());
        if (constant == 0) {
            return false;
        }
        ControlNode control = check.control();
        rewriter.replaceInPlace(
                check,
                new BoundsCheck(check.offset() + constant, check.width(), control, check.byteSize(), check.address().input(0)));
        return true;
    }
}
