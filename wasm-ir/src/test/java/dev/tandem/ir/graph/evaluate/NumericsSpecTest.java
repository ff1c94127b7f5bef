// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.TrapCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The assertions of the spec suite whose function is named after the one instruction it consists of ({@code "i32x4.add"}, or
 * {@code "add"} in a script called {@code i32}). The suite is in ../shared/spec-testsuite when present.
 */
final class NumericsSpecTest {
    private static final Pattern ASSERTION =
            Pattern.compile("\"type\":\"(assert_return|assert_trap)\",\"line\":(\\d+),\"action\":\\{\"type\":\"invoke\","
                    + "\"field\":\"([^\"]+)\",\"args\":\\[(.*)\\]\\},(?:\"expected\":\\[(.*)\\]|\"text\":\"([^\"]+)\".*)\\},?");
    private static final Pattern VALUE =
            Pattern.compile("\"type\":\"(\\w+)\",(?:\"lane_type\":\"(\\w+)\",)?\"value\":(?:\\[([^\\]]*)\\]|(\"[^\"]*\"))");

    private static final Map<String, Opcode> NUMERIC = new HashMap<>();

    static {
        for (Opcode op : Opcode.values()) {
            if (Numerics.isNumeric(op)) {
                NUMERIC.put(op.mnemonic(), op);
            }
        }
    }

    private record Value(String type, List<String> lanes) {}

    @ParameterizedTest
    @CsvSource({"core, 6000", "simd, 12000", "relaxed-simd, 30"})
    void assertionsHold(String archive, int least) throws IOException {
        Path zip = Path.of("../../shared/spec-testsuite/json/" + archive + ".zip");
        assumeTrue(Files.exists(zip));
        int checked = 0;
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                if (entry.getName().endsWith(".json")) {
                    String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    checked += check(entry.getName().replaceFirst(".*/", ""), text);
                }
            }
        }
        assertTrue(checked > least, checked + " assertions checked");
    }

    private static int check(String script, String text) {
        int checked = 0;
        String prefix = script.replaceFirst("(_cmp|_bitwise)?\\.json$", "") + ".";
        Matcher matcher = ASSERTION.matcher(text);
        while (matcher.find()) {
            String field = matcher.group(3);
            Opcode op = NUMERIC.containsKey(field) ? NUMERIC.get(field) : NUMERIC.get(prefix + field);
            if (op != null && op.immediates() == Opcode.Immediates.NONE) {
                List<Value> arguments = values(matcher.group(4));
                if (arguments.size() == op.operandCount()) {
                    check(script + ":" + matcher.group(2) + " " + op, op, arguments, matcher);
                    checked++;
                }
            }
        }
        return checked;
    }

    private static void check(String where, Opcode op, List<Value> arguments, Matcher matcher) {
        Bits[] operands = arguments.stream().map(NumericsSpecTest::bits).toArray(Bits[]::new);
        Optional<TrapCode> trap = Numerics.trap(op, operands);
        if (matcher.group(6) != null) {
            assertEquals(Optional.of(matcher.group(6)), trap.map(TrapCode::message), where);
            assertTrue(Numerics.canTrap(op));
        } else if (matcher.group(5).startsWith("{\"type\":\"either\"")) {
            Numerics.evaluate(op, operands);
        } else {
            assertEquals(Optional.empty(), trap, where);
            Bits result = Numerics.evaluate(op, operands);
            Value expected = values(matcher.group(5)).getFirst();
            int width = width(expected.type);
            for (int i = 0; i < expected.lanes.size(); i++) {
                String lane = expected.lanes.get(i);
                String name = where + " " + Arrays.toString(operands) + " -> " + result + " lane " + i;
                if (lane.startsWith("nan:")) {
                    long canonical = width == 4 ? 0x7fc0_0000L : 0x7ff8_0000_0000_0000L;
                    assertEquals(canonical, result.lane(width, i), name);
                } else {
                    assertEquals(Long.parseUnsignedLong(lane), result.lane(width, i), name);
                }
            }
            assertEquals(op.result() == ValueType.V128, expected.lanes.size() > 1, where);
        }
    }

    private static List<Value> values(String text) {
        List<Value> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(text);
        while (matcher.find()) {
            String type = matcher.group(2) != null ? matcher.group(2) : matcher.group(1);
            String lanes = matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
            values.add(new Value(type, List.of(lanes.replace("\"", "").split(","))));
        }
        return values;
    }

    private static int width(String type) {
        return Integer.parseInt(type.substring(1)) / 8;
    }

    private static Bits bits(Value value) {
        Bits bits = Bits.ZERO;
        int width = width(value.type);
        for (int i = 0; i < value.lanes.size(); i++) {
            bits = bits.withLane(width, i, Long.parseUnsignedLong(value.lanes.get(i)));
        }
        return bits;
    }
}
