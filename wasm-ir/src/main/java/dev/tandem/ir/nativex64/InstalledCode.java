// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.trap.WasmFrame;

/**
 * A function's machine code in its place, and what backtraces want to know of it. Refers to nothing that runs.
 *
 * @param words address of its feedback words
 */
record InstalledCode(
        CodeMemory.Block block,
        WasmModule module,
        String moduleName,
        int functionIndex,
        Tier tier,
        CodePositions faults,
        CodePositions calls,
        FeedbackLayout feedback,
        long words,
        boolean frameless) {

    long address() {
        return block.address();
    }

    /** The frame of an activation of this code. {@code position} is an offset in the body, or -1. */
    WasmFrame frame(int position) {
        return new WasmFrame(
                moduleName, functionIndex, functionName(), position < 0 ? -1 : module.body(functionIndex).offset() + (long) position);
    }

    String functionName() {
        return module.names().functionName(functionIndex).orElseGet(() -> {
            for (Export export : module.exports()) {
                if (export.kind() == ExternalKind.FUNCTION && export.index() == functionIndex) {
                    return export.name();
                }
            }
            return "";
        });
    }
}
