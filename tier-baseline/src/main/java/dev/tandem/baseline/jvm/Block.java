// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.Label;
import java.util.Objects;

/** What the compiler hangs on a control frame: labels of the recorded code. */
final class Block {
    /** Where branches to the frame go. */
    final int label;
    /** Where the else arm starts; -1 if the frame is no {@code if}. */
    final int elseLabel;

    boolean hasElse;

    /** Of a loop whose iterations cost: where that is to be said. */
    int cost;

    Block(int label, int elseLabel) {
        this.label = label;
        this.elseLabel = elseLabel;
    }

    static Block of(Label frame) {
        return (Block) Objects.requireNonNull(frame.attachment);
    }
}
