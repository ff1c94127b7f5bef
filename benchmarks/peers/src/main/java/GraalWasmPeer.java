// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The peer of {@code tandem bench} ({@code bench FILE N SECONDS}) and {@code tandem run} ({@code run [--dir=HOST::GUEST] FILE ARGS...}) on GraalWasm.
 * On a stock JDK it interprets; how the JVM is started says whether Graal's compiler is there.
 */
public final class GraalWasmPeer {
    private GraalWasmPeer() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("bench")) {
            bench(Path.of(args[1]), Integer.parseInt(args[2]), Double.parseDouble(args[3]));
        } else {
            System.exit(run(Command.of(Arrays.copyOfRange(args, 1, args.length))));
        }
    }

    private static void bench(Path file, int n, double seconds) throws IOException {
        try (Context context = Context.create("wasm")) {
            long began = System.nanoTime();
            Value run = exports(context, file).getMember("run");
            Bench.calls(began, argument -> run.execute(argument).asInt(), n, seconds);
        }
    }

    private static Value exports(Context context, Path file) throws IOException {
        var source = Source.newBuilder("wasm", ByteSequence.create(Files.readAllBytes(file)), "main").build();
        return context.eval(source).newInstance().getMember("exports");
    }

    private static int run(Command command) throws IOException {
        String directories = command.directories().entrySet().stream()
                .map(entry -> entry.getKey() + "::" + entry.getValue())
                .collect(Collectors.joining(","));
        try (Context context = Context.newBuilder("wasm")
                .option("wasm.Builtins", "wasi_snapshot_preview1")
                .option("wasm.WasiMapDirs", directories)
                .arguments("wasm", command.arguments().toArray(String[]::new))
                .allowIO(IOAccess.ALL)
                .build()) {
            exports(context, command.file()).getMember("_start").executeVoid();
            return 0;
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return e.getExitStatus();
            }
            throw e;
        }
    }
}
