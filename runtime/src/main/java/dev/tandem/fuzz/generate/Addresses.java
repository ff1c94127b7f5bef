// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.List;

/** Addresses and their static offsets: mostly inside the memory, often at its end, sometimes far outside. */
final class Addresses {
    private static final int PAGE = 65536;
    private static final long[] FAR = {
        PAGE, 2 * PAGE - 1, 0x7FFFFFFFL, 0x7FFFFFF8L, 0x80000000L, 0xFFFF0000L, 0xFFFFFFF8L, 0xFFFFFFFFL
    };

    private final Frame frame;
    private final Draw draw;
    private final Expressions expressions;

    Addresses(Frame frame, Draw draw, Expressions expressions) {
        this.frame = frame;
        this.draw = draw;
        this.expressions = expressions;
    }

    /** The immediates of an access of that many bytes: alignment, memory, offset. */
    long[] argument(int memory, int width) {
        int natural = Integer.numberOfTrailingZeros(width);
        return new long[] {draw.between(0, natural), memory, offset(width)};
    }

    private long offset(int width) {
        if (draw.chance(50)) {
            return 0;
        } else if (draw.chance(85)) {
            return draw.below(256);
        } else if (!frame.has(Topic.WILD_ADDRESSES)) {
            return draw.below(4096);
        }
        return draw.chance(50) ? PAGE - width + draw.between(-1, 1) : FAR[draw.below(FAR.length)] - draw.below(16);
    }

    /** An expression for an address in that memory. */
    Code address(Scope scope, int memory, int depth) {
        ValueType type = frame.addressType(memory);
        boolean wild = frame.has(Topic.WILD_ADDRESSES) && draw.chance(12);
        if (wild && draw.chance(50)) {
            return expressions.of(scope, type, depth);
        } else if (wild) {
            long edge = draw.chance(50) ? PAGE - draw.below(18) : FAR[draw.below(FAR.length)] - draw.below(16);
            return Constants.address(type, edge);
        }
        return switch (draw.below(5)) {
            case 0 -> Constants.address(type, draw.below(1024));
            case 1 -> counterAddress(scope, type);
            default -> masked(type, expressions.of(scope, type, depth));
        };
    }

    private Code masked(ValueType type, Code value) {
        long mask = draw.pick(List.of(0xFFL, 0xF8L, 0xFFCL, 0xFFFL, 0x7FF0L, 0xFEFFL));
        return Code.value(
                type == ValueType.I64 ? Opcode.I64_AND : Opcode.I32_AND, type, List.of(value, Constants.address(type, mask)));
    }

    /** {@code counter << k}, the shape of array accesses in loops. */
    private Code counterAddress(Scope scope, ValueType type) {
        List<Integer> counters = scope.counters();
        if (counters.isEmpty()) {
            return Constants.address(type, draw.below(64));
        }
        Code scaled = Code.value(
                Opcode.I32_SHL, ValueType.I32, List.of(scope.get(draw.pick(counters)), Constants.i32(draw.below(4))));
        return type == ValueType.I32 ? scaled : Code.value(Opcode.I64_EXTEND_I32_U, type, List.of(scaled));
    }
}
