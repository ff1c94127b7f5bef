// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.Feature;
import dev.tandem.decoder.ImplementationLimits;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.module.BranchHint;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.TypeSection;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operand stack and control stack of the validation algorithm in the appendix of the specification, on codes of value types.
 *
 * <p>Reused for body after body: its arrays only grow. The families of instructions work on its fields. They pop, then tell the visitor,
 * then push: so what {@link #operand} shows is still there.
 */
final class ValidationState implements BodyState {
    private static final int BOTTOM_REFERENCE = ValueType.refCode(false, HeapType.BOTTOM);

    final CodeReader in;
    final Signatures signatures = new Signatures();
    final TypeReader typeReader = new TypeReader(this);
    final LocalVariables locals = new LocalVariables();
    final ImplementationLimits limits;
    private final Set<Feature> accepted = EnumSet.noneOf(Feature.class);
    private final Set<Feature> used = EnumSet.noneOf(Feature.class);
    private final Set<Feature> usedView = Collections.unmodifiableSet(used);

    /** Hears of what bodies may change; null if nobody wants to know. */
    final @Nullable CodeFacts facts;

    @SuppressWarnings("NullAway.Init") // set for each body
    WasmModule module;

    @SuppressWarnings("NullAway.Init")
    TypeSection types;

    @SuppressWarnings("NullAway.Init")
    BodyVisitor visitor;

    @SuppressWarnings("NullAway.Init")
    private FunctionBody body;

    @SuppressWarnings("NullAway.Init")
    private FunctionType functionType;

    /** Whether the visitor wants to hear of the instruction at hand. */
    boolean live;

    private boolean visiting;

    int[] stack = new int[64];
    /** Number of operands on the stack. */
    int height;
    /** Where the operands of the innermost block begin. */
    int floor;

    private Label[] frames = {};
    int depth;
    /** The innermost frame. */
    Label top = frame(0, signatures.ofResult(ValueType.BOTTOM_CODE));

    /** The instruction being decoded, where it starts, and the stack height before it. */
    Opcode op = Opcode.NOP;

    int start;
    private int heightBefore;

    ValidationState(DecoderOptions options, boolean mayBeIncomplete, @Nullable CodeFacts facts) {
        this.facts = facts;
        in = new CodeReader(mayBeIncomplete);
        limits = options.limits();
        accepted.addAll(options.features());
    }

    /** The signature of the function type with that canonical index of a module. */
    Signature signature(WasmModule module, int typeIndex) {
        signatures.use(module);
        return signatures.ofType(module.types(), typeIndex);
    }

    void begin(WasmModule module, FunctionBody body, Signature signature, BodyVisitor visitor, boolean visiting) {
        this.module = module;
        this.types = module.types();
        this.body = body;
        this.functionType = signature.type;
        this.visitor = visitor;
        this.visiting = visiting;
        signatures.use(module);
        in.reset(body.bytes(), body.start(), body.end(), body.offset(), body.functionIndex());
        locals.clear();
        height = 0;
        heightBefore = 0;
        start = body.start();
        depth = -1;
        top.dead = false;
        top.unreachable = false;
        push(Label.Kind.FUNCTION, signature.frame());
    }

    /** Marks the start of an instruction. */
    void startInstruction() {
        startInstruction(in.position, height);
    }

    /** As {@link #startInstruction()}, for who has cursor and height at hand. */
    void startInstruction(int position, int heightThere) {
        start = position;
        heightBefore = heightThere;
    }

    // Control stack

    /** Whether the body has not ended. */
    boolean isOpen() {
        return depth >= 0;
    }

    /** Opens a frame; its parameters are popped already and not yet pushed. */
    Label push(Label.Kind kind, Signature signature) {
        boolean dead = top.unreachable || top.dead;
        depth++;
        if (depth > limits.nesting()) {
            throw error(Kind.LIMIT, "blocks nest deeper than " + limits.nesting());
        }
        Label label = frame(depth, signature);
        label.kind = kind;
        label.signature = signature;
        label.type = signature.type;
        label.height = height;
        label.unreachable = false;
        label.dead = dead;
        label.hasElse = false;
        label.locallySet = locals.setCount();
        label.attachment = null;
        top = label;
        floor = height;
        live = visiting && !dead;
        return label;
    }

    /** Closes the innermost frame, whose results are popped already. */
    void popFrame() {
        locals.forget(top.locallySet);
        top.attachment = null;
        depth--;
        if (depth >= 0) {
            top = frames[depth];
            floor = top.height;
            live = visiting && !top.dead && !top.unreachable;
        }
    }

    /** Turns from the first to the second arm of an {@code if}. */
    void restart(Label label) {
        label.hasElse = true;
        label.unreachable = false;
        height = floor;
        locals.forget(label.locallySet);
        live = visiting && !label.dead;
    }

    /** Nothing that follows in this block is reached. */
    void markUnreachable() {
        top.unreachable = true;
        height = floor;
        live = false;
    }

    /** Whether the visitor heard of the frame. */
    boolean isVisited(Label label) {
        return visiting && !label.dead;
    }

    /** Reads a label index. */
    Label label() {
        int index = in.u32();
        if (Integer.compareUnsigned(index, depth) > 0) {
            throw invalid("unknown label " + Integer.toUnsignedString(index));
        }
        return frame(index);
    }

    /** Whether there is such a label, and branches to it carry no values. */
    boolean takesNothing(int index) {
        return index <= depth && frames[depth - index].branchTypes().length == 0;
    }

    /** The frame that label {@code index}, which there must be, names. */
    Label frame(int index) {
        return frames[depth - index];
    }

    Label functionLabel() {
        return frames[0];
    }

    private Label frame(int at, Signature signature) {
        if (at == frames.length) {
            frames = Arrays.copyOf(frames, Math.max(16, 2 * at));
            for (int i = at; i < frames.length; i++) {
                frames[i] = new Label(i, signature);
            }
        }
        return frames[at];
    }

    // Operand stack

    void push(int type) {
        if (height == stack.length) {
            grow();
        }
        stack[height++] = type;
    }

    private void grow() {
        if (height >= limits.operands()) {
            throw error(Kind.LIMIT, "more than " + limits.operands() + " operands on the stack");
        }
        stack = Arrays.copyOf(stack, Math.min(limits.operands(), 2 * height));
    }

    void push(int[] pushed) {
        for (int type : pushed) {
            push(type);
        }
    }

    /** Pops any operand; {@link ValueType#BOTTOM_CODE} comes from the polymorphic stack of unreachable code. */
    int pop() {
        if (height == floor) {
            if (top.unreachable) {
                return ValueType.BOTTOM_CODE;
            }
            throw invalid("type mismatch: " + op + " needs an operand, but the stack is empty");
        }
        return stack[--height];
    }

    int pop(int expected) {
        if (height == floor) {
            if (top.unreachable) {
                return ValueType.BOTTOM_CODE;
            }
            throw invalid("type mismatch: " + op + " needs " + ValueType.of(expected) + ", but the stack is empty");
        }
        int actual = stack[--height];
        if (actual != expected) {
            check(actual, expected);
        }
        return actual;
    }

    void pop(int[] expected) {
        for (int i = expected.length - 1; i >= 0 && !isBottomless(); i--) {
            pop(expected[i]);
        }
    }

    /** Whether operands of any type can be popped without end: where many are, this spares unreachable code the time. */
    boolean isBottomless() {
        return height == floor && top.unreachable;
    }

    /** Pops a reference of any type; unreachable code gives one to the bottom type. */
    int popReference() {
        int actual = pop();
        if (actual == ValueType.BOTTOM_CODE) {
            return BOTTOM_REFERENCE;
        }
        if (!ValueType.isReference(actual)) {
            throw invalid("type mismatch: " + op + " needs a reference, but finds " + ValueType.of(actual));
        }
        return actual;
    }

    /** Checks that operands of the given types are on top, and leaves them there. */
    void peek(int[] expected) {
        int at = height;
        for (int i = expected.length - 1; i >= 0; i--) {
            if (at == floor) {
                if (top.unreachable) {
                    return;
                }
                throw invalid("type mismatch: " + op + " needs " + ValueType.of(expected[i]) + ", but the stack is empty");
            }
            at--;
            check(stack[at], expected[i]);
        }
    }

    /** Pops the results of the innermost block, which must be all that is on its stack. */
    void popResults(Label label) {
        pop(label.signature.results);
        if (height != floor) {
            throw invalid("type mismatch: " + (height - floor) + " values more than the block's results remain on the stack");
        }
    }

    /** Requires {@code actual} to be a subtype of {@code expected}. */
    void check(int actual, int expected) {
        if (!matches(actual, expected)) {
            throw invalid("type mismatch: " + op + " needs " + ValueType.of(expected) + ", but finds " + ValueType.of(actual));
        }
    }

    boolean matches(int actual, int expected) {
        if (actual == expected || actual == ValueType.BOTTOM_CODE) {
            return true;
        }
        if (!ValueType.isReference(actual) || !ValueType.isReference(expected)) {
            return false;
        }
        return actual == BOTTOM_REFERENCE || types.isSubtype(actual, expected);
    }

    // Features and errors

    boolean accepts(Feature feature) {
        return accepted.contains(feature);
    }

    /** Notes the use of a feature, which the deployment must accept. */
    void use(Feature feature) {
        if (!accepted.contains(feature)) {
            throw error(Kind.FEATURE, "feature " + feature.id() + " is needed, but switched off");
        }
        used.add(feature);
    }

    Set<Feature> usedFeatures() {
        return usedView;
    }

    WasmFormatException invalid(String message) {
        return error(Kind.INVALID, message);
    }

    /** An error in the instruction being decoded. */
    WasmFormatException error(Kind kind, String message) {
        return in.error(kind, message, start);
    }

    // For the visitor

    @Override
    public WasmModule module() {
        return module;
    }

    @Override
    public FunctionBody body() {
        return body;
    }

    @Override
    public FunctionType functionType() {
        return functionType;
    }

    @Override
    public int localCount() {
        return locals.count();
    }

    @Override
    public ValueType localType(int index) {
        return ValueType.of(locals.type(index));
    }

    @Override
    public int instructionOffset() {
        return start - body.start();
    }

    @Override
    public int stackHeight() {
        return heightBefore;
    }

    @Override
    public ValueType operand(int depth) {
        return ValueType.of(stack[heightBefore - 1 - depth]);
    }

    @Override
    public BranchHint branchHint() {
        return module.branchHint(body.functionIndex(), instructionOffset());
    }
}
