// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.nativex64.CodePositions;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.ir.profile.ExpectedWork;
import dev.tandem.ir.profile.Feedback;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.Instrumentation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the emitters of one compiler share: the code so far, where values are, and what the decoder says of the body. */
final class Emission {
    final NativeTarget target;
    final Assembler masm;
    final Transfers transfers;
    final Values values;
    final Moves moves;
    final OutOfLine outOfLine;
    final Conditions conditions;
    final ExpectedWork work = new ExpectedWork();
    final CodePositions faults = new CodePositions();
    final CodePositions calls = new CodePositions();

    private @Nullable CodePositions instructions;
    /** Whether nothing is called but traps, so far. */
    boolean leaf;

    ModuleShapes shapes;
    private @Nullable NativeSignature signature;
    private @Nullable BodyState state;
    private FeedbackLayout feedback = FeedbackLayout.NONE;
    private byte[] bytes = {};
    private int start;
    private int end;

    Emission(ModuleShapes shapes) {
        this.target = shapes.target();
        this.masm = new Assembler(target.has(CpuFeature.AVX), target.has(CpuFeature.AVX2));
        this.transfers = new Transfers(masm, target.poisonUpperHalves());
        this.values = new Values(transfers);
        this.moves = new Moves(transfers);
        this.outOfLine = new OutOfLine(this);
        this.conditions = new Conditions(this);
        this.shapes = shapes;
    }

    void begin(ModuleShapes newShapes, BodyState newState, Instrumentation instrumentation) {
        feedback = instrumentation.isNone() ? FeedbackLayout.NONE : new FeedbackLayout(instrumentation);
        shapes = newShapes;
        state = newState;
        signature = newShapes.signatureOf(newState.body().functionIndex());
        bytes = newState.body().bytes();
        start = newState.body().start();
        end = newState.body().end();
        work.begin(newState, instrumentation.hasBudget());
        leaf = true;
        masm.reset();
        faults.clear();
        calls.clear();
        outOfLine.begin();
        conditions.begin();
    }

    /** What the code counts. */
    FeedbackLayout feedback() {
        return feedback;
    }

    boolean records(Feedback kind) {
        return feedback.instrumentation().records(kind);
    }

    BodyState state() {
        return Objects.requireNonNull(state);
    }

    /** Of the function being compiled. */
    NativeSignature signature() {
        return Objects.requireNonNull(signature);
    }

    /** Of the instruction being visited, in the body. */
    int offset() {
        return state().instructionOffset();
    }

    /** The byte {@code distance} bytes after the first of the instruction being visited; -1 past the end. */
    int peek(int distance) {
        int at = start + state().instructionOffset() + distance;
        return at < end ? bytes[at] & 0xff : -1;
    }

    /** See {@link BodyCompiler#listInstructions}. */
    void listInstructions() {
        instructions = new CodePositions();
    }

    CodePositions instructions() {
        return Objects.requireNonNull(instructions);
    }

    /** What is assembled from here on belongs to the instruction at {@code offset} in the body. */
    void instruction(int offset) {
        if (instructions != null) {
            instructions.add(masm.position(), offset);
        }
    }

    /** The call just assembled belongs to the instruction being visited. */
    void callSite() {
        leaf = false;
        calls.add(masm.position(), state().instructionOffset());
    }

    void callSite(int offset) {
        calls.add(masm.position(), offset);
    }

    /** The instruction that comes next accesses memory and may fault. */
    void faultSite() {
        faults.add(masm.position(), state().instructionOffset());
    }

    static int kind(ValueType type) {
        int code = type.code();
        return code <= Values.V128 ? code : Values.REFERENCE;
    }
}
