// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.nativex64.CallSequences;
import dev.tandem.ir.nativex64.CodePositions;
import dev.tandem.ir.nativex64.CodeRanges;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.sequence.BitSequences;
import dev.tandem.ir.nativex64.sequence.FloatSequences;
import dev.tandem.ir.nativex64.sequence.Truncations;
import dev.tandem.ir.nativex64.sequence.VectorSequences;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.profile.GuardedCall;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.x64.lir.Emitter;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What instructions write with: the assembler, sequences shared with the other tier, code out of line, tables of positions. */
public final class CodeEmitter extends Emitter {
    private final ModuleShapes shapes;
    private final NativeSignature signature;
    private final VectorSequences vectors;
    private final FloatSequences floats;
    private final BitSequences bits;
    private final Truncations truncations;
    private final CodePositions faults = new CodePositions();
    private final CodePositions calls = new CodePositions();
    private final List<Deferred> deferred = new ArrayList<>();
    private final Map<TrapSite, Label> traps = new HashMap<>();
    private final GuardLayout.Builder guards = new GuardLayout.Builder();
    private final IdentityHashMap<JumpTable, Label> jumpTables = new IdentityHashMap<>(0);
    private final Label entry = new Label();
    private final int functionIndex;
    private final Positions positions;
    private boolean frameless;
    private CodeRanges framelessCode = CodeRanges.NONE;

    /** What is being emitted of that. */
    private @Nullable Deferred late;

    /** Code out of line, and where it begins. */
    private record Deferred(Label label, boolean frameless, Runnable code) {}

    private record TrapSite(TrapCode code, int position, boolean frameless) {}

    public CodeEmitter(Assembler assembler, LirFunction function, ModuleShapes shapes, Positions positions) {
        super(assembler, function);
        this.positions = positions;
        this.shapes = shapes;
        this.functionIndex = function.functionIndex();
        this.signature = shapes.signatureOf(function.functionIndex());
        this.vectors = new VectorSequences(assembler);
        this.floats = new FloatSequences(assembler);
        this.bits = new BitSequences(assembler, shapes.target());
        this.truncations = new Truncations(assembler);
    }

    public ModuleShapes shapes() {
        return shapes;
    }

    /** Of the function being compiled. */
    public NativeSignature signature() {
        return signature;
    }

    /** Of the function being compiled. */
    int functionIndex() {
        return functionIndex;
    }

    /** Where the function begins: where it calls itself. */
    public Label entry() {
        return entry;
    }

    /** Whether there is no frame where the code is that is being emitted. */
    boolean isFrameless() {
        return frameless || (late == null ? block().isBeforeFrame() : late.frameless);
    }

    /** Where there is no frame, after {@link #finish}. */
    public CodeRanges framelessCode() {
        return framelessCode;
    }

    /** Says that the code from {@code start} to here has no frame. */
    public void addFrameless(int start) {
        framelessCode = framelessCode.and(start, assembler().position());
    }

    /** Says, before anything is emitted, that the function has no frame. */
    public void setFrameless() {
        frameless = true;
    }

    VectorSequences vectors() {
        return vectors;
    }

    FloatSequences floats() {
        return floats;
    }

    BitSequences bits() {
        return bits;
    }

    Truncations truncations() {
        return truncations;
    }

    /** The call just assembled comes from {@code position}, a number in the graph's positions. */
    void callSite(int position) {
        calls.add(assembler().position(), position);
    }

    /** The instruction that is assembled next accesses memory, may fault, and comes from {@code position}. */
    void faultSite(int position) {
        faults.add(assembler().position(), position);
    }

    /** Return addresses with the graph's positions. */
    public CodePositions calls() {
        return calls;
    }

    /** Instructions that may fault with the graph's positions. */
    public CodePositions faults() {
        return faults;
    }

    /** The call at {@code position} counts missed guards: in the words from the returned one on. */
    int guarded(int position, List<Integer> expected) {
        return guards.add(new GuardedCall(positions.functionIndex(position), positions.offset(position), expected));
    }

    /** The calls that count missed guards. */
    public GuardLayout guards() {
        return guards.build();
    }

    /** The table of a jump: one for all copies of it. */
    Label jumpTable(JumpTable jump, Supplier<Label> made) {
        return jumpTables.computeIfAbsent(jump, key -> made.get());
    }

    /** Where to jump for code that is written at the end. */
    Label outOfLine(Runnable code) {
        Label label = new Label();
        deferred.add(new Deferred(label, isFrameless(), code));
        return label;
    }

    /** Where to jump to trap. */
    Label trap(TrapCode code, int position) {
        return traps.computeIfAbsent(new TrapSite(code, position, isFrameless()), missing -> outOfLine(() -> {
            CallSequences.trap(assembler(), code);
            callSite(position);
        }));
    }

    /** Where to jump when the stack is exhausted or the guest interrupted. */
    public Label exhausted(int position) {
        return outOfLine(() -> {
            if (frameless) {
                CallSequences.trap(assembler(), TrapCode.CALL_STACK_EXHAUSTED);
            } else {
                CallSequences.exhausted(assembler());
            }
            callSite(position);
        });
    }

    /** Writes what was put off. */
    public void finish() {
        for (int i = 0; i < deferred.size(); i++) {
            late = deferred.get(i);
            int start = assembler().position();
            assembler().bind(late.label);
            late.code.run();
            if (late.frameless) {
                addFrameless(start);
            }
        }
    }
}
