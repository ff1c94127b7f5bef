// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Jumps;
import dev.tandem.ir.asm.jvm.Kind;
import java.util.Arrays;
import org.objectweb.asm.Opcodes;

/**
 * Where the operands of the wasm stack are. From bottom to top: some in <em>slots</em> (variables, one for each height and kind), some
 * on the JVM's stack, some not yet pushed (constants and locals). A comparison on top may be pending: its operands are on the
 * JVM's stack, its result is wanted as a branch or as a number.
 *
 * <p>At labels and branches all operands are in slots, so that JVM frames have empty stacks and code can be cut there.
 */
final class OperandStack {
    private static final byte SLOT = 0;
    private static final byte PUSHED = 1;
    private static final byte CONSTANT = 2;
    private static final byte LOCAL = 3;

    private final CodeBuffer code;
    private byte[] kinds = new byte[64];
    private byte[] places = new byte[64];
    private long[] values = new long[64];
    /** High halves of constant vectors. */
    private long[] highs = {};
    private int height;
    /** Operands below are in slots. */
    private int slots;
    /** Operands from here up are not pushed yet. */
    private int deferred;
    /** The jump that the comparison pending on top makes if it is true; 0 for none. */
    private int pending;

    /** Variable of the slot of a kind at a height: {@code height * 6 + kind}; variable + 1, 0 for none yet. */
    private int[] slotVariables = new int[192];

    OperandStack(CodeBuffer code) {
        this.code = code;
    }

    int height() {
        return height;
    }

    /** The variable of the slot at that height. */
    int slot(int at, Kind kind) {
        int key = at * 6 + kind.index();
        if (key >= slotVariables.length) {
            slotVariables = Arrays.copyOf(slotVariables, Math.max(key + 1, slotVariables.length * 2));
        }
        if (slotVariables[key] == 0) {
            slotVariables[key] = code.newVariable(kind) + 1;
        }
        return slotVariables[key] - 1;
    }

    private void push(Kind kind, byte place, long value) {
        if (height == kinds.length) {
            int size = height * 2;
            kinds = Arrays.copyOf(kinds, size);
            places = Arrays.copyOf(places, size);
            values = Arrays.copyOf(values, size);
        }
        kinds[height] = (byte) kind.index();
        places[height] = place;
        values[height] = value;
        height++;
    }

    /** An operand that the code just emitted left on the JVM's stack. */
    void pushed(Kind kind) {
        push(kind, PUSHED, 0);
        deferred = height;
    }

    void constant(Kind kind, long bits) {
        resolve();
        push(kind, CONSTANT, bits);
    }

    void constantVector(long low, long high) {
        constant(Kind.VECTOR, low);
        if (highs.length < height) {
            highs = Arrays.copyOf(highs, values.length);
        }
        highs[height - 1] = high;
    }

    void local(Kind kind, int variable) {
        resolve();
        push(kind, LOCAL, variable);
    }

    /** A comparison, by the branch that it makes; operands are on the JVM's stack. */
    void comparison(int jump) {
        pushed(Kind.INT);
        pending = jump;
    }

    // What the operands are

    boolean isConstant(int depth) {
        return places[height - 1 - depth] == CONSTANT;
    }

    long constantBits(int depth) {
        return values[height - 1 - depth];
    }

    /** Variable of a local that stands unpushed at {@code depth}; -1 if it is something else. */
    int unpushedLocal(int depth) {
        int at = height - 1 - depth;
        return places[at] == LOCAL ? (int) values[at] : -1;
    }

    /** Whether the top {@code count} operands are not pushed: they can be dropped without code. */
    boolean unpushed(int count) {
        return height - count >= deferred;
    }

    /** The comparison pending on top; 0 if there is none. */
    int pending() {
        return pending;
    }

    int takePending() {
        int taken = pending;
        pending = 0;
        return taken;
    }

    // Moving operands

    /** Makes a pending comparison a number. */
    void resolve() {
        if (pending != 0) {
            Jumps.materialise(code, takePending());
        }
    }

    private void load(int at) {
        Kind kind = Kind.of(kinds[at]);
        switch (places[at]) {
            case SLOT -> code.get(kind, slot(at, kind));
            case LOCAL -> code.get(kind, (int) values[at]);
            default -> {
                if (kind == Kind.VECTOR) {
                    code.pushLong(values[at]);
                    code.pushLong(highs[at]);
                } else {
                    pushConstant(kind, values[at]);
                }
            }
        }
    }

    private void pushConstant(Kind kind, long bits) {
        switch (kind) {
            case INT -> code.pushInt((int) bits);
            case LONG -> code.pushLong(bits);
            case FLOAT -> code.pushFloat((int) bits);
            case DOUBLE -> code.pushDouble(bits);
            default -> code.op(Opcodes.ACONST_NULL, 1);
        }
    }

    /** Pushes what is not pushed. */
    private void pushDeferred() {
        for (int at = deferred; at < height; at++) {
            load(at);
            places[at] = PUSHED;
        }
        deferred = height;
    }

    /** Brings the top {@code count} operands onto the JVM's stack. */
    void need(int count) {
        resolve();
        int from = height - count;
        if (from < slots) {
            if (slots < deferred) {
                flush();
            }
            int end = Math.min(slots, height);
            for (int at = from; at < end; at++) {
                load(at);
                places[at] = PUSHED;
            }
            slots = from;
        }
        pushDeferred();
    }

    /** Brings the top {@code count} operands alone onto the JVM's stack, for an instruction that leaves: what is below is forgotten. */
    void needAlone(int count) {
        resolve();
        int from = height - count;
        if (anyPushed(height, count) || (from < slots && slots < deferred)) {
            flush();
        }
        for (int at = from; at < height; at++) {
            if (places[at] != PUSHED) {
                load(at);
                places[at] = PUSHED;
            }
        }
        slots = Math.min(slots, from);
        deferred = height;
    }

    /** Forgets the top {@code count} operands: code has consumed them, or they were not pushed. */
    void pop(int count) {
        height -= count;
        slots = Math.min(slots, height);
        deferred = Math.min(deferred, height);
    }

    private void setSlot(int at) {
        Kind kind = Kind.of(kinds[at]);
        code.set(kind, slot(at, kind));
    }

    /** Whether an unpushed operand is in its slot already, see {@link #intoOwnSlot}. */
    private boolean isOwnSlot(int at) {
        return places[at] == LOCAL && values[at] == slot(at, Kind.of(kinds[at]));
    }

    /** Takes the operand that is on the JVM's stack into its slot; others below stay where they are. */
    void intoOwnSlot(Kind kind) {
        int variable = slot(height, kind);
        code.set(kind, variable);
        push(kind, LOCAL, variable);
    }

    /** Sees to it that none of the top {@code count} operands is on the JVM's stack, so that {@link #get} and {@link #half} can push them. */
    void unpush(int count) {
        resolve();
        int from = height - count;
        for (int at = Math.min(deferred, height) - 1; at >= Math.max(slots, from); at--) {
            setSlot(at);
            places[at] = LOCAL;
            values[at] = slot(at, Kind.of(kinds[at]));
            deferred = at;
        }
    }

    /** Pushes a copy of the operand at {@code depth}, which is {@linkplain #unpush unpushed}. */
    void get(int depth) {
        load(height - 1 - depth);
    }

    /** Pushes a copy of half of the vector at {@code depth}, which is {@linkplain #unpush unpushed}. */
    void half(int depth, boolean high) {
        int at = height - 1 - depth;
        if (places[at] == CONSTANT) {
            code.pushLong(high ? highs[at] : values[at]);
        } else {
            int variable = places[at] == LOCAL ? (int) values[at] : slot(at, Kind.VECTOR);
            code.get(high ? variable + 1 : variable);
        }
    }

    /** Brings all operands into their slots. */
    void flush() {
        flush(height);
    }

    /** Brings the operands that are on the JVM's stack into their slots. */
    void flushPushed() {
        resolve();
        flush(deferred);
    }

    /** Brings all operands below height {@code count} into their slots; those above must be unpushed and stay so. */
    void flush(int count) {
        resolve();
        for (int at = Math.min(deferred, count) - 1; at >= slots; at--) {
            setSlot(at);
            places[at] = SLOT;
        }
        for (int at = deferred; at < count; at++) {
            if (!isOwnSlot(at)) {
                load(at);
                setSlot(at);
            }
            places[at] = SLOT;
        }
        slots = count;
        deferred = Math.max(deferred, count);
    }

    /** Whether any of the {@code count} operands below the top {@code above} is on the JVM's stack. */
    boolean anyPushed(int count, int above) {
        int end = Math.min(height - above, deferred);
        return end > Math.max(slots, height - above - count);
    }

    /** Pushes what is not pushed below the top {@code count} operands. */
    void pushBelow(int count) {
        for (int at = deferred; at < height - count; at++) {
            load(at);
            places[at] = PUSHED;
            deferred = at + 1;
        }
    }

    /** Before a local is set: operands that stand for its old value, below the top {@code count}, are pushed. */
    void beforeSet(int variable, int count) {
        for (int at = deferred; at < height - count; at++) {
            if (places[at] == LOCAL && values[at] == variable) {
                need(0);
                return;
            }
        }
    }

    /** Takes the top operands off the JVM's stack down to {@code target} height. */
    void dropTo(int target) {
        if (pending != 0) {
            resolve();
        }
        while (height > target) {
            int at = height - 1;
            if (places[at] == PUSHED) {
                for (int words = Kind.of(kinds[at]).words(); words > 0; words -= 2) {
                    code.op(words == 1 ? Opcodes.POP : Opcodes.POP2, words == 1 ? -1 : -2);
                }
            }
            pop(1);
        }
    }

    /** After a label: {@code base} operands remain in slots, and the values the label carries are in theirs. */
    void restart(int base) {
        height = base;
        slots = base;
        deferred = base;
        pending = 0;
    }

    /** An operand that is in its slot. */
    void inSlot(Kind kind) {
        push(kind, SLOT, 0);
        slots = height;
        deferred = height;
    }

    /** Loads the top operand if it is not on the JVM's stack already, and forgets it; nothing below it is moved. */
    void takeTop() {
        resolve();
        if (places[height - 1] != PUSHED) {
            load(height - 1);
        }
        pop(1);
    }
}
