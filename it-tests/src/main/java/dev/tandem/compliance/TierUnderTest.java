// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.Budget;
import dev.tandem.manager.ShippedPolicy;
import dev.tandem.manager.TierListener;
import dev.tandem.manager.TieringPolicy;
import dev.tandem.optimizing.spi.OptimizingCompiler;
import dev.tandem.runtime.wiring.EngineModule;
import java.util.ArrayList;
import java.util.List;

/** Makes engines with the tier in question. */
final class TierUnderTest {
    private final KitSettings settings;

    TierUnderTest(KitSettings settings) {
        this.settings = settings;
    }

    boolean isBaseline() {
        return settings.tier() == Tier.BASELINE;
    }

    /** Nothing but this tier, as far as it goes. */
    Engine alone() {
        return engine(isBaseline() ? ShippedPolicy.BASELINE : ShippedPolicy.OPTIMIZING, TierListener.NONE, List.of());
    }

    /** With a switch from one tier to the other after few calls. */
    Engine switching(TierListener listener) {
        return engine(new SoonHot(new Budget(SoonHot.CALLS, 1, false)), listener, List.of());
    }

    /** With {@link StandIn} as the better tier, so that results tell which code ran. */
    Engine withStandIn(Budget budget) {
        return engine(new SoonHot(budget), TierListener.NONE, List.of(new AbstractModule() {
            @Override
            protected void configure() {
                OptionalBinder.newOptionalBinder(binder(), OptimizingCompiler.class)
                        .setBinding()
                        .to(StandIn.class);
            }
        }));
    }

    private Engine engine(TieringPolicy policy, TierListener listener, List<Module> further) {
        EngineConfig config = EngineConfig.standard()
                .withBackend(settings.backend())
                .withBaseline(settings.baseline())
                .withOptimizing(settings.optimizing())
                .withListener(listener);
        List<Module> author = new ArrayList<>();
        for (Class<? extends Module> type : settings.wiring()) {
            author.add(newModule(type));
        }
        List<Module> kit = new ArrayList<>(further);
        kit.add(binder -> binder.bind(TieringPolicy.class).toInstance(policy));
        return Guice.createInjector(Modules.override(Modules.override(new EngineModule(config)).with(author))
                        .with(kit))
                .getInstance(Engine.class);
    }

    private static Module newModule(Class<? extends Module> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("a Guice module needs a public constructor without parameters: " + type, e);
        }
    }

    /** Hot after few calls, or turns of a loop. */
    record SoonHot(Budget budget) implements TieringPolicy {
        static final int CALLS = 4;

        @Override
        public String id() {
            return "soon-hot";
        }

        @Override
        public Tier firstTier(WasmModule module, FunctionBody body) {
            return Tier.BASELINE;
        }

        @Override
        public Budget budget(WasmModule module, FunctionBody body) {
            return budget;
        }
    }
}
