// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;

/**
 * The code of one function, recorded in a form that can still be cut into several methods: variables and labels are abstract, and the
 * JVM's operand stack is empty at every label and branch. {@link FunctionAssembler} turns it into methods.
 *
 * <p>An instruction is one {@code int}, opcode in the low byte and operand above, followed by constants where the opcode wants them.
 * Opcodes are the JVM's, and those below. Branches go forward, except to the label of an enclosing {@linkplain #loop loop}. Counts an
 * upper bound of the bytes as it records.
 */
public final class CodeBuffer {
    // Pseudo instructions; JVM opcodes end at 201.
    static final int PUSH_INT = 202;
    static final int PUSH_LONG = 203;
    static final int PUSH_FLOAT = 204;
    static final int PUSH_DOUBLE = 205;
    static final int GET = 206;
    static final int SET = 207;
    static final int INCREMENT = 208;
    static final int CONTEXT = 209;
    static final int MEMORY = 210;
    static final int REFRESH_MEMORY = 211;
    static final int LABEL = 212;
    static final int LOOP = 213;
    static final int LOOP_END = 214;
    static final int SITE = 215;
    static final int RETURN_VALUE = 216;
    static final int STRING = 217;
    static final int POLL = 218;

    /** What call sites take of the constant pool: the first with its method's name and type and its maker, others nothing. */
    private static final int POLL_CONSTANTS = 16;

    /** What reading or writing a variable takes at most, as a field of the activation's frame. */
    private static final int ACCESS_BYTES = 6;

    /** What the bytecode of a called helper adds to what HotSpot must swallow in one compilation. */
    private static final int INLINE_WEIGHT = 10;

    /** Variables beyond take more to reach, see {@link FrameAccess}. */
    static final int MAX_FRAME_FIELDS = 8192;

    /** A longer switch goes by ranges when the code is split. */
    private static final int FULL_SWITCH = 400;

    private static final int CUT_DISTANCE = 24;
    private static final int MAX_CUT_DISTANCE = 192;

    int[] code = new int[512];
    int length;

    private final List<Object> constants = new ArrayList<>();
    private Kind[] variables = new Kind[32];
    private int variableCount;

    private final Labels labels = new Labels();
    private final Cuts cuts = new Cuts();

    /** Positions of the last instructions. */
    private int last;

    private int secondLast;
    private int thirdLast;

    private int depth;
    private int maxDepth;
    private int bytes;
    private int accesses;
    private int weight;
    private boolean calls;

    // Variables and labels

    /** Makes a variable; for a vector several, of which it returns the first. */
    public int newVariable(Kind kind) {
        if (kind.parts() > 1) {
            int first = variableCount;
            for (int i = kind.parts(); i > 0; i--) {
                newVariable(kind.part());
            }
            return first;
        }
        if (variableCount == variables.length) {
            variables = Arrays.copyOf(variables, variableCount * 2);
        }
        variables[variableCount] = kind;
        return variableCount++;
    }

    public Kind kind(int variable) {
        return variables[variable];
    }

    public int variableCount() {
        return variableCount;
    }

    public int newLabel() {
        return labels.add();
    }

    /** How often a label is branched to so far. */
    public int references(int label) {
        return labels.references(label);
    }

    Labels labels() {
        return labels;
    }

    Cuts cuts() {
        return cuts;
    }

    // Measures

    /** Words now on the JVM's operand stack. */
    public int depth() {
        return depth;
    }

    int maxDepth() {
        return maxDepth;
    }

    int bytes() {
        return bytes + accesses * ACCESS_BYTES;
    }

    /** The bytes it takes as one method with JVM locals, and what inlined helpers add. */
    int plainBytes(boolean wideLocals) {
        return bytes + accesses * (wideLocals ? 4 : 2);
    }

    int weight() {
        return weight;
    }

    // Recording

    private void emit(int op, int operand, int size, int stackDelta) {
        if (length + 4 > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
        thirdLast = secondLast;
        secondLast = last;
        last = length;
        code[length++] = op | operand << 8;
        bytes += size;
        depth += stackDelta;
        if (depth > maxDepth) {
            maxDepth = depth;
        }
    }

    private void word(int value) {
        code[length++] = value;
    }

    /** A JVM instruction without operands, and what it does to the stack's depth in words. */
    public void op(int opcode, int stackDelta) {
        emit(opcode, 0, 1, stackDelta);
    }

    public void pushInt(int value) {
        emit(PUSH_INT, 0, 3, 1);
        word(value);
    }

    public void pushLong(long value) {
        emit(PUSH_LONG, 0, 3, 2);
        word((int) value);
        word((int) (value >>> 32));
    }

    public void pushFloat(int bits) {
        emit(PUSH_FLOAT, 0, 6, 1);
        word(bits);
    }

    public void pushDouble(long bits) {
        emit(PUSH_DOUBLE, 0, 6, 2);
        word((int) bits);
        word((int) (bits >>> 32));
    }

    public void zero(Kind kind) {
        for (int i = kind.parts(); i > 0; i--) {
            emit(kind.part().zeroOpcode(), 0, 1, kind.part().words());
        }
    }

    public void pushString(String value) {
        emit(STRING, constant(value), 3, 1);
    }

    public void get(int variable) {
        emit(GET, variable, 0, variables[variable].words());
        access(variable);
    }

    public void set(int variable) {
        emit(SET, variable, 0, -variables[variable].words());
        access(variable);
    }

    /** Pushes a variable of that kind: a vector part by part. */
    public void get(Kind kind, int variable) {
        for (int i = 0; i < kind.parts(); i++) {
            get(variable + i);
        }
    }

    /** Sets a variable of that kind. */
    public void set(Kind kind, int variable) {
        for (int i = kind.parts() - 1; i >= 0; i--) {
            set(variable + i);
        }
    }

    private void access(int variable) {
        accesses += variable < MAX_FRAME_FIELDS ? 1 : 2;
    }

    /** Sets a variable; what adds a small constant to itself becomes an {@code iinc}. */
    public void setOrIncrement(int variable) {
        boolean adds = length == last + 1
                && code[last] == Opcodes.IADD
                && code[secondLast] == PUSH_INT
                && secondLast == last - 2
                && thirdLast == secondLast - 1
                && code[thirdLast] == (GET | variable << 8);
        int amount = adds ? code[secondLast + 1] : 0;
        if (!adds || amount != (short) amount) {
            set(variable);
            return;
        }
        length = thirdLast;
        bytes -= 4;
        depth -= 1;
        emit(INCREMENT, variable, 8, 0);
        word(amount);
    }

    /** Adds to a variable, in each iteration of a loop, what is {@linkplain #patchIncrement said later}; returns where to say it. */
    public int increment(int variable) {
        emit(INCREMENT, variable, 8, 0);
        word(0);
        return length - 1;
    }

    /** Says by how much, from 0 to 32767. */
    public void patchIncrement(int place, int amount) {
        code[place] = amount;
    }

    /** Pushes the context. */
    public void context() {
        emit(CONTEXT, 0, 2, 1);
    }

    /** The interruption check of a loop, as a call site of its own. */
    public void poll() {
        emit(POLL, 0, 7, 0);
        depthAtLeast(1);
    }

    /** Pushes the bytes of memory 0. */
    public void memory() {
        emit(MEMORY, 0, 2, 1);
    }

    /** Reads the bytes of memory 0 again: they may have moved. */
    public void refreshMemory() {
        emit(REFRESH_MEMORY, 0, 10, 0);
        depthAtLeast(1);
    }

    public void invokeStatic(Member member) {
        emit(Opcodes.INVOKESTATIC, constant(member), 3, member.resultWords - member.argumentWords);
        weight += INLINE_WEIGHT;
    }

    public void invokeVirtual(Member member) {
        emit(Opcodes.INVOKEVIRTUAL, constant(member), 3, member.resultWords - member.argumentWords - 1);
    }

    public void getField(Member member) {
        emit(Opcodes.GETFIELD, constant(member), 3, member.argumentWords - 1);
    }

    public void putField(Member member) {
        emit(Opcodes.PUTFIELD, constant(member), 3, -1 - member.argumentWords);
    }

    public void getStatic(Member member) {
        emit(Opcodes.GETSTATIC, constant(member), 3, member.argumentWords);
    }

    public void checkCast(String internalName) {
        emit(Opcodes.CHECKCAST, constant(internalName), 3, 0);
    }

    public void newArray(String elementType) {
        emit(Opcodes.ANEWARRAY, constant(elementType), 3, 0);
    }

    public void newLongArray() {
        emit(Opcodes.NEWARRAY, 0, 2, 0);
    }

    /** Notes that guest code is called: the function may recurse. */
    public void noteCall() {
        calls = true;
    }

    boolean calls() {
        return calls;
    }

    private int constant(Object value) {
        constants.add(value);
        return constants.size() - 1;
    }

    Object constant(int index) {
        return constants.get(index);
    }

    /** The next instruction stands for source site {@code site}. */
    public void site(int site) {
        emit(SITE, site, 0, 0);
    }

    // Control

    /** Places a label that only branches before it name. */
    public void label(int label) {
        labels.place(label, length);
        emit(LABEL, label, 0, 0);
    }

    /** Places a label that branches up to its {@link #loopEnd} name. */
    public void loop(int label) {
        labels.place(label, length);
        emit(LOOP, label, 0, 0);
    }

    /** Closes a loop: nothing after this branches to its label. */
    public void loopEnd(int label) {
        emit(LOOP_END, label, 0, 0);
        labels.closeLoop(label, length);
    }

    public void goto_(int label) {
        labels.refer(label, length);
        emit(Opcodes.GOTO, label, 3, 0);
    }

    /** A conditional branch, with a JVM opcode. */
    public void branch(int opcode, int label) {
        labels.refer(label, length);
        boolean two = opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE;
        emit(opcode, label, 6, two ? -2 : -1);
    }

    /** A {@code tableswitch} from 0; the default stands last. */
    public void tableSwitch(int[] targets, int count) {
        for (int i = 0; i < count; i++) {
            labels.refer(targets[i], length);
        }
        emit(Opcodes.TABLESWITCH, count, 16 + 4 * Math.min(count, FULL_SWITCH), -1);
        while (length + count + 4 > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
        System.arraycopy(targets, 0, code, length, count);
        length += count;
    }

    /** Returns from the function; its result is on the stack. */
    public void returnValue(int resultWords) {
        emit(RETURN_VALUE, 0, 8, -resultWords);
    }

    public void throw_() {
        emit(Opcodes.ATHROW, 0, 1, -1);
    }

    /** After an instruction that does not fall through, and at labels: nothing is left on the stack. */
    public void clearStack() {
        depth = 0;
    }

    private void depthAtLeast(int extra) {
        maxDepth = Math.max(maxDepth, depth + extra);
    }

    /** Whether it is worth noting a {@linkplain #cut place to cut}. */
    public boolean wantsCut() {
        return depth == 0 && length - cuts.last() >= CUT_DISTANCE;
    }

    /** Whether a place to cut is overdue: the stack has not been empty for long. */
    public boolean needsCut() {
        return length - cuts.last() >= MAX_CUT_DISTANCE;
    }

    /** The code may be cut here: the stack is empty and memory 0 is fresh. */
    public void cut(int nesting) {
        cuts.add(length, bytes(), nesting);
    }

    /** Words that the instruction at {@code at} takes in {@link #code}. */
    int size(int at) {
        return switch (code[at] & 0xff) {
            case PUSH_INT, PUSH_FLOAT, INCREMENT -> 2;
            case PUSH_LONG, PUSH_DOUBLE -> 3;
            case Opcodes.TABLESWITCH -> 1 + (code[at] >>> 8);
            default -> 1;
        };
    }

    /** An upper bound of the constant pool entries that a range needs. */
    int constantsBetween(int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at += size(at)) {
            sum += switch (code[at] & 0xff) {
                case PUSH_INT, PUSH_FLOAT -> 1;
                case PUSH_LONG, PUSH_DOUBLE, STRING -> 2;
                case Opcodes.INVOKESTATIC, Opcodes.INVOKEVIRTUAL, Opcodes.GETFIELD, Opcodes.PUTFIELD, Opcodes.GETSTATIC -> 6;
                case Opcodes.CHECKCAST, Opcodes.ANEWARRAY -> 2;
                case POLL -> POLL_CONSTANTS;
                case GET, SET, INCREMENT -> 3;
                default -> 0;
            };
        }
        return sum;
    }
}
