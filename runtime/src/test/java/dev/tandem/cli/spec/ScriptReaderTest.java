// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.cli.spec.Command.AssertFailure.Outcome;
import dev.tandem.cli.spec.Command.AssertRefused.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReaderTest {
    private static Script read(String json) throws IOException {
        return ScriptReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static Command command(String fields) throws IOException {
        return read("{\"source_filename\":\"a.wast\",\"commands\":[{\"line\":7," + fields + "}]}").commands().getFirst();
    }

    @Test
    void modulesAndInstances() throws IOException {
        assertEquals(
                new Command.Module(7, Optional.of("M"), "a.0.wasm"),
                command("\"type\":\"module\",\"name\":\"M\",\"filename\":\"a.0.wasm\",\"module_type\":\"binary\""));
        assertEquals(
                new Command.Definition(7, Optional.empty(), "a.0.wasm"),
                command("\"type\":\"module_definition\",\"filename\":\"a.0.wasm\",\"module_type\":\"binary\""));
        assertEquals(
                new Command.Instantiate(7, Optional.of("I"), Optional.of("M")),
                command("\"type\":\"module_instance\",\"instance\":\"I\",\"module\":\"M\""));
        assertEquals(
                new Command.Register(7, Optional.empty(), "\u0000\uFEFF"),
                command("\"type\":\"register\",\"as\":\"\\u0000\uFEFF\""));
    }

    @Test
    void assertionsOfModules() throws IOException {
        String rest = ",\"filename\":\"a.0.wasm\",\"module_type\":\"binary\",\"text\":\"x\"";
        assertEquals(
                new Command.AssertRefused(7, Stage.MALFORMED, "a.0.wasm"), command("\"type\":\"assert_malformed\"" + rest));
        assertEquals(
                new Command.AssertRefused(7, Stage.UNINSTANTIABLE, "a.0.wasm"),
                command("\"type\":\"assert_uninstantiable\"" + rest));
        assertInstanceOf(
                Command.Skipped.class,
                command("\"type\":\"assert_malformed\",\"filename\":\"a.0.wat\",\"module_type\":\"text\",\"text\":\"x\""));
        assertInstanceOf(
                Command.Skipped.class, command("\"type\":\"assert_invalid\",\"superseded\":true" + rest));
    }

    @Test
    void assertionsOfActions() throws IOException {
        Command.Action get = new Command.Get(Optional.of("M"), "g");
        assertEquals(
                new Command.AssertFailure(7, Outcome.TRAP, get, "unreachable"),
                command("\"type\":\"assert_trap\",\"action\":{\"type\":\"get\",\"module\":\"M\",\"field\":\"g\"},\"text\":\"unreachable\""));
        var returned = assertInstanceOf(
                Command.AssertReturn.class,
                command("\"type\":\"assert_return\",\"action\":{\"type\":\"invoke\",\"field\":\"f\",\"args\":["
                        + "{\"type\":\"i32\",\"value\":\"4294967295\"},{\"type\":\"i64\",\"value\":\"18446744073709551615\"},"
                        + "{\"type\":\"v128\",\"lane_type\":\"i8\",\"value\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\","
                        + "\"11\",\"12\",\"13\",\"14\",\"15\",\"255\"]},"
                        + "{\"type\":\"externref\",\"value\":\"7\"},{\"type\":\"funcref\",\"value\":\"null\"}]},"
                        + "\"expected\":[{\"type\":\"f32\",\"value\":\"nan:canonical\"},{\"type\":\"funcref\"},"
                        + "{\"type\":\"either\",\"values\":[{\"type\":\"i32\",\"value\":\"1\"},{\"type\":\"i32\",\"value\":\"2\"}]}]"));
        var call = assertInstanceOf(Command.Invoke.class, returned.action());
        assertEquals(
                List.of(
                        new Literal.Bits("i32", 0xffff_ffffL, 0),
                        new Literal.Bits("i64", -1, 0),
                        new Literal.Bits("v128", 0x0807_0605_0403_0201L, 0xff0f_0e0d_0c0b_0a09L),
                        new Literal.Host("externref", 7),
                        new Literal.Null("funcref")),
                call.arguments());
        assertEquals(
                List.of(
                        new Expectation.Lanes("f32", List.of("nan:canonical")),
                        new Expectation.Kind("funcref"),
                        new Expectation.Either(List.of(
                                new Expectation.Exactly(Literal.scalar("i32", "1")),
                                new Expectation.Exactly(Literal.scalar("i32", "2"))))),
                returned.expected());
    }

    @Test
    void threadsHoldCommands() throws IOException {
        assertEquals(
                new Command.StartThread(
                        7, "T", Optional.of("M"), List.of(new Command.JoinThread(8, "U"))),
                command("\"type\":\"thread\",\"name\":\"T\",\"shared_module\":\"M\","
                        + "\"commands\":[{\"type\":\"wait\",\"line\":8,\"thread\":\"U\"}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"source_filename\":\"a\",\"commands\":[{\"type\":\"module\",\"line\":1}]}",
                "{\"source_filename\":\"a\",\"commands\":[{\"type\":\"dance\",\"line\":1}]}",
                "{\"source_filename\":\"a\",\"commands\":[1]}",
            })
    void notAScript(String json) {
        assertThrows(ScriptException.class, () -> read(json));
    }
}
