// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.wiring;

import dev.tandem.api.BackendChoice;
import dev.tandem.api.CallException;
import dev.tandem.api.EngineConfig;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.baseline.wiring.ShippedBaseline;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.nativex64.NativeBackend;
import dev.tandem.ir.platform.PlatformException;
import dev.tandem.manager.MixedTiers;
import dev.tandem.manager.ProfilingPolicy;
import dev.tandem.manager.ShippedPolicy;
import dev.tandem.manager.ShippedProfiling;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.manager.cache.CodeCache;
import dev.tandem.manager.tiering.TierManager;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.optimizing.wiring.ShippedOptimizing;
import dev.tandem.runtime.internal.CodeGenerator;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The parts that a configuration names: shipped ones, or those that a jar brings as services. Services are only looked for when the name
 * is not a shipped one: the search costs every start.
 */
final class Parts {
    private static final String AUTO = "auto";

    private Parts() {}

    static Backend backend(EngineConfig config) {
        String name = backendName(config);
        if (name.equals(NativeBackend.NAME)) {
            NativeBackend.unavailable().ifPresent(reason -> {
                throw new CallException("the backend 'x64' cannot run here: " + reason);
            });
            return new NativeBackend(config.guardPages(), Set.of(), false);
        }
        if (name.equals(AUTO)) {
            return nativeBackend(config).orElseGet(JvmBackend::new);
        }
        if (name.equals(JvmBackend.NAME)) {
            return new JvmBackend();
        }
        return service(Backend.class, backend -> backend.name().equals(name))
                .orElseThrow(() -> new CallException("there is no backend '" + name + "'; shipped are 'auto', 'jvm' and 'x64'"));
    }

    /** A plugged tier makes code for one backend. */
    private static String backendName(EngineConfig config) {
        if (!config.backend().equals(AUTO)) {
            return config.backend();
        }
        if (!config.baseline().equals(AUTO)) {
            return pluggedBaseline(config.baseline()).backend();
        }
        return config.optimizing().equals(AUTO) ? AUTO : pluggedOptimizing(config.optimizing()).backend();
    }

    /** Machine code, where it can be had without being asked for. */
    private static Optional<Backend> nativeBackend(EngineConfig config) {
        if (NativeBackend.unavailable().isPresent()) {
            if (NativeBackend.lacksOnlyPermission()) {
                Hint.give();
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new NativeBackend(config.guardPages(), Set.of(), false));
        } catch (PlatformException refused) {
            return Optional.empty();
        }
    }

    /** Given once a process: what a program would gain by one option. */
    private static final class Hint {
        static {
            System.getLogger("dev.tandem")
                    .log(
                            System.Logger.Level.INFO,
                            "WebAssembly runs as JVM bytecode; machine code is faster: "
                                    + NativeBackend.unavailable().orElse("")
                                    + " (to stay with bytecode and silence this, choose the backend 'jvm')");
        }

        static void give() {}
    }

    /** Why the engine has that backend. */
    static BackendChoice choice(EngineConfig config, Backend backend) {
        return new BackendChoice(backend.name(), reason(config, backend));
    }

    private static String reason(EngineConfig config, Backend backend) {
        if (!backendName(config).equals(AUTO)) {
            return config.backend().equals(AUTO) ? "that of the configured tier" : "as configured";
        }
        if (backend instanceof NativeBackend machine) {
            String memories = machine.guardPagesRefused()
                    .map(refusal -> "explicit bounds checks: " + refusal)
                    .orElse(config.guardPages() ? "guard pages" : "explicit bounds checks");
            return "auto: the platform allows it; " + memories;
        }
        return "auto: " + NativeBackend.unavailable().orElse("the system refuses what native code needs");
    }

    static CodeGenerator generator(Backend backend, TieringPolicy policy, EngineConfig config) {
        ProfilingPolicy profiling = profiling(config.profiling(), backend);
        return new CodeGenerator(
                backend,
                new TierManager(
                        baseline(backend, config),
                        optimizing(backend, policy, config),
                        policy,
                        profiling,
                        config.listener(),
                        cache(config, backend, policy, profiling)));
    }

    /** Where the configuration says that code is to be kept, if the backend's can be. Whether a plugged tier has changed, nobody can tell. */
    static Optional<CodeCache> cache(EngineConfig config, Backend backend, TieringPolicy policy, ProfilingPolicy profiling) {
        if (config.codeStore().isEmpty() || backend.artifactFormat().isEmpty() || !config.optimizing().equals(AUTO)) {
            return Optional.empty();
        }
        String tiers = policy.id() + '/' + profiling.id();
        return Optional.of(new CodeCache(config.codeStore().get(), backend.artifactFormat().get(), tiers, config.phasesOff()));
    }

    /** For modules that machine code cannot be made of. */
    static Optional<Supplier<CodeGenerator>> otherGenerator(
            EngineConfig config, Backend backend, TieringPolicy policy) {
        return backendName(config).equals(AUTO) && backend instanceof NativeBackend
                ? Optional.of(() -> generator(new JvmBackend(), policy, config))
                : Optional.empty();
    }

    static BaselineCompiler baseline(Backend backend, EngineConfig config) {
        if (!config.baseline().equals(AUTO)) {
            BaselineCompiler plugged = pluggedBaseline(config.baseline());
            checkBackend(plugged.backend(), "baseline", plugged.id(), backend);
            return plugged;
        }
        Optional<BaselineCompiler> shipped = ShippedBaseline.forBackend(backend);
        return shipped.isPresent()
                ? shipped.get()
                : service(BaselineCompiler.class, compiler -> compiler.backend().equals(backend.name()))
                        .orElseThrow(() -> new CallException(
                                "there is no baseline compiler for the backend '" + backend.name() + "'"));
    }

    private static BaselineCompiler pluggedBaseline(String id) {
        return service(BaselineCompiler.class, compiler -> compiler.id().equals(id))
                .orElseThrow(() -> missing("baseline", id));
    }

    /** None for policies that never ask for it. */
    static Optional<OptimizingCompiler> optimizing(Backend backend, TieringPolicy policy, EngineConfig config) {
        if (policy == ShippedPolicy.BASELINE) {
            return Optional.empty();
        }
        if (!config.optimizing().equals(AUTO)) {
            OptimizingCompiler plugged = pluggedOptimizing(config.optimizing());
            checkBackend(plugged.backend(), "optimizing", plugged.id(), backend);
            return Optional.of(plugged);
        }
        checkPhases(config.phasesOff());
        Optional<OptimizingCompiler> shipped = ShippedOptimizing.forBackend(backend, config.phasesOff());
        return shipped.isPresent() || policy == ShippedPolicy.DYNAMIC
                ? shipped
                : service(OptimizingCompiler.class, compiler -> compiler.backend().equals(backend.name()));
    }

    private static void checkPhases(Set<String> off) {
        for (String name : off) {
            if (!ShippedOptimizing.phases().contains(name)) {
                throw new CallException("there is no phase '" + name + "' to leave out; there are " + String.join(", ", ShippedOptimizing.phases()));
            }
        }
    }

    private static OptimizingCompiler pluggedOptimizing(String id) {
        return service(OptimizingCompiler.class, compiler -> compiler.id().equals(id))
                .orElseThrow(() -> missing("optimizing", id));
    }

    private static CallException missing(String tier, String id) {
        return new CallException("there is no " + tier + " tier '" + id + "': its jar must be on the class path or module path and name it in"
                + " META-INF/services or its module descriptor");
    }

    /** @throws CallException if a tier and the backend do not fit */
    static void checkBackend(String made, String tier, String id, Backend backend) {
        if (!made.equals(backend.name())) {
            throw new CallException("the " + tier + " tier '" + id + "' is for the backend '" + made + "', and the engine has '"
                    + backend.name() + "': choose the backend '" + made + "'");
        }
    }

    static TieringPolicy policy(String id) {
        Optional<ShippedPolicy> shipped = ShippedPolicy.named(id);
        if (shipped.isPresent()) {
            return shipped.get();
        }
        if (id.equals(MixedTiers.NAME) || id.startsWith(MixedTiers.NAME + ":")) {
            return mixed(id);
        }
        return service(TieringPolicy.class, policy -> policy.id().equals(id))
                .orElseThrow(() -> new CallException("there is no tiering policy '" + id
                        + "'; shipped are 'dynamic', 'baseline', 'optimizing', 'call-count', and for tests 'mixed:SEED'"));
    }

    private static TieringPolicy mixed(String id) {
        if (id.equals(MixedTiers.NAME)) {
            return new MixedTiers(1);
        }
        try {
            return new MixedTiers(Long.parseLong(id.substring(MixedTiers.NAME.length() + 1)));
        } catch (NumberFormatException e) {
            throw new CallException("'" + id + "': the seed is a number, as in 'mixed:7'");
        }
    }

    /** Machine code records cheaply; HotSpot has its own profile of bytecode. */
    static ProfilingPolicy profiling(String id, Backend backend) {
        if (id.equals(AUTO)) {
            return backend instanceof NativeBackend ? ShippedProfiling.TARGETS : ShippedProfiling.NONE;
        }
        Optional<ShippedProfiling> shipped = ShippedProfiling.named(id);
        return shipped.isPresent()
                ? shipped.get()
                : service(ProfilingPolicy.class, policy -> policy.id().equals(id))
                        .orElseThrow(() -> new CallException("there is no profiling policy '" + id
                                + "'; shipped are 'auto', 'none', 'targets', 'calls' and 'all'"));
    }

    private static <T> Optional<T> service(Class<T> type, Predicate<T> wanted) {
        for (T candidate : ServiceLoader.load(type, Parts.class.getClassLoader())) {
            if (wanted.test(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
