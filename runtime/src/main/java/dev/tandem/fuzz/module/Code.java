// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.module;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/**
 * An instruction with the instructions that compute its operands, as in the folded text format. What it does not find among its
 * operands it takes from the stack, where the statement before left it. Immutable.
 */
public final class Code {
    private static final long[] NO_IMMEDIATES = {};

    private final Opcode op;
    private final List<ValueType> results;
    private final List<Code> operands;
    private final long[] immediates;
    private final List<Code> body;
    private final List<Code> otherwise;

    private Code(Opcode op, List<ValueType> results, List<Code> operands, long[] immediates, List<Code> body, List<Code> otherwise) {
        this.op = op;
        this.results = results;
        this.operands = operands;
        this.immediates = immediates;
        this.body = body;
        this.otherwise = otherwise;
    }

    /** An instruction without result. */
    public static Code effect(Opcode op, List<Code> operands, long... immediates) {
        return new Code(op, List.of(), List.copyOf(operands), immediates, List.of(), List.of());
    }

    /** An instruction with one result. */
    public static Code value(Opcode op, ValueType result, List<Code> operands, long... immediates) {
        return new Code(op, List.of(result), List.copyOf(operands), immediates, List.of(), List.of());
    }

    /** An instruction with any number of results. */
    public static Code values(Opcode op, List<ValueType> results, List<Code> operands, long... immediates) {
        return new Code(op, List.copyOf(results), List.copyOf(operands), immediates, List.of(), List.of());
    }

    /** {@code block} or {@code loop}, without parameters. */
    public static Code block(Opcode op, List<ValueType> results, List<Code> body) {
        return new Code(op, List.copyOf(results), List.of(), NO_IMMEDIATES, List.copyOf(body), List.of());
    }

    /** {@code if}, without parameters. */
    public static Code branch(List<ValueType> results, Code condition, List<Code> then, List<Code> otherwise) {
        return new Code(
                Opcode.IF, List.copyOf(results), List.of(condition), NO_IMMEDIATES, List.copyOf(then), List.copyOf(otherwise));
    }

    public Opcode op() {
        return op;
    }

    /** Types of what it leaves on the stack. */
    public List<ValueType> results() {
        return results;
    }

    public List<Code> operands() {
        return operands;
    }

    /** The body of a block or loop, the first arm of an {@code if}. */
    public List<Code> body() {
        return body;
    }

    /** The second arm of an {@code if}. */
    public List<Code> otherwise() {
        return otherwise;
    }

    public int immediateCount() {
        return immediates.length;
    }

    /** Immediate {@code index}, in the order of the binary format; floats as bits, a vector as low and high half. */
    public long immediate(int index) {
        return immediates[index];
    }

    /** The same with another immediate. */
    public Code withImmediate(int index, long value) {
        long[] changed = immediates.clone();
        changed[index] = value;
        return new Code(op, results, operands, changed, body, otherwise);
    }

    /** The same with other statements inside. */
    public Code withBodies(List<Code> then, List<Code> alternative) {
        return new Code(op, results, operands, immediates, List.copyOf(then), List.copyOf(alternative));
    }

    /** The same with other operands. */
    public Code withOperands(List<Code> others) {
        return new Code(op, results, List.copyOf(others), immediates, body, otherwise);
    }

    /** How many instructions it is. */
    public int size() {
        int size = 1;
        for (List<Code> children : List.of(operands, body, otherwise)) {
            for (Code child : children) {
                size += child.size();
            }
        }
        return size;
    }
}
