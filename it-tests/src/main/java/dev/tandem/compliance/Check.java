// SPDX-License-Identifier: Apache-2.0
package dev.tandem.compliance;

/** One of the things that a tier must do. */
public final class Check {
    private final String name;
    private final boolean gap;
    private final Body body;

    /** What is done. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    /** @param gap whether it is known to fail */
    Check(String name, boolean gap, Body body) {
        this.name = name;
        this.gap = gap;
        this.body = body;
    }

    /** What it is about, in a few words. */
    public String name() {
        return name;
    }

    /**
     * Does it.
     *
     * @throws AssertionError if the tier fails, or does not fail although the list of known gaps says so
     */
    public void run() {
        try {
            body.run();
        } catch (org.opentest4j.TestAbortedException e) {
            throw e;
        } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
            if (gap) {
                return;
            }
            throw e instanceof AssertionError failure ? failure : new AssertionError(name + ": " + e, e);
        }
        if (gap) {
            throw new AssertionError("the known gap is closed, remove it from the list: check " + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
