// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.GuardMisses;
import dev.tandem.ir.profile.Instrumentation;
import dev.tandem.manager.cache.CodeCache;
import dev.tandem.manager.cache.ModuleCache;
import dev.tandem.manager.Budget;
import dev.tandem.manager.CompilationStatistics;
import dev.tandem.manager.HotFunction;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.manager.TieringPolicy.Verdict;
import dev.tandem.manager.tiering.Candidate.State;
import dev.tandem.optimizing.spi.CompilationCancelledException;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The tiers at work on one module. Thread-safe. */
public final class ModuleTiers implements FunctionCompiler {
    /** As good as never again. */
    private static final int SPENT_FOR_GOOD = Integer.MAX_VALUE;

    private final WasmModule module;
    private final TierManager manager;
    private final Events events;
    private final Counters counters = new Counters();
    /** By function index. */
    private final ConcurrentMap<Integer, Candidate> candidates = new ConcurrentHashMap<>();

    private volatile @Nullable ModuleCode code;
    private volatile @Nullable ModuleCache cache;
    /** What will be {@link #cache} if the module proves to be the one that is expected. */
    private volatile @Nullable ModuleCache expected;
    /** Functions that were compiled ahead of their first calls, so that these tell nothing. */
    private final Set<Integer> ahead = ConcurrentHashMap.newKeySet();
    private final LearnedCalls learned = new LearnedCalls();
    private volatile boolean closed;

    ModuleTiers(WasmModule module, TierManager manager) {
        this.module = module;
        this.manager = manager;
        this.events = new Events(manager.listener(), module);
    }

    WasmModule module() {
        return module;
    }

    /** Says where better code is published. Until then functions stay in their first code. */
    public void attach(ModuleCode target) {
        code = target;
    }

    /**
     * Says where optimized code is kept between runs. Functions that have code there need no other.
     *
     * @param hash of the module's bytes, see {@link dev.tandem.manager.cache.ContentHash}
     */
    public void cacheUnder(byte[] hash) {
        ModuleCache likely = expected;
        ModuleCode target = code;
        if (manager.cache().isEmpty() || target == null) {
            return;
        }
        ModuleCache found = likely != null && likely.isOf(hash) ? likely : open(manager.cache().get(), hash);
        expected = null;
        cache = found;
        events.cacheRead(found.functions().length, found.readBytes(), found.readNanos());
        Recall.start(this, target, found, counters.compiled());
    }

    /** The module is still arriving, and its bytes will likely have that hash. Nothing of the cache is used before {@link #cacheUnder}. */
    public void expect(byte[] hash) {
        manager.cache().ifPresent(found -> expected = open(found, hash));
    }

    private ModuleCache open(CodeCache all, byte[] hash) {
        return all.open(hash, events);
    }

    /** Whether the function will likely get its code from the cache. */
    public boolean isExpected(int functionIndex) {
        ModuleCache likely = expected;
        return likely != null && likely.hasCode(functionIndex);
    }

    /** The functions that are known, or for a module that is still arriving expected, to have run before, in the order of their first calls. */
    public List<Integer> ranBefore() {
        ModuleCache known = cache == null ? expected : cache;
        return known == null ? List.of() : known.ranBefore().stream().filter(this::isDefined).toList();
    }

    /** What is expected may be of another module. */
    private boolean isDefined(int functionIndex) {
        return functionIndex >= module.importedFunctionCount() && functionIndex < module.functionCount();
    }

    /** Makes sure that the function has code, on a thread that is not the guest's. */
    public void prepareAhead(ModuleCode target, int functionIndex) {
        if (manager.cache().isPresent()) {
            ahead.add(functionIndex);
        }
        target.prepare(functionIndex);
    }

    void publishCached(ModuleCode target, int functionIndex) {
        ModuleCache kept = cache;
        Optional<CodeArtifact> cached = kept == null ? Optional.empty() : kept.find(functionIndex);
        if (cached.isPresent() && target.publish(cached.get())) {
            fromCache(cached.get());
            events.published(functionIndex, Tier.OPTIMIZED);
        }
    }

    private void fromCache(CodeArtifact artifact) {
        counters.cached();
        events.cached(artifact.functionIndex(), module.body(artifact.functionIndex()).size(), artifact.size());
    }

    boolean isClosed() {
        return closed;
    }

    /** The module was decoded, all {@code bytes} of it. */
    public void decoded(long bytes, long nanoseconds) {
        events.decoded(bytes, module.functionCount() - module.importedFunctionCount(), nanoseconds);
    }

    @Override
    public CodeArtifact compile(int functionIndex) {
        FunctionBody body = module.body(functionIndex);
        ModuleCache kept = cache;
        if (kept != null) {
            if (!ahead.contains(functionIndex)) {
                kept.ran(functionIndex, body.size());
            }
            Optional<CodeArtifact> cached = kept.find(functionIndex);
            if (cached.isPresent()) {
                fromCache(cached.get());
                return cached.get();
            }
        }
        if (manager.optimizing().isPresent() && firstTier(body) == Tier.OPTIMIZED) {
            CodeArtifact artifact = tryOptimizing(new CompilationRequest(module, body));
            if (artifact != null) {
                return artifact;
            }
        }
        long start = System.nanoTime();
        try {
            CodeArtifact artifact = manager.baseline().compile(module, body, instrumentation(body));
            compiled(body, artifact, System.nanoTime() - start);
            return artifact;
        } catch (RuntimeException e) {
            events.failed(functionIndex, Tier.BASELINE, e);
            throw explain(e, functionIndex);
        }
    }

    // A policy's fault must not stop the guest.

    private Tier firstTier(FunctionBody body) {
        try {
            return manager.policy().firstTier(module, body);
        } catch (RuntimeException e) {
            events.failed(body.functionIndex(), Tier.OPTIMIZED, e);
            return Tier.BASELINE;
        }
    }

    private Instrumentation instrumentation(FunctionBody body) {
        if (manager.optimizing().isEmpty()) {
            return Instrumentation.NONE;
        }
        try {
            return asked(body);
        } catch (RuntimeException e) {
            events.failed(body.functionIndex(), Tier.OPTIMIZED, e);
            return Instrumentation.NONE;
        }
    }

    private Instrumentation asked(FunctionBody body) {
        Budget budget = manager.policy().budget(module, body);
        return budget.amount() == 0
                ? Instrumentation.NONE
                : new Instrumentation(
                        budget.amount(),
                        budget.entryCost(),
                        budget.backEdges(),
                        manager.profiling().feedback(module, body));
    }

    /** Null if the tier refuses. */
    private @Nullable CodeArtifact tryOptimizing(CompilationRequest request) {
        long start = System.nanoTime();
        try {
            CodeArtifact artifact =
                    manager.optimizing().orElseThrow().compile(request).artifact();
            long time = System.nanoTime() - start;
            manager.pace().compiled(request.body().size(), time);
            compiled(request.body(), artifact, time);
            ModuleCache kept = cache;
            if (kept != null) {
                kept.add(artifact);
            }
            return artifact;
        } catch (CompilationCancelledException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            counters.refused();
            events.failed(request.functionIndex(), Tier.OPTIMIZED, e);
            return null;
        }
    }

    private static CompilationException explain(RuntimeException cause, int functionIndex) {
        if (cause instanceof CompilationException refusal) {
            return refusal;
        }
        CompilationException failure = new CompilationException(
                "the compiler failed, which is its own fault and not the module's: " + cause, functionIndex);
        failure.initCause(cause);
        return failure;
    }

    private void compiled(FunctionBody body, CodeArtifact artifact, long nanoseconds) {
        counters.compiled(artifact.tier(), body.size(), artifact.size(), nanoseconds);
        events.compiled(body.functionIndex(), artifact.tier(), body.size(), artifact.size(), nanoseconds);
    }

    @Override
    public int budgetSpent(int functionIndex) {
        if (closed || code == null) {
            return SPENT_FOR_GOOD;
        }
        try {
            return spent(functionIndex);
        } catch (RuntimeException e) {
            events.failed(functionIndex, Tier.OPTIMIZED, e);
            return SPENT_FOR_GOOD;
        }
    }

    private int spent(int functionIndex) {
        Candidate candidate = candidate(functionIndex);
        candidate.report();
        CompilationQueue queue = manager.queue();
        State before = queue.state(candidate);
        if (before == State.IDLE || before == State.QUEUED) {
            events.hot(functionIndex, candidate.heat(), queue.size());
        }
        if (before == State.IDLE) {
            switch (verdict(candidate, TieringPolicy::hot)) {
                case OPTIMIZE -> {
                    events.queued(functionIndex, candidate.compileNanos(), queue.size());
                    queue.offer(candidate);
                }
                case STAY -> queue.settle(candidate);
                case WAIT -> {}
            }
        }
        return switch (queue.state(candidate)) {
            case IDLE -> candidate.spendNext(patience(candidate));
            case QUEUED -> candidate.spendNext(candidate.doubled());
            case COMPILING, DONE -> SPENT_FOR_GOOD;
        };
    }

    @Override
    public long guardsMissed(int functionIndex) {
        ModuleCode target = code;
        if (closed || target == null || manager.optimizing().isEmpty()) {
            return Long.MAX_VALUE;
        }
        Candidate candidate = candidate(functionIndex);
        long known = candidate.misses();
        candidate.missed(target.guardMisses(functionIndex).stream().mapToLong(GuardMisses::useful).sum());
        counters.missed(Math.max(0, candidate.misses() - known));
        Verdict verdict = verdict(candidate, TieringPolicy::missed);
        CompilationQueue queue = manager.queue();
        boolean again = verdict == Verdict.OPTIMIZE && queue.offerAgain(candidate);
        events.missed(functionIndex, candidate.misses(), again);
        if (again) {
            events.queued(functionIndex, candidate.compileNanos(), queue.size());
        }
        return verdict == Verdict.STAY ? Long.MAX_VALUE : candidate.missesUntilReport();
    }

    private Candidate candidate(int functionIndex) {
        Candidate known = candidates.get(functionIndex);
        if (known != null) {
            return known;
        }
        FunctionBody body = module.body(functionIndex);
        Candidate made = new Candidate(this, body, Math.max(1, manager.policy().budget(module, body).amount()));
        Candidate other = candidates.putIfAbsent(functionIndex, made);
        return other == null ? made : other;
    }

    long expectedNanos(FunctionBody body) {
        return manager.pace().expected(body.size());
    }

    private Verdict verdict(Candidate candidate, BiFunction<TieringPolicy, HotFunction, Verdict> question) {
        return ask(candidate, question, Verdict.STAY);
    }

    private int patience(Candidate candidate) {
        int doubled = candidate.doubled();
        return Math.max(1, ask(candidate, (policy, function) -> policy.patience(function, doubled), doubled));
    }

    private <T> T ask(Candidate candidate, BiFunction<TieringPolicy, HotFunction, T> question, T otherwise) {
        try {
            return Objects.requireNonNull(question.apply(manager.policy(), candidate), "the policy says nothing");
        } catch (RuntimeException e) {
            events.failed(candidate.functionIndex(), Tier.OPTIMIZED, e);
            return otherwise;
        }
    }

    /** The calling thread is one of the queue's. */
    void giveWay() {
        ModuleCode target = code;
        if (target != null) {
            target.giveWay();
        }
    }

    /** Compiles a hot function again and publishes its code, on a thread of the queue. */
    void recompile(Candidate candidate) {
        int function = candidate.functionIndex();
        ModuleCode target = code;
        if (closed || target == null) {
            events.cancelled(function);
            return;
        }
        events.compiling(function);
        boolean again = target.tier(function) == Tier.OPTIMIZED;
        if (again) {
            candidate.renewing();
            learned.learn(target.guardMisses(function), target);
        }
        try {
            CodeArtifact artifact = tryOptimizing(new CompilationRequest(
                    module, candidate.body(), new ProfileSnapshot(target, learned), () -> closed));
            if (artifact == null) {
                return;
            }
            if (closed) {
                events.cancelled(function);
            } else if (again ? target.renew(artifact) : target.publish(artifact)) {
                candidate.guessesAnew();
                counters.published();
                if (again) {
                    counters.renewed();
                }
                events.published(function, artifact.tier());
            }
        } catch (CompilationCancelledException e) {
            events.cancelled(function);
        } catch (RuntimeException | Error e) {
            // Publishing failed, for want of memory for example.
            counters.refused();
            events.failed(function, Tier.OPTIMIZED, e);
        }
    }

    @Override
    public void freed(int functionIndex, Tier tier, int codeBytes) {
        events.retired(functionIndex, tier, codeBytes);
    }

    /**
     * Makes sure that every function has code.
     *
     * @param threads how many threads work at it, the current one included
     * @throws RuntimeException the first that a compiler threw; the other functions are compiled nevertheless
     */
    public void compileAll(ModuleCode target, int threads) {
        new AheadOfTime(this, target).run(threads);
    }

    /** What was done so far. */
    public CompilationStatistics statistics() {
        int waiting = 0;
        CompilationQueue queue = manager.queueIfAny();
        if (queue != null) {
            for (Candidate candidate : candidates.values()) {
                State state = queue.state(candidate);
                waiting += state == State.QUEUED || state == State.COMPILING ? 1 : 0;
            }
        }
        return counters.snapshot(candidates.size(), waiting);
    }

    /** Gives up what is still to be compiled. */
    public void close() {
        closed = true;
        CompilationQueue queue = manager.queueIfAny();
        if (queue != null) {
            for (Candidate candidate : queue.cancel(this)) {
                events.cancelled(candidate.functionIndex());
            }
        }
    }
}
