// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import java.util.ArrayList;
import java.util.List;

/** What became of a script's commands. Thread-safe, as a script may run threads. */
public final class Report {
    private final List<Failure> failures = new ArrayList<>();
    private final List<Failure> deviations = new ArrayList<>();
    private int passed;
    private int skipped;

    /** A command that did not do what the script wants; {@code line} is 0 if the script itself could not be read. */
    public record Failure(int line, String reason) {}

    synchronized void pass() {
        passed++;
    }

    /** A pass, though the engine reports the error at another stage or as another trap than the specification does. */
    synchronized void passInexactly(int line, String deviation) {
        passed++;
        deviations.add(new Failure(line, deviation));
    }

    synchronized void skip() {
        skipped++;
    }

    synchronized void fail(int line, String reason) {
        failures.add(new Failure(line, reason));
    }

    /** Commands that did what the script wants. */
    public synchronized int passed() {
        return passed;
    }

    /** Commands that were not run for a reason that lies in the script. */
    public synchronized int skipped() {
        return skipped;
    }

    /** The passed commands that were refused at another stage, or trapped with another code, than the specification says. */
    public synchronized List<Failure> deviations() {
        return List.copyOf(deviations);
    }

    /** Commands that did not do what the script wants. */
    public synchronized List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Adds up another report's counts. */
    synchronized void add(Report other) {
        passed += other.passed();
        skipped += other.skipped();
        deviations.addAll(other.deviations());
        failures.addAll(other.failures());
    }

    /** The line that tools read: {@code N passed, N failed, N skipped}. */
    public synchronized String summary() {
        return passed + " passed, " + failures.size() + " failed, " + skipped + " skipped";
    }
}
