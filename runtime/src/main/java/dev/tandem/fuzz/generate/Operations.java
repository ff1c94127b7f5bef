// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The instructions of fixed signature that a module draws from, by result. */
final class Operations {
    private static final Set<Opcode.Shape> SHAPES = EnumSet.of(
            Opcode.Shape.UNARY,
            Opcode.Shape.BINARY,
            Opcode.Shape.TERNARY,
            Opcode.Shape.EXTRACT_LANE,
            Opcode.Shape.REPLACE_LANE,
            Opcode.Shape.SHUFFLE,
            Opcode.Shape.LOAD,
            Opcode.Shape.LOAD_LANE);

    private final Map<ValueType, List<Opcode>> byResult = new HashMap<>();
    private final List<Opcode> stores = new ArrayList<>();

    Operations(Set<Topic> topics) {
        for (Opcode op : Opcode.values()) {
            if (!op.hasFixedSignature() || !allowed(op, topics)) {
                continue;
            }
            if (SHAPES.contains(op.shape())) {
                byResult.computeIfAbsent(op.result(), type -> new ArrayList<>()).add(op);
            } else if (op.shape() == Opcode.Shape.STORE || op.shape() == Opcode.Shape.STORE_LANE) {
                stores.add(op);
            }
        }
    }

    private static boolean allowed(Opcode op, Set<Topic> topics) {
        Feature feature = op.feature().orElse(null);
        boolean memory = op.shape() == Opcode.Shape.LOAD
                || op.shape() == Opcode.Shape.LOAD_LANE
                || op.shape() == Opcode.Shape.STORE
                || op.shape() == Opcode.Shape.STORE_LANE;
        return (!memory || topics.contains(Topic.MEMORY))
                && (feature != Feature.SIMD || topics.contains(Topic.VECTORS))
                && (feature != Feature.RELAXED_SIMD || topics.contains(Topic.RELAXED_VECTORS))
                && feature != Feature.GC
                && feature != Feature.THREADS
                && (topics.contains(Topic.FLOATS) || !isFloat(op));
    }

    private static boolean isFloat(Opcode op) {
        if (op.mnemonic().startsWith("f") || op.mnemonic().contains("_f32") || op.mnemonic().contains("_f64")) {
            return true;
        }
        for (int i = 0; i < op.operandCount(); i++) {
            if (op.operand(i) == ValueType.F32 || op.operand(i) == ValueType.F64) {
                return true;
            }
        }
        return false;
    }

    /** Those with that result; may be empty. */
    List<Opcode> producing(ValueType type) {
        return byResult.getOrDefault(type, List.of());
    }

    List<Opcode> stores() {
        return stores;
    }
}
