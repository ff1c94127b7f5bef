// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.tiering;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.manager.HotFunction;

/** A hot function on its way to better code. */
final class Candidate implements HotFunction {
    /** How far it has come. */
    enum State {
        /** Not worth it so far, or no room in the queue. */
        IDLE,
        QUEUED,
        COMPILING,
        /** It has better code, or will never have. */
        DONE
    }

    private static final int MAX_DOUBLINGS = 16;

    private final ModuleTiers tiers;
    private final FunctionBody body;
    private final long since = System.nanoTime();

    /** Guarded by the queue. */
    State state = State.IDLE;

    // Written by the guest's threads only; a lost report does not matter.
    private volatile int budget;
    private volatile long heat;
    private volatile int reports;
    private volatile long misses;
    private volatile int missReports;
    private volatile long guessingSince = System.nanoTime();
    private volatile int renewals;

    Candidate(ModuleTiers tiers, FunctionBody body, int budget) {
        this.tiers = tiers;
        this.body = body;
        this.budget = budget;
    }

    ModuleTiers tiers() {
        return tiers;
    }

    @Override
    public WasmModule module() {
        return tiers.module();
    }

    @Override
    public FunctionBody body() {
        return body;
    }

    int functionIndex() {
        return body.functionIndex();
    }

    @Override
    public long heat() {
        return heat;
    }

    @Override
    public int reports() {
        return reports;
    }

    @Override
    public long compileNanos() {
        return tiers.expectedNanos(body);
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public long misses() {
        return misses;
    }

    @Override
    public long guessingNanos() {
        return misses == 0 ? 0 : System.nanoTime() - guessingSince;
    }

    @Override
    public int renewals() {
        return renewals;
    }

    /** Its guards were missed so often. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // see above
    void missed(long total) {
        misses = total;
        missReports++;
    }

    /** After how many more misses to ask again: as many as there were. */
    long missesUntilReport() {
        return GuardLayout.FIRST_REPORT << Math.min(missReports, MAX_DOUBLINGS);
    }

    /** It is being compiled again for its misses. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
    void renewing() {
        renewals++;
    }

    /** Its new code takes over. */
    void guessesAnew() {
        misses = 0;
        missReports = 0;
        guessingSince = System.nanoTime();
    }

    /** It has spent its budget. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // see above
    void report() {
        heat += budget;
        reports++;
    }

    /** Twice as much as it could spend before this report. */
    int doubled() {
        return (int) Math.min(2L * budget, Integer.MAX_VALUE);
    }

    /** What it may spend until the next report. */
    int spendNext(int amount) {
        budget = amount;
        return amount;
    }
}
