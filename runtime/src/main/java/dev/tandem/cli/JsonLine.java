// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

/** Writes one JSON object on one line; keys stand in the order of the calls. */
public final class JsonLine {
    private final StringBuilder text = new StringBuilder("{");

    public JsonLine put(String key, long value) {
        return raw(key, Long.toString(value));
    }

    /** A number with three decimals. */
    public JsonLine put(String key, double value) {
        return raw(key, decimal(value));
    }

    public JsonLine put(String key, JsonLine object) {
        return raw(key, object.toString());
    }

    public JsonLine put(String key, String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(c < 16 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
            } else {
                quoted.append(c);
            }
        }
        return raw(key, quoted.append('"').toString());
    }

    private JsonLine raw(String key, String value) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append('"').append(key).append("\":").append(value);
        return this;
    }

    /** The number rounded to three decimals, never with an exponent. */
    public static String decimal(double value) {
        long thousandths = Math.round(Math.abs(value) * 1000);
        String digits = Long.toString(thousandths % 1000 + 1000).substring(1);
        return (value < 0 && thousandths != 0 ? "-" : "") + thousandths / 1000 + "." + digits;
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
