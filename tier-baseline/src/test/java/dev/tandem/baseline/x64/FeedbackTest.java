// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.baseline.jvm.JvmBaselineCompiler;
import dev.tandem.baseline.jvm.TestInstance;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.ir.profile.BranchProfile;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.CallProfile.Kind;
import dev.tandem.ir.profile.CallProfile.Target;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.Instrumentation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What functions of {@code profile.wat} count, on both backends. */
class FeedbackTest {
    private static final Set<Feedback> ALL = EnumSet.allOf(Feedback.class);
    private static final Instrumentation RECORDING = new Instrumentation(0, 0, false, ALL);

    enum Machine {
        X64 {
            @Override
            TestInstance instance(byte[] module, Instrumentation instrumentation) {
                assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
                NativeBackend backend = new NativeBackend();
                return new TestInstance(
                        module, Map.of(), backend, new X64BaselineCompiler(backend.target()), instrumentation);
            }
        },
        JVM {
            @Override
            TestInstance instance(byte[] module, Instrumentation instrumentation) {
                return new TestInstance(module, Map.of(), new JvmBackend(), new JvmBaselineCompiler(), instrumentation);
            }
        };

        abstract TestInstance instance(byte[] module, Instrumentation instrumentation);

        TestInstance instance(Instrumentation instrumentation) throws IOException {
            try (InputStream in = FeedbackTest.class.getResourceAsStream("profile.wasm")) {
                return instance(in.readAllBytes(), instrumentation);
            }
        }
    }

    /** The site of the only indirect call, wherever it is. */
    private static CallProfile onlyCall(FunctionProfile profile) {
        CallProfile found = CallProfile.NONE;
        for (int offset = 0; offset < 100; offset++) {
            if (profile.call(offset).count() > 0) {
                assertEquals(CallProfile.NONE, found);
                found = profile.call(offset);
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource
    void targetsOfIndirectCalls(Machine machine) throws IOException {
        TestInstance mono = machine.instance(RECORDING);
        assertEquals(100, mono.callInt("indirect", 100, 1));
        assertEquals(new CallProfile(List.of(new Target(0, 100)), 0), onlyCall(mono.profile("indirect")));

        TestInstance poly = machine.instance(RECORDING);
        poly.callInt("indirect", 100, 4);
        CallProfile four = onlyCall(poly.profile("indirect"));
        assertEquals(Kind.POLY, four.kind());
        assertEquals(100, four.count());
        assertTrue(four.targets().contains(new Target(2, 25)));

        TestInstance mega = machine.instance(RECORDING);
        mega.callInt("indirect", 600, 6);
        CallProfile six = onlyCall(mega.profile("indirect"));
        assertEquals(Kind.MEGA, six.kind());
        assertEquals(600, six.count());
        assertEquals(200, six.others());
    }

    @ParameterizedTest
    @EnumSource
    void directCallsEntriesLoopsAndBranches(Machine machine) throws IOException {
        TestInstance instance = machine.instance(RECORDING);
        assertEquals(10 + 5 * 2, instance.callInt("direct", 10));
        assertEquals(10, instance.profile("f0").entries());
        assertEquals(5, instance.profile("f1").entries());
        FunctionProfile caller = instance.profile("direct");
        assertEquals(1, caller.entries());
        long calls = 0;
        long iterations = 0;
        List<BranchProfile> branches = new ArrayList<>();
        for (int offset = 0; offset < 100; offset++) {
            calls += caller.call(offset).count();
            iterations += caller.loop(offset);
            if (!caller.branch(offset).equals(BranchProfile.NONE)) {
                branches.add(caller.branch(offset));
            }
        }
        assertEquals(List.of(new BranchProfile(5, 5), new BranchProfile(9, 1)), branches);
        assertEquals(15, calls);
        assertEquals(10, iterations);
    }

    @ParameterizedTest
    @EnumSource
    void tailCalls(Machine machine) throws IOException {
        TestInstance instance = machine.instance(RECORDING);
        for (int i = 0; i < 6; i++) {
            assertEquals(i + 1 + (i & 1), instance.callInt("tail", i));
            assertEquals(i + 1, instance.callInt("tailDirect", i));
        }
        CallProfile both = new CallProfile(List.of(new Target(0, 3), new Target(1, 3)), 0);
        assertEquals(both, onlyCall(instance.profile("tail")));
        assertEquals(CallProfile.direct(6), onlyCall(instance.profile("tailDirect")));
    }

    @ParameterizedTest
    @EnumSource
    void budgets(Machine machine) throws IOException {
        TestInstance calls = machine.instance(new Instrumentation(10, 1, false, Set.of()));
        calls.callInt("direct", 100);
        assertEquals(9, calls.spent("f0"));
        assertEquals(0, calls.spent("direct"));
        assertTrue(calls.profile("f0").isEmpty());

        // More than is spent without asking for interrupts.
        TestInstance many = machine.instance(new Instrumentation(300_000, 1, false, Set.of()));
        many.callInt("direct", 1_000_000);
        assertEquals(3, many.spent("f0"));

        TestInstance loops = machine.instance(new Instrumentation(1000, 1, true, Set.of()));
        loops.callInt("direct", 100);
        assertEquals(0, loops.spent("f0"));
        assertTrue(loops.spent("direct") > 0);
    }

    @ParameterizedTest
    @EnumSource
    void resultsInMemory(Machine machine) throws IOException {
        for (Instrumentation instrumentation : List.of(Instrumentation.NONE, RECORDING)) {
            assertEquals(1 - (2 - (3 - (4 - (5 - 6)))), machine.instance(instrumentation).callInt("manyResults", 1));
        }
    }
}
