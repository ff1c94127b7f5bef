// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.Operation;
import org.jspecify.annotations.Nullable;

/** Computes what a load gives from a value whose low bytes are known to be in memory. */
final class LoadedValue {
    private LoadedValue() {}

    /**
     * The result of the load, or null if it cannot be computed cheaply.
     *
     * @param value its low bytes, as a store writes them, are in memory
     * @param skip how many of the value's bytes lie before those that are loaded
     */
    static @Nullable Node of(Graph graph, Opcode load, Node value, int skip) {
        if (load == Opcode.V128_LOAD) {
            return value.type() == ValueType.V128 ? value : null;
        }
        if (value.type() == ValueType.V128 || load.result() == ValueType.V128) {
            return null;
        }
        int width = load.width();
        boolean isFloat = load.result() == ValueType.F32 || load.result() == ValueType.F64;
        if (isFloat && skip == 0 && value.type() == load.result()) {
            return value;
        }
        Node bits = asInteger(graph, value);
        boolean wide = bits.type() == ValueType.I64;
        if (skip > 0) {
            bits = wide
                    ? binary(graph, Opcode.I64_SHR_U, bits, graph.unique(new ConstantLong(8L * skip)))
                    : binary(graph, Opcode.I32_SHR_U, bits, graph.unique(new ConstantInt(8 * skip)));
        }
        boolean toWide = load.result() == ValueType.I64 || load.result() == ValueType.F64;
        if (wide && !toWide) {
            bits = unary(graph, Opcode.I32_WRAP_I64, bits);
        } else if (!wide && toWide) {
            return width == 4 ? unary(graph, widening(load), bits) : unary(graph, widening(load), extend(graph, narrow(load), bits));
        }
        return switch (load) {
            case F32_LOAD -> unary(graph, Opcode.F32_REINTERPRET_I32, bits);
            case F64_LOAD -> unary(graph, Opcode.F64_REINTERPRET_I64, bits);
            default -> extend(graph, load, bits);
        };
    }

    private static Node asInteger(Graph graph, Node value) {
        if (value.type() == ValueType.F32) {
            return unary(graph, Opcode.I32_REINTERPRET_F32, value);
        }
        return value.type() == ValueType.F64 ? unary(graph, Opcode.I64_REINTERPRET_F64, value) : value;
    }

    private static Opcode widening(Opcode load) {
        return switch (load) {
            case I64_LOAD8_S, I64_LOAD16_S, I64_LOAD32_S -> Opcode.I64_EXTEND_I32_S;
            default -> Opcode.I64_EXTEND_I32_U;
        };
    }

    /** The load to an i32 that takes as many bytes with the same sign. */
    private static Opcode narrow(Opcode load) {
        return switch (load) {
            case I64_LOAD8_S -> Opcode.I32_LOAD8_S;
            case I64_LOAD8_U -> Opcode.I32_LOAD8_U;
            case I64_LOAD16_S -> Opcode.I32_LOAD16_S;
            case I64_LOAD16_U -> Opcode.I32_LOAD16_U;
            default -> throw new IllegalArgumentException("not a load of one or two bytes: " + load);
        };
    }

    /** What the load makes of the low bytes of an integer of its result's type. */
    private static Node extend(Graph graph, Opcode load, Node bits) {
        return switch (load) {
            case I32_LOAD8_S -> unary(graph, Opcode.I32_EXTEND8_S, bits);
            case I32_LOAD16_S -> unary(graph, Opcode.I32_EXTEND16_S, bits);
            case I32_LOAD8_U -> binary(graph, Opcode.I32_AND, bits, graph.unique(new ConstantInt(0xff)));
            case I32_LOAD16_U -> binary(graph, Opcode.I32_AND, bits, graph.unique(new ConstantInt(0xffff)));
            case I64_LOAD8_S -> unary(graph, Opcode.I64_EXTEND8_S, bits);
            case I64_LOAD16_S -> unary(graph, Opcode.I64_EXTEND16_S, bits);
            case I64_LOAD32_S -> unary(graph, Opcode.I64_EXTEND32_S, bits);
            case I64_LOAD8_U -> binary(graph, Opcode.I64_AND, bits, graph.unique(new ConstantLong(0xff)));
            case I64_LOAD16_U -> binary(graph, Opcode.I64_AND, bits, graph.unique(new ConstantLong(0xffff)));
            case I64_LOAD32_U -> binary(graph, Opcode.I64_AND, bits, graph.unique(new ConstantLong(0xffff_ffffL)));
            default -> bits;
        };
    }

    private static Node unary(Graph graph, Opcode op, Node input) {
        return graph.unique(new Operation(op, input));
    }

    private static Node binary(Graph graph, Opcode op, Node left, Node right) {
        return graph.unique(new Operation(op, left, right));
    }
}
