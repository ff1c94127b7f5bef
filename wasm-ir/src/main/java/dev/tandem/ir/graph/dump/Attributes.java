// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.TrapCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attributes of a line, by name. */
final class Attributes {
    private static final Map<String, Opcode> OPCODES = new HashMap<>();

    static {
        for (Opcode op : Opcode.values()) {
            OPCODES.putIfAbsent(op.mnemonic(), op);
        }
    }

    private final Map<String, String> values = new HashMap<>();

    private Attributes() {}

    /** Takes {@code a=1, b=[2, 3]} apart. */
    static Attributes of(String text) {
        Attributes attributes = new Attributes();
        for (String part : split(text)) {
            int equals = part.indexOf('=');
            attributes.values.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return attributes;
    }

    /** Splits at commas outside brackets. */
    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[') {
                depth++;
            } else if (c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 2;
            }
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no attribute " + name + " in " + values);
        }
        return value;
    }

    int integer(String name) {
        return Integer.parseInt(text(name));
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }

    double fraction(String name) {
        return Double.parseDouble(text(name));
    }

    boolean flag(String name) {
        return integer(name) != 0;
    }

    Opcode op() {
        Opcode op = OPCODES.get(text("op"));
        if (op == null) {
            throw new IllegalArgumentException("no instruction " + text("op"));
        }
        return op;
    }

    TrapCode trapCode() {
        return TrapCode.valueOf(text("code"));
    }

    ValueType type() {
        return StampParser.type(text("type"));
    }

    int[] integers(String name) {
        List<String> parts = split(inside(text(name)));
        int[] integers = new int[parts.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = Integer.parseInt(parts.get(i));
        }
        return integers;
    }

    double[] fractions(String name) {
        List<String> parts = split(inside(text(name)));
        double[] fractions = new double[parts.size()];
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = Double.parseDouble(parts.get(i));
        }
        return fractions;
    }

    FunctionType functionType() {
        String text = text("functionType");
        int arrow = text.indexOf(" -> ");
        return new FunctionType(types(text.substring(0, arrow)), types(text.substring(arrow + 4)));
    }

    private static List<ValueType> types(String text) {
        List<ValueType> types = new ArrayList<>();
        for (String part : split(inside(text))) {
            types.add(StampParser.type(part));
        }
        return types;
    }

    private static String inside(String brackets) {
        return brackets.substring(1, brackets.length() - 1);
    }
}
