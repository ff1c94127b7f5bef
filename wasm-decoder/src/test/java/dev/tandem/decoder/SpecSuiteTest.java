// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.SpecSuite.Command;
import dev.tandem.decoder.WasmFormatException.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The binary modules of the conformance suite: the valid ones are accepted, the others refused, however they are cut. */
@EnabledIf(value = "suiteIsPresent", disabledReason = "the conformance suite ../shared/spec-testsuite is not there")
final class SpecSuiteTest {
    /** In 1.0 the labels of a {@code br_table} had to agree in unreachable code too; all later standards dropped that. */
    private static final String RELAXED = "wasm-1.0/unreached-invalid/unreached-invalid.json:538 ";

    private static final long SEED = Long.getLong("tandem.test.seed", System.nanoTime());

    static boolean suiteIsPresent() {
        return SpecSuite.isPresent();
    }

    /** With each group, how many modules are refused for another reason than the suite gives: 50,000 locals are a limit here, and standards change. */
    @ParameterizedTest
    @CsvSource({
        "core, 2", "bulk-memory, 0", "simd, 0", "gc, 0", "function-references, 0", "tail-call, 0", "exceptions, 0", "memory64, 0",
        "multi-memory, 0", "relaxed-simd, 0", "threads, 0", "wasm-1.0, 13", "wasm-2.0, 14"
    })
    void everyModuleIsAcceptedOrRefused(String group, int otherReasons) {
        Verdicts verdicts = new Verdicts(DecoderOptions.all());
        SpecSuite.forEach(group, command -> {
            if (!command.superseded()) {
                verdicts.check(command);
            }
        });
        assertEquals(List.of(), verdicts.failures);
        assertEquals(otherReasons, verdicts.otherReasons.size(), verdicts.otherReasons::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasm-1.0", "wasm-2.0"})
    void anEarlierStandardIsKeptToTheLetter(String group) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if (group.equals("wasm-2.0")) {
            features = EnumSet.range(Feature.MUTABLE_GLOBALS, Feature.SIMD);
        }
        features.add(Feature.MUTABLE_GLOBALS);
        Verdicts verdicts = new Verdicts(new DecoderOptions(features, ImplementationLimits.standard()));
        SpecSuite.forEach(group, command -> {
            if (!command.toString().startsWith(RELAXED)) {
                verdicts.check(command);
            }
        });
        assertEquals(List.of(), verdicts.failures);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core", "bulk-memory", "simd", "gc", "function-references", "tail-call", "exceptions", "memory64", "multi-memory",
                "relaxed-simd", "threads", "custom-annotations", "wasm-1.0", "wasm-2.0"
            })
    void cutsMakeNoDifference(String group) {
        SplittableRandom random = new SplittableRandom(SEED);
        SpecSuite.forEach(group, command -> {
            byte[] module = command.module();
            DecoderOptions options = DecoderOptions.all();
            String whole = Transcript.of(module, options, () -> module.length);
            assertEquals(whole, Transcript.of(module, options, () -> 1), command::toString);
            assertEquals(whole, Transcript.of(module, options, Transcript.Cut.random(random)), () -> command + " -Dtandem.test.seed=" + SEED);
        });
    }

    private static final class Verdicts {
        private final DecoderOptions options;
        private final List<String> failures = new ArrayList<>();
        private final List<String> otherReasons = new ArrayList<>();

        Verdicts(DecoderOptions options) {
            this.options = options;
        }

        void check(Command command) {
            try {
                ModuleDecoder.decode(command.module(), options);
                if (!command.isValid()) {
                    failures.add(command + " was accepted");
                }
            } catch (WasmFormatException e) {
                Kind expected = command.type().equals("assert_malformed") ? Kind.MALFORMED : Kind.INVALID;
                if (!command.isValid() && e.kind() != expected) {
                    otherReasons.add(command + ": " + e.getMessage());
                }
                if (command.isValid()) {
                    failures.add(command + " was refused: " + e.getMessage());
                }
            } catch (RuntimeException | Error e) {
                failures.add(command + " broke the decoder: " + e);
            }
        }
    }
}
