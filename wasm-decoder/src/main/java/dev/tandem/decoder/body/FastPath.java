// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;
import java.util.Objects;

/**
 * Validates runs of the most common instructions where all is plainly right: numbers, locals, accesses to a 32-bit memory and branches without
 * values, with short immediates.
 *
 * <p>It never refuses anything: it stops before the first instruction that is something else or might be wrong, and leaves it to
 * {@link InstructionDecoder}, which knows all rules and errors. One loop on local variables for code that nobody visits, so that it compiles to
 * tight code, and another one for code that is visited: there it spares most instructions a second and a third dispatch.
 */
final class FastPath {
    private static final int I32 = ValueType.I32.code();

    private static final int OTHER = 0;
    private static final int LOCAL_GET = 1;
    private static final int LOCAL_SET = 2;
    private static final int LOCAL_TEE = 3;
    private static final int I32_CONST = 4;
    private static final int UNARY = 5;
    private static final int BINARY = 6;
    private static final int LOAD = 7;
    private static final int STORE = 8;
    private static final int BR_IF = 9;

    /** By opcode: one of the above, the type of the operands but addresses, that of the result, the greatest alignment. */
    private static final byte[] KIND = new byte[256];

    private static final byte[] OPERAND = new byte[256];
    private static final byte[] RESULT = new byte[256];
    private static final byte[] ALIGNMENT = new byte[256];

    static {
        for (Opcode op : Opcode.values()) {
            if (op.prefix() == 0 && op.feature == null) {
                int kind = kind(op);
                KIND[op.code()] = (byte) kind;
                if (kind >= UNARY && kind <= STORE) {
                    OPERAND[op.code()] = op.operands[op.operands.length - 1];
                    RESULT[op.code()] = (byte) op.result;
                    ALIGNMENT[op.code()] = (byte) Integer.numberOfTrailingZeros(op.width());
                }
            }
        }
    }

    private static int kind(Opcode op) {
        return switch (op) {
            case LOCAL_GET -> LOCAL_GET;
            case LOCAL_SET -> LOCAL_SET;
            case LOCAL_TEE -> LOCAL_TEE;
            case I32_CONST -> I32_CONST;
            case BR_IF -> BR_IF;
            default -> switch (op.shape) {
                case UNARY -> UNARY;
                case BINARY -> BINARY;
                case LOAD -> LOAD;
                case STORE -> STORE;
                default -> OTHER;
            };
        };
    }

    /** No instruction that is handled here is longer. */
    private static final int LONGEST = 6;

    private final ValidationState state;
    private boolean hasMemory32;

    FastPath(ValidationState state) {
        this.state = state;
    }

    /** Must be called for each body, after its locals are declared. */
    void begin() {
        List<MemoryType> memories = state.module.memories();
        hasMemory32 = !memories.isEmpty() && !memories.get(0).limits().is64();
    }

    /** Goes on from the cursor as far as it can. */
    void run() {
        byte[] code = state.in.bytes;
        int at = state.in.position;
        int last = state.in.end - LONGEST;
        int[] stack = state.stack;
        int height = state.height;
        int floor = state.floor;
        int[] locals = state.locals.types();
        int localCount = state.locals.isTracked() ? 0 : state.locals.count();

        loop:
        while (at <= last && height < stack.length) {
            int op = code[at] & 0xFF;
            int next = at + 1;
            switch (KIND[op]) {
                case LOCAL_GET -> {
                    int index = code[next++];
                    if (index < 0) {
                        index = (index & 0x7F) | (code[next++] << 7);
                    }
                    if (index < 0 || index >= localCount) {
                        break loop;
                    }
                    stack[height++] = locals[index];
                }
                case LOCAL_SET, LOCAL_TEE -> {
                    int index = code[next++];
                    if (index < 0) {
                        index = (index & 0x7F) | (code[next++] << 7);
                    }
                    if (index < 0 || index >= localCount || height == floor || stack[height - 1] != locals[index]) {
                        break loop;
                    }
                    height -= LOCAL_TEE - KIND[op];
                }
                case I32_CONST -> {
                    next = afterNumber(code, next);
                    if (next < 0) {
                        break loop;
                    }
                    stack[height++] = I32;
                }
                case UNARY -> {
                    if (height == floor || stack[height - 1] != OPERAND[op]) {
                        break loop;
                    }
                    stack[height - 1] = RESULT[op];
                }
                case BINARY -> {
                    int operand = OPERAND[op];
                    if (height - floor < 2 || stack[height - 1] != operand || stack[height - 2] != operand) {
                        break loop;
                    }
                    height--;
                    stack[height - 1] = RESULT[op];
                }
                case LOAD -> {
                    int alignment = code[next++];
                    if (alignment < 0 || alignment > ALIGNMENT[op] || !hasMemory32 || height == floor || stack[height - 1] != I32) {
                        break loop;
                    }
                    next = afterNumber(code, next);
                    if (next < 0) {
                        break loop;
                    }
                    stack[height - 1] = RESULT[op];
                }
                case STORE -> {
                    int alignment = code[next++];
                    if (alignment < 0 || alignment > ALIGNMENT[op] || !hasMemory32 || height - floor < 2
                            || stack[height - 1] != OPERAND[op] || stack[height - 2] != I32) {
                        break loop;
                    }
                    next = afterNumber(code, next);
                    if (next < 0) {
                        break loop;
                    }
                    height -= 2;
                }
                case BR_IF -> {
                    int label = code[next++];
                    if (label < 0 || height == floor || stack[height - 1] != I32 || !state.takesNothing(label)) {
                        break loop;
                    }
                    height--;
                }
                default -> {
                    break loop;
                }
            }
            at = next;
        }
        state.in.position = at;
        state.height = height;
    }

    /** As {@link #run}, in code that is reached, and tells the visitor. */
    void visit() {
        ValidationState state = this.state;
        BodyVisitor visitor = state.visitor;
        byte[] code = state.in.bytes;
        int at = state.in.position;
        int last = state.in.end - LONGEST;
        int[] stack = state.stack;
        int height = state.height;
        int floor = state.floor;
        int[] locals = state.locals.types();
        int localCount = state.locals.isTracked() ? 0 : state.locals.count();

        loop:
        while (at <= last && height < stack.length) {
            int op = code[at] & 0xFF;
            int kind = KIND[op];
            int next = at + 1;
            state.startInstruction(at, height);
            switch (kind) {
                case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> {
                    int index = code[next++];
                    if (index < 0) {
                        index = (index & 0x7F) | (code[next++] << 7);
                    }
                    if (index < 0 || index >= localCount) {
                        break loop;
                    }
                    int type = locals[index];
                    if (kind == LOCAL_GET) {
                        visitor.localGet(index, ValueType.of(type));
                        stack[height++] = type;
                    } else if (height == floor || stack[height - 1] != type) {
                        break loop;
                    } else if (kind == LOCAL_SET) {
                        height--;
                        visitor.localSet(index, ValueType.of(type));
                    } else {
                        visitor.localTee(index, ValueType.of(type));
                    }
                }
                case I32_CONST -> {
                    next = afterNumber(code, next);
                    if (next < 0) {
                        break loop;
                    }
                    visitor.i32Const(signed(code, at + 1, next));
                    stack[height++] = I32;
                }
                case UNARY -> {
                    if (height == floor || stack[height - 1] != OPERAND[op]) {
                        break loop;
                    }
                    visitor.unary(opcode(op));
                    stack[height - 1] = RESULT[op];
                }
                case BINARY -> {
                    int operand = OPERAND[op];
                    if (height - floor < 2 || stack[height - 1] != operand || stack[height - 2] != operand) {
                        break loop;
                    }
                    visitor.binary(opcode(op));
                    height--;
                    stack[height - 1] = RESULT[op];
                }
                case LOAD, STORE -> {
                    int alignment = code[next++];
                    if (alignment < 0 || alignment > ALIGNMENT[op] || !hasMemory32) {
                        break loop;
                    }
                    next = afterNumber(code, next);
                    if (next < 0) {
                        break loop;
                    }
                    if (kind == LOAD) {
                        if (height == floor || stack[height - 1] != I32) {
                            break loop;
                        }
                        visitor.load(opcode(op), 0, unsigned(code, at + 2, next));
                        stack[height - 1] = RESULT[op];
                    } else {
                        if (height - floor < 2 || stack[height - 1] != OPERAND[op] || stack[height - 2] != I32) {
                            break loop;
                        }
                        visitor.store(opcode(op), 0, unsigned(code, at + 2, next));
                        height -= 2;
                    }
                }
                case BR_IF -> {
                    int label = code[next++];
                    if (label < 0 || height == floor || stack[height - 1] != I32 || !state.takesNothing(label)) {
                        break loop;
                    }
                    height--;
                    visitor.brIf(state.frame(label));
                }
                default -> {
                    break loop;
                }
            }
            at = next;
        }
        state.in.position = at;
        state.height = height;
    }

    private static Opcode opcode(int code) {
        return Objects.requireNonNull(Opcode.Lookup.PLAIN[code]);
    }

    /** The LEB128 number that ends before {@code end}, of up to four bytes. */
    private static int unsigned(byte[] code, int start, int end) {
        int value = code[end - 1] & 0x7F;
        for (int i = end - 2; i >= start; i--) {
            value = (value << 7) | (code[i] & 0x7F);
        }
        return value;
    }

    private static int signed(byte[] code, int start, int end) {
        int unused = 32 - 7 * (end - start);
        return unsigned(code, start, end) << unused >> unused;
    }

    /** The index after a LEB128 number of up to four bytes, which can't be too large; -1 if it is longer. */
    private static int afterNumber(byte[] code, int at) {
        return code[at] >= 0 ? at + 1
                : code[at + 1] >= 0 ? at + 2
                : code[at + 2] >= 0 ? at + 3
                : code[at + 3] >= 0 ? at + 4
                : -1;
    }
}
