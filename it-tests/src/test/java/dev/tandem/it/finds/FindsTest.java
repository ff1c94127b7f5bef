// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.finds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.api.Engine;
import dev.tandem.api.ExternType;
import dev.tandem.api.ImportDescription;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Module;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.it.CurrentCell;
import dev.tandem.it.LargeStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules on which backends or tiers once differed do what they must. */
@Tag(CurrentCell.BEHAVIOUR)
@ExtendWith(LargeStack.class)
final class FindsTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/tandem/it/finds");
    private static final String RESULTS = " -> ";
    private static final int FUEL = 150;
    /** The host function of this type calls the guest again. */
    private static final FunctionType AGAIN = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));

    private final StringBuilder seen = new StringBuilder();

    static Stream<String> finds() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("finds")
    void doesWhatItMust(String name) throws IOException {
        String expected = Files.readString(FOLDER.resolve(name + ".txt"));
        try (Engine engine = CurrentCell.engine();
                Module module = engine.compile(FOLDER.resolve(name + ".wasm"));
                Instance instance = module.instantiate(host(module))) {
            expected.lines().filter(line -> line.contains(RESULTS)).forEach(line -> call(instance, line.substring(0, line.indexOf(RESULTS))));
            memories(instance);
        }
        assertEquals(expected, seen.toString());
    }

    /** The host functions that random modules import, told apart by their types. */
    private Imports host(Module module) {
        Imports.Builder imports = Imports.builder();
        for (ImportDescription wanted : module.imports()) {
            FunctionType type = ((ExternType.Function) wanted.type()).type();
            String first = "f" + module.imports().size();
            imports.rawFunction(wanted.module(), wanted.name(), type, (caller, values) -> called(type, caller, first, values));
        }
        return imports.build();
    }

    private void called(FunctionType type, Instance caller, String first, long[] values) {
        for (int i = 0; i < type.parameterCount(); i++) {
            told(type.parameter(i).toString(), values[i]);
        }
        if (type.equals(AGAIN)) {
            values[0] = (int) caller.function(first).call((int) values[0])[0] & 0xffff_ffffL;
        } else if (type.resultCount() > 0) {
            values[0] = 7;
        }
    }

    private void told(String type, long bits) {
        seen.append("host ").append(type).append(' ').append(Long.toUnsignedString(bits)).append('\n');
    }

    private void call(Instance instance, String call) {
        String[] words = call.split(" ");
        FunctionType type = instance.function(words[0]).type();
        long[] values = new long[Math.max(type.parameterCount(), type.resultCount())];
        for (int i = 0; i < type.parameterCount(); i++) {
            values[i] = Long.parseUnsignedLong(words[i + 1]);
        }
        instance.export("g0").ifPresent(fuel -> instance.global("g0").set(FUEL));
        StringBuilder results = new StringBuilder();
        try {
            instance.function(words[0]).callRaw(values, new Object[values.length]);
            for (int i = 0; i < type.resultCount(); i++) {
                boolean half = type.result(i) == ValueType.I32 || type.result(i) == ValueType.F32;
                results.append(i == 0 ? "" : " ").append(Long.toUnsignedString(half ? values[i] & 0xffff_ffffL : values[i]));
            }
        } catch (WasmTrap trap) {
            results.append("trap ").append(trap.code());
        }
        seen.append(call).append(RESULTS).append(results).append('\n');
    }

    private void memories(Instance instance) {
        instance.module().exports().forEach(export -> {
            if (export.type().kind() == ExternalKind.MEMORY) {
                Memory memory = instance.memory(export.name());
                CRC32 checksum = new CRC32();
                checksum.update(memory.read(0, (int) memory.size()));
                seen.append(export.name()).append(' ').append(memory.pages()).append(' ').append(checksum.getValue()).append('\n');
            }
        });
    }
}
