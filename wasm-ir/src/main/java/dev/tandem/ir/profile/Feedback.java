// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

/** What baseline code can record besides its heat. */
public enum Feedback {
    /** How often the function is entered, and each of its direct calls made. */
    CALLS,
    /** Which functions are called through tables and references, and how often. */
    TARGETS,
    /** How often each loop is branched back to. */
    LOOPS,
    /** Which way each {@code if} and {@code br_if} goes, and how often. */
    BRANCHES
}
