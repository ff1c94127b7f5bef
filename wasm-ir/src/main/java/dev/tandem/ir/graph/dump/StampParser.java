// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.FloatStamp;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.Stamp;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads value types and stamps. */
final class StampParser {
    private static final Pattern INTEGER = Pattern.compile(
            "i(32|64) \\[(-?\\d+)\\.\\.(-?\\d+)] unsigned \\[(\\d+)\\.\\.(\\d+)] zeros 0x(\\w+) ones 0x(\\w+)");
    private static final Pattern FLOAT = Pattern.compile("(f32|f64)( notNaN)?(?: =0x(\\w+))?");
    private static final Pattern REFERENCE = Pattern.compile("(\\(ref .*\\))( nonNull)?( null)?(?: func (\\d+))?");

    private StampParser() {}

    static ValueType type(String text) {
        if (text.startsWith("(ref ")) {
            boolean nullable = text.startsWith("(ref null ");
            String heap = text.substring(nullable ? 10 : 5, text.length() - 1);
            for (int code = HeapType.BOTTOM; code < 0; code++) {
                if (HeapType.name(code).equals(heap)) {
                    return ValueType.ref(nullable, code);
                }
            }
            return ValueType.ref(nullable, Integer.parseInt(heap));
        }
        for (int code = 0; code <= ValueType.V128.code(); code++) {
            if (ValueType.of(code).toString().equals(text)) {
                return ValueType.of(code);
            }
        }
        throw new IllegalArgumentException("no type: " + text);
    }

    static Stamp parse(String text) {
        if (text.equals("CONTROL")) {
            return Stamp.CONTROL;
        }
        if (text.equals("MEMORY")) {
            return Stamp.MEMORY;
        }
        Matcher integer = INTEGER.matcher(text);
        if (integer.matches()) {
            return IntegerStamp.of(
                    Integer.parseInt(integer.group(1)),
                    Long.parseLong(integer.group(2)),
                    Long.parseLong(integer.group(3)),
                    Long.parseUnsignedLong(integer.group(4)),
                    Long.parseUnsignedLong(integer.group(5)),
                    Long.parseUnsignedLong(integer.group(6), 16),
                    Long.parseUnsignedLong(integer.group(7), 16));
        }
        Matcher number = FLOAT.matcher(text);
        if (number.matches() && (number.group(2) != null || number.group(3) != null)) {
            String bits = number.group(3);
            return new FloatStamp(
                    type(number.group(1)), number.group(2) != null, bits != null, bits == null ? 0 : Long.parseUnsignedLong(bits, 16));
        }
        Matcher reference = REFERENCE.matcher(text);
        if (reference.matches() && !text.endsWith(")")) {
            String function = reference.group(4);
            return new ReferenceStamp(
                    type(reference.group(1)),
                    reference.group(2) != null,
                    reference.group(3) != null,
                    function == null ? ReferenceStamp.UNKNOWN : Integer.parseInt(function));
        }
        return Stamp.of(type(text));
    }
}
