// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.time.Duration;

/** Durations, sizes and numbers as people write them. */
public final class Units {
    private static final String[] SIZE_UNITS = {"", "K", "M", "G", "T"};

    private static final int MOST_THREADS = 1024;

    private Units() {}

    /**
     * A duration above zero: a decimal number with one of the units {@code ms s m h}.
     *
     * @throws BadInputException if it is anything else
     */
    public static Duration duration(String option, String text) {
        int end = endOfNumber(text);
        double seconds = switch (text.substring(end)) {
            case "ms" -> 1e-3;
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 0;
        };
        double nanos = number(text, end) * seconds * 1e9;
        if (!(nanos >= 1) || nanos > Long.MAX_VALUE) {
            throw new BadInputException(option + ": not a duration such as 500ms, 10s or 2m: " + text);
        }
        return Duration.ofNanos((long) nanos);
    }

    /**
     * A size in bytes: a whole number, alone or with one of the units {@code KiB MiB GiB TiB} (or {@code K M G T}, the same).
     *
     * @throws BadInputException if it is anything else
     */
    public static long size(String option, String text) {
        int end = endOfNumber(text);
        String unit = text.substring(end);
        double bytes = -1;
        for (int i = 0; i < SIZE_UNITS.length; i++) {
            boolean named = unit.equals(SIZE_UNITS[i]) || (i > 0 && unit.equals(SIZE_UNITS[i] + "iB"));
            if (named) {
                bytes = number(text, end) * (1L << (10 * i));
            }
        }
        if (!(bytes >= 0) || bytes > Long.MAX_VALUE || bytes != Math.rint(bytes)) {
            throw new BadInputException(option + ": not a size such as 64MiB, 1GiB or 65536: " + text);
        }
        return (long) bytes;
    }

    /**
     * A number of threads.
     *
     * @throws BadInputException if it is below 1, or so large that nobody can mean it
     */
    public static int threads(String option, int number) {
        if (number < 1 || number > MOST_THREADS) {
            throw new BadInputException(option + ": a number from 1 to " + MOST_THREADS + ", not " + number);
        }
        return number;
    }

    private static int endOfNumber(String text) {
        int end = 0;
        while (end < text.length() && (text.charAt(end) == '.' || Character.digit(text.charAt(end), 10) >= 0)) {
            end++;
        }
        return end;
    }

    private static double number(String text, int end) {
        try {
            return Double.parseDouble(text.substring(0, end));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
