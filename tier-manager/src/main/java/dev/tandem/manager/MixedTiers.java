// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import java.util.SplittableRandom;

/**
 * For tests: a lot for each function. It stays in baseline code, is optimized before its first call, or is optimized in the background when
 * it has run a little.
 *
 * @param seed the same seed gives the same lots
 */
public record MixedTiers(long seed) implements TieringPolicy {
    /** What configurations call it: this, or this with a colon and the seed. */
    public static final String NAME = "mixed";

    private static final int MOST_WORK = 500;

    private enum Lot {
        BASELINE,
        OPTIMIZED,
        SOON
    }

    @Override
    public String id() {
        return NAME + ":" + seed;
    }

    @Override
    public Tier firstTier(WasmModule module, FunctionBody body) {
        return lot(random(body)) == Lot.OPTIMIZED ? Tier.OPTIMIZED : Tier.BASELINE;
    }

    @Override
    public Budget budget(WasmModule module, FunctionBody body) {
        SplittableRandom random = random(body);
        return lot(random) == Lot.SOON ? new Budget(random.nextInt(1, MOST_WORK), 10, random.nextBoolean()) : Budget.NONE;
    }

    private static Lot lot(SplittableRandom random) {
        return Lot.values()[random.nextInt(Lot.values().length)];
    }

    private SplittableRandom random(FunctionBody body) {
        return new SplittableRandom(seed * 1_000_003 + body.functionIndex());
    }
}
