// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CodeSymbol;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.trap.WasmFrame;
import java.util.List;

/**
 * A function's machine code in its place, and what backtraces want to know of it. Refers to nothing that runs.
 *
 * @param positions those of instructions that may fault, and from index {@code callsAt} on those of return addresses, see {@link CodePositions}
 * @param words address of the words it counts in; before them is its budget, if it has one. So what running functions count is close together.
 */
record InstalledCode(
        CodeMemory.Block block,
        WasmModule module,
        int functionIndex,
        Tier tier,
        byte[] positions,
        int callsAt,
        FeedbackLayout feedback,
        long words,
        CodeRanges frameless,
        InlinedFrames inlined,
        GuardLayout guards) {
    /** The slice that is being spent, and behind it what is left of the budget. */
    static final int BUDGET_BYTES = 8;

    static final int REST = 4;

    /**
     * Who has spent so much of a budget looks for interrupts. In bytes of wasm run: a few microseconds of most code, a millisecond of code that misses the
     * cache with each of them.
     */
    static final int SLICE = 1 << 17;

    /** Where its 4-byte slice is. */
    long budget() {
        return words - BUDGET_BYTES;
    }

    /** Says what it may spend from now on. The odd slice comes first. */
    void putBudget(int budget) {
        int first = budget % SLICE;
        RawMemory.putLong(budget(), (long) (budget - first) << 8 * REST | first);
    }

    /** It looks for interrupts at the next chance. */
    void endSlice() {
        if (feedback.instrumentation().hasBudget()) {
            RawMemory.putInt(budget(), 0);
        }
    }

    long address() {
        return block.address();
    }

    /** Where in the body the instruction stands that accesses guest memory at that place in the code, or -1. */
    int fault(int codeOffset) {
        return CodePositions.find(positions, 0, callsAt, codeOffset);
    }

    /** Where in the body the instruction stands whose call returns to that place in the code, or -1. */
    int call(int codeOffset) {
        return CodePositions.find(positions, callsAt, positions.length, codeOffset);
    }

    /** Adds the frames of an activation of this code, those of inlined functions first. {@code position} is in the body, or inlined, or -1. */
    void addFrames(int position, List<WasmFrame> frames) {
        int at = position;
        while (InlinedFrames.isInlined(at)) {
            frames.add(frame(inlined.functionIndex(at), inlined.offset(at)));
            at = inlined.caller(at);
        }
        frames.add(frame(functionIndex, at));
    }

    private WasmFrame frame(int function, int offset) {
        return new WasmFrame(
                module.names().moduleName().orElse(""),
                function,
                functionName(function),
                offset < 0 ? -1 : module.body(function).offset() + (long) offset);
    }

    CodeSymbol symbol() {
        String name = module.names().moduleName().filter(known -> !known.isEmpty()).orElse("wasm") + '.' + functionName() + '[' + functionIndex + "]:" + tier;
        StringBuilder plain = new StringBuilder(name);
        for (int i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) <= ' ') {
                plain.setCharAt(i, '_');
            }
        }
        return new CodeSymbol(address(), block.size(), plain.toString());
    }

    String functionName() {
        return functionName(functionIndex);
    }

    private String functionName(int function) {
        return module.names().functionName(function).orElseGet(() -> {
            for (Export export : module.exports()) {
                if (export.kind() == ExternalKind.FUNCTION && export.index() == function) {
                    return export.name();
                }
            }
            return "";
        });
    }
}
