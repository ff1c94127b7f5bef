// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.ArtifactFormat;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.CodeStore;
import dev.tandem.manager.ShippedPolicy;
import dev.tandem.manager.ShippedProfiling;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.cache.CodeCache;
import dev.tandem.manager.cache.ModuleCache;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of earlier runs, and in which order functions are compiled therefore. */
final class RanBeforeTest {
    private static final int FUNCTIONS = 5;
    private static final byte[] HASH = {1};
    private static final byte[] OTHER_HASH = {2};

    private record Artifact(int functionIndex, Tier tier, int size) implements CodeArtifact {}

    private final WasmModule module = mock();
    private final BaselineCompiler baseline = mock();
    private final OptimizingCompiler optimizing = mock();
    private final ArtifactFormat format = mock();
    private final ModuleCode code = mock();
    private final List<Integer> prepared = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final CodeStore store = new CodeStore() {
        @Override
        public Optional<ByteBuffer> load(String name) {
            return Optional.ofNullable(blobs.get(name)).map(ByteBuffer::wrap);
        }

        @Override
        public boolean store(String name, byte[] blob) {
            blobs.put(name, blob);
            return true;
        }

        @Override
        public void remove(String name) {
            blobs.remove(name);
        }
    };

    @BeforeEach
    void aModuleOfLargeFunctions() {
        when(format.target()).thenReturn("test");
        when(module.importedFunctionCount()).thenReturn(1);
        when(module.functionCount()).thenReturn(1 + FUNCTIONS);
        when(module.body(anyInt()))
                .thenAnswer(call -> new FunctionBody(call.getArgument(0), new byte[1 << 16], 0, 1 << 16, 0));
        when(baseline.compile(eq(module), any(), any())).thenAnswer(call -> {
            FunctionBody body = call.getArgument(1);
            return new Artifact(body.functionIndex(), Tier.BASELINE, 1);
        });
        doAnswer(call -> {
                    prepared.add(call.getArgument(0));
                    return null;
                })
                .when(code)
                .prepare(anyInt());
    }

    private TierManager manager() {
        return new TierManager(
                baseline,
                Optional.of(optimizing),
                ShippedPolicy.DYNAMIC,
                ShippedProfiling.NONE,
                TierListener.NONE,
                Optional.of(new CodeCache(store, format, "dynamic", Set.of())));
    }

    private ModuleTiers tiers(TierManager manager) {
        ModuleTiers tiers = manager.manage(module);
        tiers.attach(code);
        return tiers;
    }

    private void firstRun() {
        TierManager manager = manager();
        ModuleTiers tiers = tiers(manager);
        tiers.cacheUnder(HASH);
        tiers.prepareAhead(code, 2);
        tiers.compile(2);
        tiers.compile(5);
        tiers.compile(3);
        manager.close();
        prepared.clear();
    }

    @Test
    void whatRanIsCompiledFirstInTheOrderOfTheFirstCalls() {
        firstRun();
        ModuleTiers tiers = tiers(manager());
        tiers.cacheUnder(HASH);
        assertEquals(List.of(5, 3), tiers.ranBefore(), "function 2 was compiled by nobody's call");
        tiers.compileAll(code, 1);
        assertEquals(List.of(5, 3, 1, 2, 4), prepared);
    }

    @Test
    void whatRanIsPreparedAheadOfTheGuestWhereThereAreProcessorsForIt() {
        firstRun();
        ModuleTiers tiers = tiers(manager());
        tiers.cacheUnder(HASH);
        ModuleCache cache = new CodeCache(store, format, "dynamic", Set.of()).open(HASH, ModuleCache.Observer.NONE);
        new Recall(tiers, code, cache, false).run();
        assertEquals(List.of(), prepared);
        new Recall(tiers, code, cache, true).run();
        assertEquals(List.of(5, 3), prepared);
        tiers.close();
        new Recall(tiers, code, cache, true).run();
        assertEquals(List.of(5, 3), prepared, "nothing for a closed module");
    }

    @Test
    void whatIsExpectedIsOnlyUsedWhenItProvesRight() {
        firstRun();
        ModuleTiers right = tiers(manager());
        right.expect(HASH);
        assertEquals(List.of(5, 3), right.ranBefore());
        assertFalse(right.isExpected(5), "it ran, and has no code");
        right.cacheUnder(HASH);
        assertEquals(List.of(5, 3), right.ranBefore());
        ModuleTiers wrong = tiers(manager());
        wrong.expect(HASH);
        wrong.cacheUnder(OTHER_HASH);
        assertEquals(List.of(), wrong.ranBefore());
    }

    @Test
    void functionsThatTheModuleDoesNotHaveAreNotExpected() {
        firstRun();
        when(module.functionCount()).thenReturn(4);
        ModuleTiers tiers = tiers(manager());
        tiers.expect(HASH);
        assertEquals(List.of(3), tiers.ranBefore());
    }
}
