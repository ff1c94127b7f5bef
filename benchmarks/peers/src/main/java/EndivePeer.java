// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiExitException;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.Parser;

/**
 * The peer of {@code tandem bench} ({@code bench FILE N SECONDS}), {@code tandem run} ({@code run [--dir=HOST::GUEST] FILE ARGS...}) and
 * {@code tandem compile --tier=none} ({@code parse FILE REPEAT}) on Endive.
 */
public final class EndivePeer {
    public static void main(String[] args) throws Exception {
        if (args[0].equals("bench")) {
            bench(new File(args[1]), Integer.parseInt(args[2]), Double.parseDouble(args[3]));
        } else if (args[0].equals("parse")) {
            parse(Path.of(args[1]), Integer.parseInt(args[2]));
        } else {
            System.exit(run(Arrays.asList(args).subList(1, args.length)));
        }
    }

    private static void bench(File file, int n, double seconds) throws Exception {
        long began = System.nanoTime();
        var module = Parser.parse(file);
        var instance = Instance.builder(module)
                .withMachineFactory(MachineFactoryCompiler.compile(module))
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        var run = instance.export("run");
        long loaded = System.nanoTime();

        int[] marks = {100, 250, 500, 1000, 2000, 4000};
        int[] curve = new int[marks.length];
        List<Double> times = new ArrayList<>();
        long sum = 0;
        for (long now = loaded; now - loaded < seconds * 1e9 || times.isEmpty(); ) {
            sum = run.apply(n)[0];
            long end = System.nanoTime();
            times.add((end - now) / 1e6);
            for (int i = 0; i < marks.length; i++) {
                if (end - began <= marks[i] * 1_000_000L) {
                    curve[i] = times.size();
                }
            }
            now = end;
        }
        var late = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        System.out.println("{\"sum\":" + (int) sum + ",\"load_ms\":" + (loaded - began) / 1e6 + ",\"first_ms\":" + times.get(0)
                + ",\"calls\":" + times.size() + ",\"steady_ms\":" + late.get(late.size() / 2) + ",\"best_ms\":" + Collections.min(times)
                + ",\"curve\":" + IntStream.range(0, marks.length).mapToObj(i -> "\"" + marks[i] + "\":" + curve[i])
                        .collect(Collectors.joining(",", "{", "}"))
                + ",\"rss_mb\":" + peakRssMb() + "}");
    }

    private static void parse(Path file, int repeat) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int codeBytes = codeBytes(bytes);
        for (int i = 0; i < repeat; i++) {
            long began = System.nanoTime();
            Parser.parse(bytes);
            double ms = (System.nanoTime() - began) / 1e6;
            System.out.println("{\"code_bytes\":" + codeBytes + ",\"ms\":" + ms + ",\"mb_per_s\":" + codeBytes / 1000.0 / ms
                    + ",\"rss_mb\":" + peakRssMb() + "}");
        }
    }

    private static int codeBytes(byte[] bytes) {
        for (int at = 8; at < bytes.length; ) {
            int id = bytes[at++];
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                int b = bytes[at++];
                size |= (b & 127) << shift;
                if (b >= 0) {
                    break;
                }
            }
            if (id == 10) {
                return size;
            }
            at += size;
        }
        return 0;
    }

    private static int run(List<String> args) throws Exception {
        var options = WasiOptions.builder().inheritSystem();
        while (args.get(0).startsWith("--dir=")) {
            String[] names = args.get(0).substring(6).split("::");
            options.withDirectory(names[1], Path.of(names[0]));
            args = args.subList(1, args.size());
        }
        var module = Parser.parse(new File(args.get(0)));
        var wasi = WasiPreview1.builder().withOptions(options.withArguments(args).build()).build();
        try {
            Instance.builder(module)
                    .withMachineFactory(MachineFactoryCompiler.compile(module))
                    .withMemoryFactory(ByteArrayMemory::new)
                    .withImportValues(ImportValues.builder().addFunction(wasi.toHostFunctions()).build())
                    .build();
            return 0;
        } catch (WasiExitException e) {
            return e.exitCode();
        }
    }

    private static double peakRssMb() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
    }
}
