// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.Tier;
import dev.tandem.manager.cache.ModuleCache;

/**
 * Prepares functions that ran in earlier runs, in the order of their first calls then, ahead of the guest: each gets the code that its first call
 * would have given it. Functions that got baseline code while the module was arriving get their cached code.
 */
final class Recall implements Runnable {
    /** For fewer functions a thread does not pay. */
    private static final int FEWEST = 8;

    /** With fewer, such a thread takes from the guest and from the optimizing compiler what it saves: CPython starts 10 to 20 % later on two. */
    private static final int FEWEST_PROCESSORS = 4;

    private final ModuleTiers tiers;
    private final ModuleCode code;
    private final ModuleCache cache;
    private final boolean ahead;

    /** @param ahead whether functions are prepared that nobody has called yet */
    Recall(ModuleTiers tiers, ModuleCode code, ModuleCache cache, boolean ahead) {
        this.tiers = tiers;
        this.code = code;
        this.cache = cache;
        this.ahead = ahead;
    }

    /**
     * Starts a thread that does it, if there is enough to do.
     *
     * @param compiled how many functions got code while the module was arriving
     */
    static void start(ModuleTiers tiers, ModuleCode code, ModuleCache cache, int compiled) {
        boolean ahead = Runtime.getRuntime().availableProcessors() >= FEWEST_PROCESSORS;
        if ((compiled > 0 && cache.functions().length > 0) || (ahead && cache.ranBefore().size() >= FEWEST)) {
            Thread.ofPlatform().daemon().name("tandem-recall").start(new Recall(tiers, code, cache, ahead));
        }
    }

    @Override
    public void run() {
        for (int function : cache.functions()) {
            attempt(() -> {
                if (code.tier(function) == Tier.BASELINE) {
                    tiers.publishCached(code, function);
                }
            });
        }
        if (ahead) {
            for (int function : tiers.ranBefore()) {
                attempt(() -> tiers.prepareAhead(code, function));
            }
        }
    }

    private void attempt(Runnable step) {
        if (!tiers.isClosed()) {
            try {
                step.run();
            } catch (RuntimeException | StackOverflowError e) {
                // The module was closed, or the function's first call meets the same refusal and reports it.
            }
        }
    }
}
