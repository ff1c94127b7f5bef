// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

/** One instruction, with its operands' places built in. */
@FunctionalInterface
interface Step {
    /** What {@link #run} returns where the function ends. */
    int END = -1;

    /** Runs the instruction; returns the index of the step that follows. */
    int run(Frame frame);
}
