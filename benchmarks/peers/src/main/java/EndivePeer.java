// SPDX-License-Identifier: Apache-2.0

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiExitException;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

/**
 * The peer of {@code tandem bench} ({@code bench FILE N SECONDS}), {@code tandem run} ({@code run [--dir=HOST::GUEST] FILE ARGS...}) and
 * {@code tandem compile --tier=none} ({@code parse FILE REPEAT}) on Endive; {@code --interpreter} in front: without its compiler.
 */
public final class EndivePeer {
    private final boolean compiled;

    private EndivePeer(boolean compiled) {
        this.compiled = compiled;
    }

    public static void main(String[] args) throws Exception {
        boolean compiled = !args[0].equals("--interpreter");
        String[] rest = compiled ? args : Arrays.copyOfRange(args, 1, args.length);
        var peer = new EndivePeer(compiled);
        switch (rest[0]) {
            case "bench" -> peer.bench(new File(rest[1]), Integer.parseInt(rest[2]), Double.parseDouble(rest[3]));
            case "parse" -> parse(Path.of(rest[1]), Integer.parseInt(rest[2]));
            default -> System.exit(peer.run(Command.of(Arrays.copyOfRange(rest, 1, rest.length))));
        }
    }

    private Instance.Builder builder(WasmModule module) {
        var builder = Instance.builder(module).withMemoryFactory(ByteArrayMemory::new);
        return compiled ? builder.withMachineFactory(MachineFactoryCompiler.compile(module)) : builder;
    }

    private void bench(File file, int n, double seconds) throws Exception {
        long began = System.nanoTime();
        var run = builder(Parser.parse(file)).build().export("run");
        Bench.calls(began, argument -> (int) run.apply(argument)[0], n, seconds);
    }

    private static void parse(Path file, int repeat) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int codeBytes = codeBytes(bytes);
        for (int i = 0; i < repeat; i++) {
            long began = System.nanoTime();
            Parser.parse(bytes);
            double ms = (System.nanoTime() - began) / 1e6;
            System.out.println("{\"code_bytes\":" + codeBytes + ",\"ms\":" + ms + ",\"mb_per_s\":" + codeBytes / 1000.0 / ms
                    + ",\"rss_mb\":" + Bench.peakRssMb() + "}");
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

    private int run(Command command) {
        var options = WasiOptions.builder().inheritSystem();
        command.directories().forEach(options::withDirectory);
        var module = Parser.parse(command.file().toFile());
        var wasi = WasiPreview1.builder().withOptions(options.withArguments(command.arguments()).build()).build();
        try {
            builder(module).withImportValues(ImportValues.builder().addFunction(wasi.toHostFunctions()).build()).build();
            return 0;
        } catch (WasiExitException e) {
            return e.exitCode();
        }
    }
}
