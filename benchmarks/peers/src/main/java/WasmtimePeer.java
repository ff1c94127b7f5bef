// SPDX-License-Identifier: Apache-2.0

import io.github.kawamuray.wasmtime.Config;
import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Linker;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import io.github.kawamuray.wasmtime.wasi.WasiCtx;
import io.github.kawamuray.wasmtime.wasi.WasiCtxBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The peer of {@code tandem bench} ({@code bench FILE N SECONDS}) and {@code tandem run} ({@code run [--dir=HOST::GUEST] FILE ARGS...}) on Wasmtime,
 * through a binding by JNI.
 */
public final class WasmtimePeer {
    private static final Pattern EXIT = Pattern.compile("[Ee]xit(?:ed)? (?:with i32 exit )?(?:status|code)\\D*(\\d+)");

    private WasmtimePeer() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("bench")) {
            bench(args[1], Integer.parseInt(args[2]), Double.parseDouble(args[3]));
        } else {
            System.exit(run(Command.of(Arrays.copyOfRange(args, 1, args.length))));
        }
    }

    private static void bench(String file, int n, double seconds) throws Exception {
        try (var engine = new Engine(new Config().wasmSimd(true));
                var store = new Store<Void>(null, engine);
                var linker = new Linker(engine)) {
            long began = System.nanoTime();
            linker.module(store, "", Module.fromFile(engine, file));
            var run = linker.get(store, "", "run").orElseThrow().func();
            Bench.calls(began, argument -> run.call(store, Val.fromI32(argument))[0].i32(), n, seconds);
        }
    }

    private static int run(Command command) {
        var wasi = new WasiCtxBuilder().inheritStdio().args(command.arguments());
        command.directories().forEach((guest, host) -> wasi.preopenedDir(host, guest));
        try (var engine = new Engine();
                var store = new Store<Void>(null, engine, wasi.build());
                var linker = new Linker(engine)) {
            WasiCtx.addToLinker(linker);
            linker.module(store, "", Module.fromFile(engine, command.file().toString()));
            linker.get(store, "", "_start").orElseThrow().func().call(store, List.of());
            return 0;
        } catch (WasmFunctionError e) {
            // The binding tells how a guest has ended by the words of its error.
            Matcher exit = EXIT.matcher(String.valueOf(e.getMessage()));
            if (exit.find()) {
                return Integer.parseInt(exit.group(1));
            }
            throw e;
        }
    }
}
