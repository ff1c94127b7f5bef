// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.ExternType;
import dev.tandem.api.ImportDescription;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import dev.tandem.wasi.Wasi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Language runtimes that are libraries rather than commands, embedded through the Java API: strings go in and out by the guest's
 * own allocator, and imports beyond WASI are stubs. Skipped where {@code third-party/} is absent.
 */
class ReactorsIT {

    private static byte[] program(String name) throws Exception {
        Path file = Path.of("../third-party/wasm").resolve(name);
        assumeTrue(Files.exists(file), () -> "third-party/wasm/" + name + " is absent: run .ci/fetch-real-programs");
        return Files.readAllBytes(file);
    }

    /** WASI, and for everything else functions that return their first argument. */
    private static Instance start(Module module, Wasi wasi) {
        Imports.Builder imports = wasi.addTo(Imports.builder());
        for (ImportDescription wanted : module.imports()) {
            if (!wanted.module().startsWith("wasi_") && wanted.type() instanceof ExternType.Function function) {
                imports.rawFunction(wanted.module(), wanted.name(), function.type(), (caller, values) -> {});
            }
        }
        Instance instance = module.instantiate(imports.build());
        wasi.initialize(instance);
        return instance;
    }

    private static int call(Instance instance, String function, Object... arguments) {
        Object[] results = instance.function(function).call(arguments);
        return results.length == 0 ? 0 : (Integer) Objects.requireNonNull(results[0]);
    }

    @Test
    void quickJsEvaluates() throws Exception {
        try (Engine engine = Engine.create();
                Module module = engine.compile(program("quickjs.wasm"));
                Wasi wasi = Wasi.builder().build();
                Instance instance = start(module, wasi)) {
            assertEquals(0, call(instance, "qjs_init"));
            assertEquals(
                    "{\"fib\":610,\"re\":\"a2b44\",\"big\":\"1267650600228229401496703205376\",\"s\":[1,2,3]}",
                    javascript(instance, """
                            let f = n => n < 2 ? n : f(n - 1) + f(n - 2);
                            JSON.stringify({fib: f(15), re: "a1b22".replace(/\\d+/g, x => x * 2), big: (2n ** 100n).toString(), s: [3, 1, 2].sort()})
                            """));
            assertEquals("cannot read property 'x' of null", javascript(instance, "try { null.x } catch (e) { e.message }"));
        }
    }

    private static String javascript(Instance instance, String source) {
        byte[] code = source.getBytes(StandardCharsets.UTF_8);
        int text = call(instance, "wasm_malloc", code.length + 1);
        instance.memory("memory").write(text, code);
        instance.memory("memory").putByte(text + code.length, (byte) 0);
        int result = call(instance, "qjs_eval", text, code.length, text + code.length, 0);
        int string = call(instance, "qjs_get_string", result);
        int length = 0;
        while (instance.memory("memory").getByte(string + length) != 0) {
            length++;
        }
        return instance.memory("memory").getString(string, length);
    }

    @Test
    void rubyEvaluates() throws Exception {
        try (Engine engine = Engine.create();
                Module module = engine.compile(program("ruby.wasm"));
                Wasi wasi = Wasi.builder().build();
                Instance instance = start(module, wasi)) {
            List<String> arguments = List.of("ruby.wasm\0", "-EUTF-8\0", "-e_=0\0");
            int list = call(instance, "cabi_realloc", 0, 0, 4, arguments.size() * 8);
            for (int i = 0; i < arguments.size(); i++) {
                instance.memory("memory").putInt(list + 8 * i, rubyString(instance, arguments.get(i)));
                instance.memory("memory").putInt(list + 8 * i + 4, arguments.get(i).length());
            }
            call(instance, "ruby-init: func(args: list<string>) -> ()", list, arguments.size());
            assertEquals("[610, 1267650600228229401496703205376, \"a2b44\", \"3.4.1\"]", ruby(instance, """
                    def fib(n) = n < 2 ? n : fib(n - 1) + fib(n - 2)
                    [fib(15), 2**100, "a1b22".gsub(/\\d+/) { |x| (x.to_i * 2).to_s }, RUBY_VERSION].inspect
                    """));
            assertEquals("raised", ruby(instance, "begin; raise 'raised'; rescue => e; e.message; end"));
        }
    }

    private static String ruby(Instance instance, String source) {
        int text = rubyString(instance, source + "\0");
        int length = source.getBytes(StandardCharsets.UTF_8).length + 1;
        int pair = call(instance, "rb-eval-string-protect: func(str: string) -> tuple<handle<rb-abi-value>, s32>", text, length);
        int value = instance.memory("memory").getInt(pair);
        assertEquals(0, instance.memory("memory").getInt(pair + 4), "status");
        int string = call(instance, "rstring-ptr: func(value: handle<rb-abi-value>) -> string", value);
        return instance.memory("memory").getString(instance.memory("memory").getInt(string), instance.memory("memory").getInt(string + 4));
    }

    private static int rubyString(Instance instance, String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        int at = call(instance, "cabi_realloc", 0, 0, 1, bytes.length);
        instance.memory("memory").write(at, bytes);
        return at;
    }
}
