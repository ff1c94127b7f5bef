// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.api.CallException;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Module;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.ir.trap.WasmTrap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tandem with one backend and tier. Guests run on a thread of its own, whose stack is deep. */
public final class Cell implements Oracle {
    /** Far beyond what any module needs: fuel ends them sooner. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Modules call themselves by way of the host, {@link Plan#FUEL} times at most, and code that is still interpreted has large frames. */
    private static final long STACK_BYTES = 32L << 20;

    private final String name;
    private final Engine engine;
    private final ExecutorService guest;
    private Duration patience = PATIENCE;

    private Cell(String name, Engine engine) {
        this.name = name;
        this.engine = engine;
        this.guest = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(null, task, name, STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * A cell by name: {@code BACKEND:TIER}, where the backend {@code x64-checks} is {@code x64} without guard pages.
     *
     * @throws CallException if there is no such backend or tier
     */
    public static Cell of(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            throw new CallException("a cell is BACKEND:TIER, for example x64:baseline, not '" + name + "'");
        }
        String backend = name.substring(0, colon);
        boolean checks = backend.endsWith("-checks");
        EngineConfig config = EngineConfig.standard()
                .withBackend(checks ? backend.substring(0, backend.length() - "-checks".length()) : backend)
                .withGuardPages(!checks)
                .withTier(name.substring(colon + 1));
        return new Cell(name, Engine.create(config));
    }

    /** A cell around an engine that is wired otherwise. */
    public static Cell around(String name, Engine engine) {
        return new Cell(name, engine);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Observation run(FuzzModule definition, byte[] bytes, Plan plan) {
        return CompletableFuture.supplyAsync(() -> observe(definition, bytes, plan), guest).join();
    }

    private Observation observe(FuzzModule definition, byte[] bytes, Plan plan) {
        List<String> lines = new ArrayList<>();
        try (Module module = engine.compile(bytes)) {
            run(definition, module, plan, lines);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            lines.add(Differential.FAILED + e.toString().lines().findFirst().orElse(""));
        }
        return new Observation(lines);
    }

    private void run(FuzzModule definition, Module module, Plan plan, List<String> lines) {
        Host host = new Host(definition, lines);
        try (Instance instance =
                module.instantiate(host.imports(), InstanceOptions.standard().withTimeout(patience))) {
            for (Plan.Call call : plan.calls()) {
                instance.global("g0").set(Plan.FUEL);
                lines.add(host.call(instance, call));
            }
            host.state(instance);
        } catch (WasmTrap trap) {
            lines.add("instantiation trap " + trap.code());
        }
    }

    @Override
    public void patience(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void close() {
        guest.close();
        engine.close();
    }
}
