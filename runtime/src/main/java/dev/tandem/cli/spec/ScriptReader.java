// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.cli.spec.Command.AssertFailure.Outcome;
import dev.tandem.cli.spec.Command.AssertRefused.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a script in the JSON format of {@code wasm-tools json-from-wast}, numbers as unsigned decimal bit patterns. */
final class ScriptReader {
    private ScriptReader() {}

    /** @throws ScriptException if it is not such a script */
    static Script read(InputStream in) throws IOException {
        JsonTree tree = JsonTree.parse(in);
        try {
            return new Script(tree.string("source_filename"), commands(tree));
        } catch (NumberFormatException e) {
            throw new ScriptException("not a number: " + e.getMessage(), e);
        }
    }

    private static List<Command> commands(JsonTree tree) {
        List<Command> commands = new ArrayList<>();
        for (JsonTree command : tree.objects("commands")) {
            commands.add(command(command));
        }
        return commands;
    }

    private static Command command(JsonTree tree) {
        int line = tree.number("line");
        String type = tree.string("type");
        if (tree.flag("superseded")) {
            return new Command.Skipped(line, "reversed by a later standard");
        }
        if (tree.optionalString("module_type").filter("text"::equals).isPresent()) {
            return new Command.Skipped(line, "module in text form");
        }
        return switch (type) {
            case "module" -> new Command.Module(line, tree.optionalString("name"), tree.string("filename"));
            case "module_definition" -> new Command.Definition(line, tree.optionalString("name"), tree.string("filename"));
            case "module_instance" ->
                new Command.Instantiate(line, tree.optionalString("instance"), tree.optionalString("module"));
            case "register" -> new Command.Register(line, tree.optionalString("name"), tree.string("as"));
            case "action" -> new Command.Perform(line, action(tree));
            case "assert_return" -> new Command.AssertReturn(line, action(tree), expectations(tree, "expected"));
            case "assert_trap" -> failure(line, Outcome.TRAP, tree);
            case "assert_exhaustion" -> failure(line, Outcome.EXHAUSTION, tree);
            case "assert_exception" -> failure(line, Outcome.EXCEPTION, tree);
            case "assert_suspension" -> failure(line, Outcome.SUSPENSION, tree);
            case "assert_malformed" -> refused(line, Stage.MALFORMED, tree);
            case "assert_invalid" -> refused(line, Stage.INVALID, tree);
            case "assert_unlinkable" -> refused(line, Stage.UNLINKABLE, tree);
            case "assert_uninstantiable" -> refused(line, Stage.UNINSTANTIABLE, tree);
            case "assert_malformed_custom", "assert_invalid_custom" ->
                new Command.Skipped(line, "about a custom section, which an engine may ignore");
            case "thread" ->
                new Command.StartThread(line, tree.string("name"), tree.optionalString("shared_module"), commands(tree));
            case "wait" -> new Command.JoinThread(line, tree.string("thread"));
            default -> throw new ScriptException("line " + line + ": unknown command " + type);
        };
    }

    private static Command failure(int line, Outcome outcome, JsonTree tree) {
        return new Command.AssertFailure(line, outcome, action(tree), tree.optionalString("text").orElse(""));
    }

    private static Command refused(int line, Stage stage, JsonTree tree) {
        return new Command.AssertRefused(line, stage, tree.string("filename"));
    }

    private static Command.Action action(JsonTree command) {
        JsonTree tree = command.object("action");
        Optional<String> instance = tree.optionalString("module");
        String field = tree.string("field");
        return switch (tree.string("type")) {
            case "invoke" -> new Command.Invoke(instance, field, literals(tree));
            case "get" -> new Command.Get(instance, field);
            default -> throw new ScriptException("unknown action " + tree.string("type"));
        };
    }

    private static List<Literal> literals(JsonTree tree) {
        List<Literal> literals = new ArrayList<>();
        for (JsonTree value : tree.objects("args")) {
            literals.add(literal(value));
        }
        return literals;
    }

    private static Literal literal(JsonTree tree) {
        String type = tree.string("type");
        return switch (type) {
            case "i32", "i64", "f32", "f64" -> Literal.scalar(type, tree.string("value"));
            case "v128" -> Literal.vector(tree.string("lane_type"), tree.strings("value"));
            default -> {
                String value = tree.string("value");
                yield value.equals("null") ? new Literal.Null(type) : new Literal.Host(type, Integer.parseInt(value));
            }
        };
    }

    private static List<Expectation> expectations(JsonTree tree, String name) {
        List<Expectation> expectations = new ArrayList<>();
        for (JsonTree value : tree.objects(name)) {
            expectations.add(expectation(value));
        }
        return expectations;
    }

    private static Expectation expectation(JsonTree tree) {
        String type = tree.string("type");
        return switch (type) {
            case "either" -> new Expectation.Either(expectations(tree, "values"));
            case "v128" -> Expectation.ofLanes(tree.string("lane_type"), tree.strings("value"));
            case "f32", "f64" -> {
                String value = tree.string("value");
                yield value.startsWith("nan:")
                        ? new Expectation.Lanes(type, List.of(value))
                        : new Expectation.Exactly(Literal.scalar(type, value));
            }
            default -> tree.has("value") ? new Expectation.Exactly(literal(tree)) : new Expectation.Kind(type);
        };
    }
}
