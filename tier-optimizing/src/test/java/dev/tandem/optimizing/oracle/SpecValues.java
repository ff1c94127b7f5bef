// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import dev.tandem.ir.graph.evaluate.Bits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of conformance scripts: arguments, and patterns of results. */
final class SpecValues {
    private SpecValues() {}

    static @Nullable Object value(Map<?, ?> json) {
        String type = (String) json.get("type");
        if (type.equals("v128")) {
            List<?> lanes = (List<?>) json.get("value");
            int width = 16 / lanes.size();
            Bits vector = Bits.ZERO;
            for (int i = 0; i < lanes.size(); i++) {
                vector = vector.withLane(width, i, Long.parseUnsignedLong((String) lanes.get(i)));
            }
            return vector;
        }
        String value = (String) json.get("value");
        if (isNumber(type)) {
            return Bits.ofLong(Long.parseUnsignedLong(value));
        }
        return value.equals("null") ? null : "host " + value;
    }

    private static boolean isNumber(String type) {
        return type.equals("i32") || type.equals("i64") || type.equals("f32") || type.equals("f64");
    }

    static boolean match(@Nullable Object[] results, List<?> expected) {
        boolean match = results.length == expected.size();
        for (int i = 0; match && i < results.length; i++) {
            match = matches(results[i], (Map<?, ?>) expected.get(i));
        }
        return match;
    }

    private static boolean matches(@Nullable Object result, Map<?, ?> expected) {
        String type = (String) expected.get("type");
        if (type.equals("either")) {
            return ((List<?>) expected.get("values")).stream().anyMatch(e -> matches(result, (Map<?, ?>) e));
        }
        if (type.equals("v128")) {
            List<?> lanes = (List<?>) expected.get("value");
            int width = 16 / lanes.size();
            for (int i = 0; i < lanes.size(); i++) {
                if (!matches(((Bits) result).lane(width, i), (String) lanes.get(i), width)) {
                    return false;
                }
            }
            return true;
        }
        String value = (String) expected.get("value");
        if (isNumber(type)) {
            return result instanceof Bits bits && matches(bits.low(), value, type.endsWith("32") ? 4 : 8);
        }
        return value == null ? result != null : value.equals("null") ? result == null : ("host " + value).equals(result);
    }

    private static boolean matches(long lane, String pattern, int width) {
        long quiet = width == 4 ? 0x7fc0_0000L : 0x7ff8_0000_0000_0000L;
        return switch (pattern) {
            case "nan:canonical" -> (lane & (width == 4 ? 0x7fff_ffffL : Long.MAX_VALUE)) == quiet;
            case "nan:arithmetic" -> (lane & quiet) == quiet;
            default -> lane == Long.parseUnsignedLong(pattern);
        };
    }

    static String text(@Nullable Object[] results) {
        return Arrays.toString(results);
    }
}
