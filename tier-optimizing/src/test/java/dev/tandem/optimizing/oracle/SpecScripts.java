// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.evaluate.EvaluatedFunction;
import dev.tandem.ir.graph.evaluate.EvaluatedGlobal;
import dev.tandem.ir.graph.evaluate.EvaluatedInstance;
import dev.tandem.ir.graph.evaluate.EvaluatedMemory;
import dev.tandem.ir.graph.evaluate.EvaluatedTable;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.optimizing.build.GraphBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts of the conformance suite by evaluating graphs, each after a phase of the caller's choice: what the assertions demand must come
 * out. The suite is in ../shared/spec-testsuite when present.
 */
public final class SpecScripts {
    /** Maven runs tests in the folder of the module, which is inside the checkout. */
    private static final Path FOLDER = Path.of("..", "..", "shared", "spec-testsuite", "json");

    private static final long STEPS = 20_000_000;

    private final UnaryOperator<Graph> phase;
    private final List<String> failures = new ArrayList<>();
    private int passed;
    private int refused;

    private SpecScripts(UnaryOperator<Graph> phase) {
        this.phase = phase;
    }

    /** What came of a group. */
    public record Outcome(int passed, int refused, List<String> failures) {}

    public static boolean arePresent() {
        return Files.isDirectory(FOLDER);
    }

    /**
     * Runs all scripts of a group.
     *
     * @param phase gets the graph of each function that is called, and gives the one to evaluate: itself, for instance, changed
     */
    public static Outcome run(String group, UnaryOperator<Graph> phase) {
        SpecScripts scripts = new SpecScripts(phase);
        try (ZipFile zip = new ZipFile(FOLDER.resolve(group + ".zip").toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".json")) {
                    scripts.new Script(zip, entry).run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Outcome(scripts.passed, scripts.refused, scripts.failures);
    }

    /** The exports of an instance, by name. */
    private record Exports(Map<String, Object> things) {
        static Exports of(EvaluatedInstance instance) {
            Map<String, Object> things = new HashMap<>();
            for (Export export : instance.module().exports()) {
                if (export.kind() != ExternalKind.TAG) {
                    things.put(
                            export.name(),
                            switch (export.kind()) {
                                case FUNCTION -> instance.function(export.index());
                                case MEMORY -> instance.memory(export.index());
                                case TABLE -> instance.table(export.index());
                                default -> instance.global(export.index());
                            });
                }
            }
            return new Exports(things);
        }
    }

    private final class Script {
        private final ZipFile zip;
        private final ZipEntry entry;
        private final Map<String, Exports> registered = new HashMap<>();
        private final Map<String, Exports> named = new HashMap<>();
        private @Nullable Exports current;

        Script(ZipFile zip, ZipEntry entry) {
            this.zip = zip;
            this.entry = entry;
        }

        void run() throws IOException {
            registered.put("spectest", spectest());
            Map<?, ?> script = (Map<?, ?>) Json.read(zip.getInputStream(entry));
            for (Object command : (List<?>) script.get("commands")) {
                run((Map<?, ?>) command);
            }
        }

        private void run(Map<?, ?> command) throws IOException {
            String where = entry.getName() + ":" + command.get("line") + " ";
            if (command.containsKey("superseded")) {
                return;
            }
            try {
                switch ((String) command.get("type")) {
                    case "module" -> {
                        current = null;
                        current = Exports.of(instantiate(command));
                        if (command.get("name") instanceof String name) {
                            named.put(name, current);
                        }
                    }
                    case "register" -> registered.put((String) command.get("as"), exports(command, "name"));
                    case "action", "assert_return" -> {
                        Object[] results = act((Map<?, ?>) command.get("action"));
                        List<?> expected = (List<?>) command.get("expected");
                        if (expected != null && !SpecValues.match(results, expected)) {
                            failures.add(where + List.of(SpecValues.text(results)) + " instead of " + expected);
                            return;
                        }
                    }
                    case "assert_trap", "assert_exhaustion" -> {
                        Object[] results = act((Map<?, ?>) command.get("action"));
                        failures.add(where + "no trap but " + SpecValues.text(results));
                        return;
                    }
                    case "assert_uninstantiable" -> {
                        instantiate(command);
                        failures.add(where + "instantiated");
                        return;
                    }
                    default -> {
                        return;
                    }
                }
                passed++;
            } catch (WasmTrap trap) {
                String message = trap.code().message();
                if ((command.get("text") instanceof String text && (message.startsWith(text) || text.startsWith(message)))
                        || "assert_exhaustion".equals(command.get("type"))
                        || "assert_uninstantiable".equals(command.get("type"))) {
                    passed++;
                } else {
                    failures.add(where + trap);
                }
            } catch (CompilationException | RefusedException refusal) {
                refused++;
            } catch (RuntimeException wrong) {
                failures.add(where + wrong);
            }
        }

        private Exports exports(Map<?, ?> command, String key) {
            Exports exports = command.get(key) instanceof String name ? named.get(name) : current;
            if (exports == null) {
                throw new RefusedException("no instance");
            }
            return exports;
        }

        private @Nullable Object[] act(Map<?, ?> action) {
            Object thing = exports(action, "module").things.get((String) action.get("field"));
            if (thing instanceof EvaluatedGlobal global) {
                return new Object[] {global.get()};
            }
            List<?> arguments = (List<?>) action.get("args");
            @Nullable Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = SpecValues.value((Map<?, ?>) arguments.get(i));
            }
            return ((EvaluatedFunction) thing).call(values);
        }

        private EvaluatedInstance instantiate(Map<?, ?> command) throws IOException {
            String folder = entry.getName().substring(0, entry.getName().lastIndexOf('/') + 1);
            byte[] bytes = zip.getInputStream(zip.getEntry(folder + command.get("filename"))).readAllBytes();
            WasmModule module = ModuleDecoder.decode(bytes, DecoderOptions.all());
            if (module.importedTagCount() > 0) {
                throw new RefusedException("tags");
            }
            List<EvaluatedFunction> functions = new ArrayList<>();
            List<EvaluatedMemory> memories = new ArrayList<>();
            List<EvaluatedTable> tables = new ArrayList<>();
            List<EvaluatedGlobal> globals = new ArrayList<>();
            for (Import wanted : module.imports()) {
                Exports from = registered.get(wanted.module());
                Object thing = from == null ? null : from.things.get(wanted.name());
                switch (thing) {
                    case EvaluatedFunction function -> functions.add(function);
                    case EvaluatedMemory memory -> memories.add(memory);
                    case EvaluatedTable table -> tables.add(table);
                    case EvaluatedGlobal global -> globals.add(global);
                    case null, default -> throw new RefusedException("no import " + wanted);
                }
            }
            GraphBuilder builder = new GraphBuilder();
            Map<Integer, Graph> graphs = new HashMap<>();
            EvaluatedInstance instance = new EvaluatedInstance(
                    module,
                    function -> graphs.computeIfAbsent(
                            function, f -> phase.apply(builder.build(module, module.body(f), FunctionProfile.empty()))),
                    new EvaluatedInstance.Imports(functions, memories, tables, globals),
                    STEPS);
            instance.initialize();
            return instance;
        }
    }

    private Exports spectest() throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolveSibling("spectest").resolve("spectest.wasm"));
        WasmModule module = ModuleDecoder.decode(bytes, DecoderOptions.all());
        GraphBuilder builder = new GraphBuilder();
        EvaluatedInstance.Imports none = new EvaluatedInstance.Imports(List.of(), List.of(), List.of(), List.of());
        EvaluatedInstance instance = new EvaluatedInstance(
                module, f -> builder.build(module, module.body(f), FunctionProfile.empty()), none, STEPS);
        instance.initialize();
        return Exports.of(instance);
    }

    /** The evaluator cannot do this, and need not. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why);
        }
    }
}
