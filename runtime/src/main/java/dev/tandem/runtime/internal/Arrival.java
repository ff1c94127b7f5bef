// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.ClosedException;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Module;
import dev.tandem.api.ModuleArrival;
import dev.tandem.api.StreamingOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.ModuleListener;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.manager.cache.ContentHash;
import dev.tandem.manager.cache.WebVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A module that is being decoded. One thread at a time feeds it; others wait for its parts.
 *
 * <p>If anybody wants code before the end, there is a {@code ModuleImpl} from the beginning of the code section on, whose compiler waits for
 * bodies in a {@link BodyGate}.
 */
final class Arrival implements ModuleArrival, ModuleListener {
    private final EngineImpl engine;
    private final StreamingOptions options;
    private final ModuleDecoder decoder;
    private final OptionalLong totalBytes;
    private final Optional<WebVersion> version;
    /** Hash of the module when that version of it was last here. */
    private final Optional<byte[]> expected;
    private final long start = System.nanoTime();
    private final Optional<ContentHash> contentHash;
    private final CompletableFuture<Module> whole = new CompletableFuture<>();
    private final BodyGate bodies = new BodyGate(this::checkInterrupt);
    private final EagerCompiler eager;
    /** Complete with a module that may be instantiated early, or exceptionally. */
    private final CompletableFuture<ModuleImpl> early = new CompletableFuture<>();

    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean ended;
    /** The module from before its end. */
    private volatile @Nullable ModuleImpl growing;

    /** Tells the source that nothing more is wanted. */
    private volatile Runnable stop = () -> {};

    /** Guarded by this, as is all below. */
    private @Nullable RuntimeException failure;

    private boolean complete;

    private final List<InstanceImpl> earlyInstances = new ArrayList<>();

    Arrival(EngineImpl engine, StreamingOptions options) {
        this(engine, options, OptionalLong.empty(), Optional.empty());
    }

    /**
     * @param totalBytes how many bytes the source says there are
     * @param version what HTTP says that it is
     */
    Arrival(EngineImpl engine, StreamingOptions options, OptionalLong totalBytes, Optional<WebVersion> version) {
        this.engine = engine;
        this.options = options;
        this.totalBytes = totalBytes;
        this.version = version;
        expected = version.flatMap(engine::recall);
        decoder = new ModuleDecoder(engine.config().decoder(), this);
        contentHash = engine.contentHash();
        eager = new EagerCompiler(bodies, options.compileThreads());
    }

    /** Takes the next bytes. Returns false if no more are wanted. */
    boolean feed(ByteBuffer chunk) {
        int length = chunk.remaining();
        if (ended) {
            return false;
        }
        contentHash.ifPresent(known -> known.update(chunk));
        try {
            decoder.feed(chunk);
            bytes.addAndGet(length);
            tell();
            return true;
        } catch (RuntimeException e) {
            fail(e);
            return false;
        }
    }

    /** Says how the source is told that nothing more is wanted; called at once if that is so already. */
    void stopBy(Runnable action) {
        stop = action;
        if (ended) {
            action.run();
        }
    }

    private void tell() {
        try {
            options.listener().accept(progress());
        } catch (RuntimeException ignored) {
            // As documented.
        }
    }

    /** There are no more bytes. */
    void finish() {
        if (ended) {
            return;
        }
        try {
            WasmModule definition = decoder.finish();
            ModuleImpl module = growing;
            if (module == null || !module.accepts(definition)) {
                module = new ModuleImpl(engine, definition);
            }
            if (contentHash.isPresent()) {
                byte[] hash = contentHash.get().digest();
                module.tiers().cacheUnder(hash);
                rememberAs(hash);
            }
            module.decoded(bytes.get(), System.nanoTime() - start);
            complete(module);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void rememberAs(byte[] hash) {
        if (version.isPresent() && !(expected.isPresent() && Arrays.equals(hash, expected.get()))) {
            engine.remember(version.get(), hash);
        }
    }

    private void complete(ModuleImpl module) {
        ModuleImpl replaced = growing;
        if (replaced != null && replaced != module) {
            closeEarly(new CompilationException("a later part of the module cannot run on this backend", -1));
        }
        synchronized (this) {
            if (failure != null) {
                return;
            }
            complete = true;
        }
        ended = true;
        tell();
        whole.complete(module);
        early.completeExceptionally(new IllegalStateException("the module is complete"));
    }

    /** Ends the arrival. */
    void fail(RuntimeException reason) {
        synchronized (this) {
            if (failure != null || complete) {
                return;
            }
            failure = reason;
        }
        ended = true;
        stop.run();
        bodies.fail(reason);
        closeEarly(reason);
        ModuleImpl module = growing;
        if (module != null) {
            module.close();
        }
        whole.completeExceptionally(reason);
        early.completeExceptionally(reason);
    }

    private void closeEarly(RuntimeException reason) {
        List<InstanceImpl> instances;
        synchronized (this) {
            instances = List.copyOf(earlyInstances);
            earlyInstances.clear();
        }
        for (InstanceImpl instance : instances) {
            instance.close(reason);
        }
    }

    @Override
    public void codeSectionStarts(WasmModule module, int bodyCount) {
        bodies.expect(module.importedFunctionCount(), bodyCount);
        if (options.compileThreads() == 0 && !options.earlyCalls() && expected.isEmpty()) {
            return;
        }
        ModuleImpl made;
        try {
            made = new ModuleImpl(engine, module, bodies);
        } catch (CompilationException refused) {
            // Whether another backend takes it is found out when all of it is here.
            return;
        }
        growing = made;
        expected.ifPresent(made.tiers()::expect);
        eager.start(made.tiers(), made.code());
        if (options.earlyCalls() && isSettled(module)) {
            early.complete(made);
        }
    }

    /** Whether nothing after the code section can change what a call means. */
    private static boolean isSettled(WasmModule module) {
        return module.startFunction().isEmpty() && module.dataCount().orElse(module.memories().isEmpty() ? 0 : 1) == 0;
    }

    /** Only custom sections can follow. */
    @Override
    public void dataSectionEnds(WasmModule module) {
        ModuleImpl made = growing;
        if (made != null && options.earlyCalls() && module.startFunction().isEmpty()) {
            early.complete(made);
        }
    }

    @Override
    public void body(WasmModule module, FunctionBody body) {
        bodies.arrived(body.functionIndex());
    }

    /** If the current thread is inside an early instance that is to stop, this ends its call. */
    private void checkInterrupt() {
        List<InstanceImpl> instances;
        synchronized (this) {
            instances = List.copyOf(earlyInstances);
        }
        for (InstanceImpl instance : instances) {
            if (instance.context().gate().isMine()) {
                instance.checkInterrupt();
            }
        }
    }

    @Override
    public CompletableFuture<Module> module() {
        return whole.copy();
    }

    @Override
    public CompletableFuture<Instance> instantiate(Imports imports, InstanceOptions instanceOptions) {
        CompletableFuture<Instance> result = new CompletableFuture<>();
        // What goes wrong goes into the result.
        var unusedEarly = early.whenComplete((module, tooLate) -> {
            if (tooLate == null) {
                instantiateEarly(module, imports, instanceOptions, result);
            }
        });
        var unusedWhole = whole.whenComplete((module, failed) -> {
            if (failed != null) {
                result.completeExceptionally(failed);
            } else if (!result.isDone()) {
                try {
                    result.complete(module.instantiate(imports, instanceOptions));
                } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            }
        });
        return result;
    }

    private void instantiateEarly(
            ModuleImpl module, Imports imports, InstanceOptions instanceOptions, CompletableFuture<Instance> result) {
        try {
            InstanceImpl instance = (InstanceImpl) module.instantiate(imports, instanceOptions);
            RuntimeException already;
            synchronized (this) {
                already = failure;
                earlyInstances.add(instance);
            }
            if (already != null) {
                closeEarly(already);
            }
            result.complete(instance);
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    @Override
    public synchronized Progress progress() {
        return new Progress(bytes.get(), totalBytes, bodies.expected(), bodies.arrived(), eager.done(), complete);
    }

    @Override
    public void cancel() {
        fail(new ClosedException("the arrival of the module was cancelled"));
    }

    boolean isEnded() {
        return ended;
    }
}
