// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.ir.asm.x64.Label;

/** What the compiler keeps of a control frame. One a nesting depth, used again for later frames there. */
final class Block {
    /** Where branches to the frame go: its end, or a loop's head. */
    Label target = new Label();

    /** Where the places of values are to be there. */
    final Snapshot state = new Snapshot();

    /** Of an {@code if}: where it goes when the condition is zero, and the places of values then. */
    Label otherwise = new Label();

    final Snapshot otherwiseState = new Snapshot();
    boolean hasElse;

    /** Of a loop: where its cost is to be said, see {@link Frame#setCost}. */
    int cost;

    void open() {
        target = new Label();
        state.decided = false;
        hasElse = false;
    }
}
