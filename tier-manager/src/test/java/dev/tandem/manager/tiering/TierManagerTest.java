// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.NameSection;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.manager.Budget;
import dev.tandem.manager.CompilationStatistics.TierStatistics;
import dev.tandem.manager.HotFunction;
import dev.tandem.manager.ProfilingPolicy;
import dev.tandem.manager.QueueOrder;
import dev.tandem.manager.ShippedPolicy;
import dev.tandem.manager.ShippedProfiling;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.optimizing.spi.CompilationResult;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TierManagerTest {
    private static final int FUNCTION = 3;

    private record Artifact(int functionIndex, Tier tier, int size) implements CodeArtifact {}

    private final WasmModule module = mock();
    private final BaselineCompiler baseline = mock();
    private final OptimizingCompiler optimizing = mock();
    private final TierListener listener = mock();
    private final FunctionBody body = new FunctionBody(FUNCTION, new byte[10], 2, 9, 50);

    @BeforeEach
    void oneFunction() {
        NameSection names = mock();
        when(names.moduleName()).thenReturn(Optional.of("m"));
        when(module.names()).thenReturn(names);
        when(module.body(FUNCTION)).thenReturn(body);
        when(baseline.compile(eq(module), eq(body), any())).thenReturn(new Artifact(FUNCTION, Tier.BASELINE, 100));
        when(optimizing.compile(any()))
                .thenReturn(new CompilationResult(new Artifact(FUNCTION, Tier.OPTIMIZED, 40)));
    }

    private ModuleTiers tiers(TieringPolicy policy) {
        return new TierManager(baseline, Optional.of(optimizing), policy, ShippedProfiling.NONE, listener, Optional.empty()).manage(module);
    }

    @Test
    void thePolicyChoosesTheTier() {
        assertEquals(Tier.BASELINE, tiers(ShippedPolicy.BASELINE).compile(FUNCTION).tier());
        assertEquals(Tier.BASELINE, tiers(ShippedPolicy.DYNAMIC).compile(FUNCTION).tier());
        verify(optimizing, never()).compile(any());
        assertEquals(Tier.OPTIMIZED, tiers(ShippedPolicy.OPTIMIZING).compile(FUNCTION).tier());
        verify(listener, times(2)).compiled(eq("m"), eq(FUNCTION), eq(Tier.BASELINE), eq(7), eq(100), anyLong());
        verify(listener).compiled(eq("m"), eq(FUNCTION), eq(Tier.OPTIMIZED), eq(7), eq(40), anyLong());
    }

    @Test
    void theBaselineTierStepsIn() {
        RuntimeException refusal = new CompilationException("too large", FUNCTION);
        when(optimizing.compile(any())).thenThrow(refusal);
        ModuleTiers tiers = tiers(ShippedPolicy.OPTIMIZING);
        assertEquals(Tier.BASELINE, tiers.compile(FUNCTION).tier());
        verify(listener).failed("m", FUNCTION, Tier.OPTIMIZED, refusal);
        assertEquals(1, tiers.statistics().baseline().functions());
        assertEquals(0, tiers.statistics().optimizing().functions());

        ModuleTiers without = new TierManager(baseline, Optional.empty(), ShippedPolicy.OPTIMIZING, ShippedProfiling.NONE, listener, Optional.empty())
                .manage(module);
        assertEquals(Tier.BASELINE, without.compile(FUNCTION).tier());
    }

    @Test
    void statisticsAddUp() {
        ModuleTiers tiers = tiers(ShippedPolicy.BASELINE);
        tiers.compile(FUNCTION);
        tiers.compile(FUNCTION);
        TierStatistics statistics = tiers.statistics().baseline();
        assertEquals(2, statistics.functions());
        assertEquals(14, statistics.wasmBytes());
        assertEquals(200, statistics.codeBytes());
        assertTrue(statistics.nanoseconds() >= 0);
    }

    @Test
    void refusalsPassAndFaultsAreExplained() {
        CompilationException refusal = new CompilationException("no vectors", FUNCTION);
        when(baseline.compile(eq(module), eq(body), any())).thenThrow(refusal);
        ModuleTiers tiers = tiers(ShippedPolicy.BASELINE);
        assertSame(refusal, assertThrows(CompilationException.class, () -> tiers.compile(FUNCTION)));

        RuntimeException fault = new IllegalStateException("stack height");
        BaselineCompiler faulty = mock();
        when(faulty.compile(eq(module), eq(body), any())).thenThrow(fault);
        ModuleTiers broken =
                new TierManager(faulty, Optional.empty(), ShippedPolicy.BASELINE, ShippedProfiling.NONE, listener, Optional.empty()).manage(module);
        CompilationException explained =
                assertThrows(CompilationException.class, () -> broken.compile(FUNCTION));
        assertSame(fault, explained.getCause());
        assertEquals(FUNCTION, explained.functionIndex());
        verify(listener).failed("m", FUNCTION, Tier.BASELINE, fault);
    }

    /** Fails at whatever it is asked. */
    private static final class FaultyPolicy implements TieringPolicy {
        private final Set<String> faults;

        FaultyPolicy(String... faults) {
            this.faults = Set.of(faults);
        }

        private void ask(String question) {
            if (faults.contains(question)) {
                throw new IllegalStateException(question);
            }
        }

        @Override
        public String id() {
            return "faulty";
        }

        @Override
        public Tier firstTier(WasmModule module, FunctionBody body) {
            ask("first tier");
            return Tier.BASELINE;
        }

        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            ask("budget");
            return new Budget(1, 1, true);
        }

        @Override
        public Verdict hot(HotFunction function) {
            ask("hot");
            return Verdict.OPTIMIZE;
        }

        @Override
        public Comparator<HotFunction> order() {
            ask("order");
            return QueueOrder.ARRIVAL;
        }

        @Override
        public int threads(int processors) {
            ask("threads");
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"first tier", "budget", "hot", "order", "threads"})
    void aPolicysFaultIsToldAndStopsNobody(String fault) {
        ModuleTiers tiers = tiers(new FaultyPolicy(fault));
        tiers.attach(mock());
        assertEquals(Tier.BASELINE, tiers.compile(FUNCTION).tier());
        assertEquals(Integer.MAX_VALUE, fault.equals("first tier") ? Integer.MAX_VALUE : tiers.budgetSpent(FUNCTION));
        verify(listener, atLeastOnce())
                .failed(eq("m"), eq(FUNCTION), eq(Tier.OPTIMIZED), argThat(cause -> fault.equals(cause.getMessage())));
    }

    @Test
    void aProfilingPolicysFaultIsToldAndStopsNobody() {
        ProfilingPolicy profiling = mock();
        RuntimeException fault = new IllegalStateException("profiling");
        when(profiling.feedback(any(), any())).thenThrow(fault);
        ModuleTiers tiers = new TierManager(baseline, Optional.of(optimizing), ShippedPolicy.DYNAMIC, profiling, listener, Optional.empty())
                .manage(module);
        assertEquals(Tier.BASELINE, tiers.compile(FUNCTION).tier());
        verify(baseline).compile(module, body, Instrumentation.NONE);
        verify(listener).failed("m", FUNCTION, Tier.OPTIMIZED, fault);
    }

    @Test
    void aModuleIsCheckedFirst() {
        doThrow(new CompilationException("no vectors", -1)).when(baseline).check(module);
        assertThrows(CompilationException.class, () -> tiers(ShippedPolicy.BASELINE));
    }

    @Test
    void faultsOfListenersAreIgnored() {
        doThrow(new IllegalStateException("listener"))
                .when(listener)
                .compiled(any(), anyInt(), any(), anyInt(), anyInt(), anyLong());
        doThrow(new NoClassDefFoundError("of the listener")).when(listener).failed(any(), anyInt(), any(), any());
        assertEquals(Tier.BASELINE, tiers(ShippedPolicy.BASELINE).compile(FUNCTION).tier());
        when(baseline.compile(eq(module), eq(body), any())).thenThrow(new CompilationException("no", FUNCTION));
        assertThrows(CompilationException.class, () -> tiers(ShippedPolicy.BASELINE).compile(FUNCTION));
    }

    @Test
    void aheadOfTimeEveryFunctionIsPreparedOnce() {
        when(module.importedFunctionCount()).thenReturn(2);
        when(module.functionCount()).thenReturn(500);
        ModuleCode code = mock();
        tiers(ShippedPolicy.BASELINE).compileAll(code, 4);
        verify(code, times(498)).prepare(anyInt());
        for (int i = 2; i < 500; i++) {
            verify(code).prepare(i);
        }
    }

    @Test
    void aheadOfTimeTheFirstFailureIsThrownInTheEnd() {
        when(module.functionCount()).thenReturn(10);
        ModuleCode code = mock();
        CompilationException refusal = new CompilationException("no", 4);
        doThrow(refusal).when(code).prepare(4);
        assertSame(
                refusal,
                assertThrows(
                        CompilationException.class,
                        () -> tiers(ShippedPolicy.BASELINE).compileAll(code, 2)));
        verify(code).prepare(9);
    }

    @Test
    void policiesHaveNames() {
        for (ShippedPolicy policy : ShippedPolicy.values()) {
            assertEquals(Optional.of(policy), ShippedPolicy.named(policy.id()));
        }
        assertEquals(Optional.empty(), ShippedPolicy.named("never"));
    }
}
