// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.baseline.jvm.TestInstance;
import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs functions of {@code values.wat}, where it is hard to keep values apart. */
class ValuesTest {
    /** A budget that is used up at once, again and again. */
    private static final Instrumentation ALL = new Instrumentation(1, 1, true, EnumSet.allOf(Feedback.class));

    /** On what they run. */
    enum Machine {
        GUARDED(true, Set.of(), false),
        /** Budgets are counted, and used up again and again. */
        COUNTED(true, Set.of(), false),
        CHECKED(false, Set.of(), false),
        OLD(true, EnumSet.allOf(CpuFeature.class), false),
        VERIFIED(true, Set.of(), true);

        private final boolean guardPages;
        private final Set<CpuFeature> masked;
        private final boolean poison;

        Machine(boolean guardPages, Set<CpuFeature> masked, boolean poison) {
            this.guardPages = guardPages;
            this.masked = masked;
            this.poison = poison;
        }

        NativeBackend backend() {
            return new NativeBackend(guardPages, masked, poison);
        }

        TestInstance instance() throws IOException {
            NativeBackend backend = backend();
            return new TestInstance(module(), Map.of(), backend, new X64BaselineCompiler(backend.target()), this == COUNTED ? ALL : Instrumentation.NONE);
        }
    }

    @BeforeAll
    static void nativeCodeMustBePossible() {
        assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
    }

    private static byte[] module() throws IOException {
        try (InputStream in = ValuesTest.class.getResourceAsStream("values.wasm")) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void spilledNumbersAreAddresses(Machine machine) throws IOException {
        int x = 64;
        int high = x + Integer.MIN_VALUE;
        int expected = high + x + 7;
        for (int i = 1; i <= 15; i++) {
            expected += high + i;
        }
        assertEquals(expected, machine.instance().callInt("spilled", x));
    }

    @ParameterizedTest
    @EnumSource
    void localsChangePlaces(Machine machine) throws IOException {
        TestInstance instance = machine.instance();
        assertEquals(231, instance.callInt("rotate", 1, 2, 3, 1));
        assertEquals(312, instance.callInt("rotate", 1, 2, 3, 2));
        assertEquals(123, instance.callInt("rotate", 1, 2, 3, 3));
        assertArrayEquals(
                new long[] {2, Double.doubleToRawLongBits(3)}, instance.call("swap", 2));
    }

    @ParameterizedTest
    @EnumSource
    void manyArgumentsAndResults(Machine machine) throws IOException {
        // 9 - (8 - (7 - (6 - (5 - 4)))) with the parameter for 9, then -3 and 4.
        assertEquals(100 - (8 - (7 - (6 - (5 - 4)))) - 3 + 4, machine.instance().callInt("many", 100));
    }

    @ParameterizedTest
    @EnumSource
    void branchTable(Machine machine) throws IOException {
        TestInstance instance = machine.instance();
        assertEquals(33 + 1000 + 100, instance.callInt("table", 0));
        assertEquals(34 + 100, instance.callInt("table", 1));
        assertEquals(35, instance.callInt("table", 2));
        assertEquals(42 + 100, instance.callInt("table", 9));
    }

    @ParameterizedTest
    @EnumSource
    void selection(Machine machine) throws IOException {
        TestInstance instance = machine.instance();
        long one = Double.doubleToRawLongBits(1);
        long nan = Double.doubleToRawLongBits(Double.NaN);
        assertEquals(1 + 20 + 7, instance.callInt("selects", one, one, 7));
        assertEquals(2 + 10 + 7, instance.callInt("selects", one, 0, 7));
        assertEquals(2 + 10 + 7, instance.callInt("selects", nan, nan, 7));
    }

    @ParameterizedTest
    @EnumSource
    void wayAroundAnIf(Machine machine) throws IOException {
        TestInstance instance = machine.instance();
        assertEquals(50, instance.callInt("around", 0));
        assertEquals(66, instance.callInt("around", 9));
    }

    @ParameterizedTest
    @EnumSource
    void tailCallsKeepTheStack(Machine machine) throws IOException {
        assertEquals(10_000_000, machine.instance().callInt("tail", 1_000_000));
    }

    @ParameterizedTest
    @EnumSource
    void shiftsAndDivisions(Machine machine) throws IOException {
        TestInstance instance = machine.instance();
        int a = 0x8000_0123;
        int b = 5;
        int expected = Integer.rotateLeft(a, b) + (b << a) + (a >> Integer.rotateRight(b, b));
        assertEquals(expected, instance.callInt("shifts", a & 0xffff_ffffL, b));
        assertEquals(-17 % 5 * 1000 + -17 / 5 + Integer.divideUnsigned(5, -17), instance.callInt("divide", 0xffff_ffefL, 5));
        assertEquals(TrapCode.INTEGER_DIVIDE_BY_ZERO, trap(instance, "divide", 1, 0));
        assertEquals(Integer.divideUnsigned(-1, 7) - 7, instance.callInt("divide", 7, 0xffff_ffffL));
    }

    @ParameterizedTest
    @EnumSource
    void edgeOfMemory(Machine machine) throws IOException {
        TestInstance instance = machine.instance();
        assertEquals(0, instance.call("edge", 8)[0]);
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap(instance, "edge", 9));
        assertEquals(TrapCode.MEMORY_OUT_OF_BOUNDS, trap(instance, "edge", 0xffff_ffffL));
    }

    private static TrapCode trap(TestInstance instance, String export, long... arguments) {
        return assertThrows(WasmTrap.class, () -> instance.call(export, arguments)).code();
    }

    @ParameterizedTest
    @EnumSource
    void sameBodySameCode(Machine machine) throws IOException {
        WasmModule module = ModuleDecoder.decode(module(), DecoderOptions.all());
        X64BaselineCompiler compiler = new X64BaselineCompiler(machine.backend().target());
        for (int f = 0; f < module.functionCount(); f++) {
            byte[] first = ((NativeArtifact) compiler.compile(module, module.body(f))).code();
            compiler.compile(module, module.body((f + 1) % module.functionCount()));
            assertArrayEquals(first, ((NativeArtifact) compiler.compile(module, module.body(f))).code());
        }
    }
}
