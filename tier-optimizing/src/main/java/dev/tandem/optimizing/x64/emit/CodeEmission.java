// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.emit;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.optimizing.x64.instruction.CodeEmitter;
import dev.tandem.optimizing.x64.instruction.FrameSlots;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import java.util.List;

/** Writes the machine code of a function whose registers are allocated. */
public final class CodeEmission {
    private static final int LOOP_ALIGNMENT = 16;

    private CodeEmission() {}

    /** The function as machine code. */
    public static NativeArtifact emit(LirFunction function, ModuleShapes shapes, Positions positions) {
        Assembler masm = new Assembler(shapes.target().has(CpuFeature.AVX));
        CodeEmitter code = new CodeEmitter(masm, function, shapes);
        Label exhausted = new Label();
        int frame = CallSequences.enter(masm, exhausted);
        CallSequences.patchFrame(masm, frame, (function.frameBytes() + 15) & ~15);
        if (code.signature().stackResultBytes() > 0) {
            masm.mr(IntegerOp.MOV, 64, RBP, NONE, 0, FrameSlots.RESULT_AREA, NativeConvention.RESULT_AREA);
        }
        blocks(function, code);
        masm.bind(exhausted);
        CallSequences.exhausted(masm);
        int entered = masm.position();
        code.finish();
        masm.finish();
        FramePositions frames = new FramePositions(positions);
        return new NativeArtifact(
                function.functionIndex(),
                Tier.OPTIMIZED,
                masm.toByteArray(),
                List.copyOf(masm.relocations()),
                frames.translate(code.faults(), FramePositions.NOWHERE),
                frames.translate(code.calls(), entered),
                FeedbackLayout.NONE,
                false,
                frames.inlined());
    }

    private static void blocks(LirFunction function, CodeEmitter code) {
        Assembler masm = code.assembler();
        List<LirBlock> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            LirBlock block = blocks.get(i);
            if (block.isAligned()) {
                masm.align(LOOP_ALIGNMENT);
            }
            masm.bind(code.label(block));
            code.enter(block, i + 1 < blocks.size() ? blocks.get(i + 1) : null);
            for (LirInstruction instruction : block.instructions()) {
                instruction.emit(code);
            }
        }
    }
}
