// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs processes, and reads what they print. */
final class Processes {
    /** No benchmark takes so long; what does is ended. */
    static final int LIMIT_SECONDS = 120;

    /** The exit code of a process that was ended, the same that timeout(1) gives. */
    static final int ENDED = 124;

    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":(-?[0-9.eE+-]+)");

    private Processes() {}

    /** What came of a process; its peak of resident memory is 0 where the system keeps no such book. */
    record Outcome(double millis, double peakMb, String output, int exit) {
        Outcome failed() {
            return new Outcome(Double.NaN, peakMb, output, exit);
        }
    }

    /** Runs a process to its end, or to the limit. */
    static Outcome execute(List<String> command) throws IOException, InterruptedException {
        return execute(command, LIMIT_SECONDS);
    }

    static Outcome execute(List<String> command, int limitSeconds) throws IOException, InterruptedException {
        Path output = Files.createTempFile("compare", ".out");
        try {
            long began = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            Path status = Path.of("/proc/" + process.pid() + "/status");
            double[] peak = {0};
            Thread sampler = Thread.ofVirtual().start(() -> sample(process, status, peak));
            boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
            double millis = (System.nanoTime() - began) / 1e6;
            if (!ended) {
                process.destroyForcibly();
            }
            int exit = ended ? process.waitFor() : ENDED;
            sampler.join();
            return new Outcome(millis, peak[0], Files.readString(output), exit);
        } finally {
            Files.delete(output);
        }
    }

    private static void sample(Process process, Path status, double[] peak) {
        while (process.isAlive()) {
            try {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) {
                        peak[0] = Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
                    }
                }
                Thread.sleep(5);
            } catch (IOException | InterruptedException gone) {
                return;
            }
        }
    }

    /** The numbers of a line of JSON, by their keys. */
    static Map<String, Double> numbers(String json) {
        Map<String, Double> values = new LinkedHashMap<>();
        NUMBER.matcher(json).results().forEach(match -> values.putIfAbsent(match.group(1), Double.valueOf(match.group(2))));
        return values;
    }

    static double median(List<Double> values) {
        List<Double> finite = values.stream().filter(Double::isFinite).sorted().toList();
        return finite.isEmpty() ? Double.NaN : finite.get(finite.size() / 2);
    }

    static <T> List<T> join(List<? extends T> first, List<? extends T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
