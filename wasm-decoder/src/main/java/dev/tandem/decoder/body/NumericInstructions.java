// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

/** Constants, and instructions that compute one result from one to three operands. */
final class NumericInstructions {
    private final ValidationState state;

    NumericInstructions(ValidationState state) {
        this.state = state;
    }

    void constant(Opcode op) {
        CodeReader in = state.in;
        switch (op) {
            case I32_CONST -> {
                int value = in.s32();
                if (state.live) {
                    state.visitor.i32Const(value);
                }
            }
            case I64_CONST -> {
                long value = in.s64();
                if (state.live) {
                    state.visitor.i64Const(value);
                }
            }
            case F32_CONST -> {
                int bits = in.fixed32();
                if (state.live) {
                    state.visitor.f32Const(bits);
                }
            }
            case F64_CONST -> {
                long bits = in.fixed64();
                if (state.live) {
                    state.visitor.f64Const(bits);
                }
            }
            case V128_CONST -> {
                long low = in.fixed64();
                long high = in.fixed64();
                if (state.live) {
                    state.visitor.v128Const(low, high);
                }
            }
            default -> throw new AssertionError(op);
        }
        state.push(op.result);
    }

    void unary(Opcode op) {
        state.pop(op.operands[0]);
        if (state.live) {
            state.visitor.unary(op);
        }
        state.push(op.result);
    }

    void binary(Opcode op) {
        state.pop(op.operands[1]);
        state.pop(op.operands[0]);
        if (state.live) {
            state.visitor.binary(op);
        }
        state.push(op.result);
    }

    void ternary(Opcode op) {
        state.pop(op.operands[2]);
        state.pop(op.operands[1]);
        state.pop(op.operands[0]);
        if (state.live) {
            state.visitor.ternary(op);
        }
        state.push(op.result);
    }
}
