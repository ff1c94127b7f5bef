// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.emit;

import static dev.tandem.ir.asm.x64.Assembler.NONE;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RSP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.CodeRanges;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.optimizing.x64.instruction.CodeEmitter;
import dev.tandem.optimizing.x64.instruction.FrameSlots;
import dev.tandem.optimizing.x64.instruction.InterruptCheck;
import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the machine code of a function whose registers are allocated. */
public final class CodeEmission {
    private static final int LOOP_ALIGNMENT = 16;

    private CodeEmission() {}

    /** The function as machine code. */
    public static NativeArtifact emit(LirFunction function, ModuleShapes shapes, Positions positions) {
        return emit(function, shapes, positions, CodeListing.NONE);
    }

    /** As {@link #emit}, telling {@code listing} what becomes of each instruction. */
    public static NativeArtifact emit(
            LirFunction function, ModuleShapes shapes, Positions positions, CodeListing listing) {
        Assembler masm = new Assembler(shapes.target().has(CpuFeature.AVX), shapes.target().has(CpuFeature.AVX2));
        CodeEmitter code = new CodeEmitter(masm, function, shapes, positions);
        masm.bind(code.entry());
        boolean frameless = isFrameless(function, code);
        int entered = FramePositions.NOWHERE;
        Label exhausted = new Label();
        if (frameless) {
            code.setFrameless();
        }
        if (frameless || code.signature().stackResultBytes() > 0 || !canPutOffFrame(function)) {
            function.blocks().forEach(block -> block.setBeforeFrame(false));
        }
        if (!frameless && !function.blocks().getFirst().isBeforeFrame()) {
            enter(function, code, exhausted);
        }
        blocks(function, code, exhausted, listing);
        if (!frameless) {
            masm.bind(exhausted);
            CallSequences.exhausted(masm);
            entered = masm.position();
        }
        listing.end(masm.position());
        code.finish();
        masm.finish();
        FramePositions frames = new FramePositions(positions);
        byte[] bytes = masm.toByteArray();
        return new NativeArtifact(
                function.functionIndex(),
                Tier.OPTIMIZED,
                bytes,
                List.copyOf(masm.relocations()),
                frames.translate(code.faults(), FramePositions.NOWHERE),
                frames.translate(code.calls(), entered),
                FeedbackLayout.NONE,
                frameless ? CodeRanges.whole(bytes.length) : code.framelessCode(),
                frames.inlined(),
                code.guards());
    }

    /** Leaves that keep everything in registers need no frame. */
    private static boolean isFrameless(LirFunction function, CodeEmitter code) {
        if (function.frameBytes() != 0
                || code.signature().stackArgumentBytes() != 0
                || code.signature().stackResultBytes() != 0) {
            return false;
        }
        for (LirBlock block : function.blocks()) {
            for (LirInstruction instruction : block.instructions()) {
                if (instruction.needsFrame()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether no code before the frame uses it. */
    private static boolean canPutOffFrame(LirFunction function) {
        for (LirBlock block : function.blocks()) {
            for (LirInstruction instruction : block.instructions()) {
                if (block.isBeforeFrame() && (instruction.needsFrame() || hasStackOperand(instruction))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean hasStackOperand(LirInstruction instruction) {
        for (int i = 0; i < instruction.operandCount(); i++) {
            if (instruction.isStack(i)) {
                return true;
            }
        }
        return false;
    }

    private static void enter(LirFunction function, CodeEmitter code, Label exhausted) {
        Assembler masm = code.assembler();
        masm.push(RBP);
        masm.rr(IntegerOp.MOV, 64, RBP, RSP);
        int bytes = (function.frameBytes() + 15) & ~15;
        if (bytes != 0) {
            masm.ri(IntegerOp.SUB, 64, RSP, bytes);
        }
        CallSequences.checkStack(masm, exhausted);
        if (code.signature().stackResultBytes() > 0) {
            masm.mr(IntegerOp.MOV, 64, RBP, NONE, 0, FrameSlots.RESULT_AREA, NativeConvention.RESULT_AREA);
        }
    }

    private static void blocks(LirFunction function, CodeEmitter code, Label exhausted, CodeListing listing) {
        Assembler masm = code.assembler();
        List<LirBlock> blocks = function.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            LirBlock block = blocks.get(i);
            if (block.isAligned()) {
                masm.align(LOOP_ALIGNMENT);
            }
            int start = masm.position();
            masm.bind(code.label(block));
            listing.block(masm.position(), block);
            code.enter(block, i + 1 < blocks.size() ? blocks.get(i + 1) : null);
            if (block.isFrameStart()) {
                enter(function, code, exhausted);
            }
            InterruptCheck check = backEdge(block, code);
            for (LirInstruction instruction : block.instructions()) {
                if (check == null || !(instruction == check || instruction instanceof Jump)) {
                    listing.instruction(masm.position(), instruction);
                    instruction.emit(code);
                }
            }
            if (check != null) {
                listing.instruction(masm.position(), check);
                check.emitWithJump(code, code.label(block.successor(0)));
            }
            if (block.isBeforeFrame()) {
                code.addFrameless(start);
            }
        }
    }

    /** The check before a jump back, if the block ends with one. What stands between only moves and computes. */
    private static @Nullable InterruptCheck backEdge(LirBlock block, CodeEmitter code) {
        if (!(block.terminator() instanceof Jump) || code.isNext(block.successor(0))) {
            return null;
        }
        List<LirInstruction> instructions = block.instructions();
        for (int i = instructions.size() - 2; i >= 0; i--) {
            if (instructions.get(i) instanceof InterruptCheck check) {
                return check;
            }
        }
        return null;
    }
}
