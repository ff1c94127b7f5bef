// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What {@code tandem bench} measures, of any engine's {@code run}: prints one JSON line with the same keys. */
final class Bench {
    private static final int[] MARKS = {100, 250, 500, 1000, 2000, 4000};

    private Bench() {}

    /** @param began when loading the module began, by {@link System#nanoTime} */
    static void calls(long began, IntUnaryOperator run, int n, double seconds) throws IOException {
        long loaded = System.nanoTime();
        int[] curve = new int[MARKS.length];
        List<Double> times = new ArrayList<>();
        int sum = 0;
        for (long now = loaded; now - loaded < seconds * 1e9 || times.isEmpty(); ) {
            sum = run.applyAsInt(n);
            long end = System.nanoTime();
            times.add((end - now) / 1e6);
            for (int i = 0; i < MARKS.length; i++) {
                if (end - began <= MARKS[i] * 1_000_000L) {
                    curve[i] = times.size();
                }
            }
            now = end;
        }
        List<Double> late = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        System.out.println("{\"sum\":" + sum + ",\"load_ms\":" + (loaded - began) / 1e6 + ",\"first_ms\":" + times.get(0)
                + ",\"calls\":" + times.size() + ",\"steady_ms\":" + late.get(late.size() / 2) + ",\"best_ms\":" + Collections.min(times)
                + ",\"curve\":" + IntStream.range(0, MARKS.length).mapToObj(i -> "\"" + MARKS[i] + "\":" + curve[i])
                        .collect(Collectors.joining(",", "{", "}"))
                + ",\"rss_mb\":" + peakRssMb() + "}");
    }

    static double peakRssMb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }
}
