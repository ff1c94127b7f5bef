// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import static dev.tandem.ir.graph.evaluate.Lanes.build;

import dev.tandem.decoder.body.Opcode;

/** Instructions that move lanes: splats, extractions, replacements, shuffles. */
final class VectorLanes {
    private VectorLanes() {}

    static Bits splat(Opcode op, Bits scalar) {
        return build(Lanes.width(op), _ -> scalar.low());
    }

    static Bits extract(Opcode op, Bits vector, int lane) {
        int width = Lanes.width(op);
        return switch (op) {
            case I8X16_EXTRACT_LANE_S, I16X8_EXTRACT_LANE_S -> Bits.ofInt((int) vector.signedLane(width, lane));
            default -> Bits.ofLong(vector.lane(width, lane));
        };
    }

    static Bits replace(Opcode op, Bits vector, Bits scalar, int lane) {
        return vector.withLane(Lanes.width(op), lane, scalar.low());
    }

    /** @param lanes sixteen numbers from 0 to 31 */
    static Bits shuffle(Bits a, Bits b, Bits lanes) {
        return build(1, i -> {
            int lane = (int) lanes.lane(1, i);
            return lane < 16 ? a.lane(1, lane) : b.lane(1, lane - 16);
        });
    }

    static Bits swizzle(Bits a, Bits indices) {
        return build(1, i -> {
            int lane = (int) indices.lane(1, i);
            return lane < 16 ? a.lane(1, lane) : 0;
        });
    }
}
