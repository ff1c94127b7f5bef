// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.generate.Coverage;
import dev.tandem.fuzz.module.FuzzModule;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** V8 as a foreign judge, through a {@code node} process that stays. */
public final class V8 implements Oracle {
    private final Path script;
    private final Process process;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private V8(Path script, Process process) {
        this.script = script;
        this.process = process;
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /** Starts {@code node}; empty if it does not start. */
    public static Optional<V8> start(String node) {
        try {
            Path script = Files.createTempFile("tandem-oracle", ".mjs");
            try (InputStream source = V8.class.getResourceAsStream("oracle.mjs")) {
                if (source == null) {
                    throw new IllegalStateException("oracle.mjs is missing from this build");
                }
                Files.write(script, source.readAllBytes());
            }
            ProcessBuilder command = new ProcessBuilder(node, "--stack-size=4000", script.toString());
            return Optional.of(new V8(script, command.redirectError(ProcessBuilder.Redirect.INHERIT).start()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "v8";
    }

    /** Tandem's backends agree where relaxed vectors leave a choice; V8 may choose otherwise. */
    @Override
    public boolean takes(FuzzModule module) {
        Coverage coverage = new Coverage();
        coverage.add(module);
        return !coverage.hasRelaxed();
    }

    @Override
    public Observation run(FuzzModule module, byte[] bytes, Plan plan) {
        List<String> lines = new ArrayList<>();
        try {
            requests.write(request(module, bytes, plan));
            requests.newLine();
            requests.flush();
            for (String line = answers.readLine(); !".".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IOException("no answer");
                }
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("node has ended and cannot be asked: " + e.getMessage(), e);
        }
        return new Observation(lines);
    }

    private static String request(FuzzModule module, byte[] bytes, Plan plan) {
        StringJoiner calls = new StringJoiner(",", "[", "]");
        for (Plan.Call call : plan.calls()) {
            FunctionType type = module.functionType(call.function());
            StringJoiner arguments = new StringJoiner(",", "[", "]");
            call.arguments().forEach(argument -> arguments.add('"' + argument.toString() + '"'));
            calls.add("{\"function\":" + call.function() + ",\"parameters\":" + kinds(type.parameters()) + ",\"results\":"
                    + kinds(type.results()) + ",\"arguments\":" + arguments + "}");
        }
        List<ValueType> globals = module.exportedGlobals().stream().map(global -> global.type().type()).toList();
        return "{\"module\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"imports\":" + module.imports()
                + ",\"again\":\"f" + module.imports().size() + "\",\"fuel\":" + Plan.FUEL + ",\"globals\":" + kinds(globals)
                + ",\"memories\":" + module.exportedMemories().size() + ",\"tables\":" + module.exportedTables().size() + ",\"calls\":" + calls + "}";
    }

    private static String kinds(List<ValueType> types) {
        StringJoiner kinds = new StringJoiner(",", "[", "]");
        for (ValueType type : types) {
            kinds.add(switch (type.code()) {
                case 1 -> "\"I\"";
                case 2 -> "\"J\"";
                case 3 -> "\"F\"";
                case 4 -> "\"D\"";
                case 5 -> "\"V\"";
                default -> "\"L\"";
            });
        }
        return kinds.toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            // A left-over temporary file harms nobody.
        }
    }
}
