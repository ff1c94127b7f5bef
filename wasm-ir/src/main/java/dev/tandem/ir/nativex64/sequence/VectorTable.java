// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64.sequence;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.VectorOp;
import org.jspecify.annotations.Nullable;

/** The vector instructions that are one machine instruction. */
public final class VectorTable {
    private VectorTable() {}

    /** {@code result = op(first, second)}, or null. */
    public static @Nullable VectorOp binary(Opcode op) {
        return switch (op) {
            case I8X16_ADD -> VectorOp.PADDB;
            case I8X16_SUB -> VectorOp.PSUBB;
            case I8X16_EQ -> VectorOp.PCMPEQB;
            case I8X16_GT_S -> VectorOp.PCMPGTB;
            case I16X8_ADD -> VectorOp.PADDW;
            case I16X8_SUB -> VectorOp.PSUBW;
            case I16X8_EQ -> VectorOp.PCMPEQW;
            case I16X8_GT_S -> VectorOp.PCMPGTW;
            case I32X4_ADD -> VectorOp.PADDD;
            case I32X4_SUB -> VectorOp.PSUBD;
            case I32X4_EQ -> VectorOp.PCMPEQD;
            case I32X4_GT_S -> VectorOp.PCMPGTD;
            case I64X2_ADD -> VectorOp.PADDQ;
            case I64X2_SUB -> VectorOp.PSUBQ;
            case I64X2_EQ -> VectorOp.PCMPEQQ;
            case I64X2_GT_S -> VectorOp.PCMPGTQ;
            case I8X16_ADD_SAT_S -> VectorOp.PADDSB;
            case I8X16_ADD_SAT_U -> VectorOp.PADDUSB;
            case I8X16_SUB_SAT_S -> VectorOp.PSUBSB;
            case I8X16_SUB_SAT_U -> VectorOp.PSUBUSB;
            case I8X16_AVGR_U -> VectorOp.PAVGB;
            case I16X8_ADD_SAT_S -> VectorOp.PADDSW;
            case I16X8_ADD_SAT_U -> VectorOp.PADDUSW;
            case I16X8_SUB_SAT_S -> VectorOp.PSUBSW;
            case I16X8_SUB_SAT_U -> VectorOp.PSUBUSW;
            case I16X8_AVGR_U -> VectorOp.PAVGW;
            case I8X16_MIN_S -> VectorOp.PMINSB;
            case I8X16_MIN_U -> VectorOp.PMINUB;
            case I8X16_MAX_S -> VectorOp.PMAXSB;
            case I8X16_MAX_U -> VectorOp.PMAXUB;
            case I16X8_MIN_S -> VectorOp.PMINSW;
            case I16X8_MIN_U -> VectorOp.PMINUW;
            case I16X8_MAX_S -> VectorOp.PMAXSW;
            case I16X8_MAX_U -> VectorOp.PMAXUW;
            case I32X4_MIN_S -> VectorOp.PMINSD;
            case I32X4_MIN_U -> VectorOp.PMINUD;
            case I32X4_MAX_S -> VectorOp.PMAXSD;
            case I32X4_MAX_U -> VectorOp.PMAXUD;
            case I16X8_MUL -> VectorOp.PMULLW;
            case I32X4_MUL -> VectorOp.PMULLD;
            case I32X4_DOT_I16X8_S -> VectorOp.PMADDWD;
            case I8X16_NARROW_I16X8_S -> VectorOp.PACKSSWB;
            case I8X16_NARROW_I16X8_U -> VectorOp.PACKUSWB;
            case I16X8_NARROW_I32X4_S -> VectorOp.PACKSSDW;
            case I16X8_NARROW_I32X4_U -> VectorOp.PACKUSDW;
            case V128_AND -> VectorOp.PAND;
            case V128_OR -> VectorOp.POR;
            case V128_XOR -> VectorOp.PXOR;
            case F32X4_ADD -> VectorOp.ADDPS;
            case F32X4_SUB -> VectorOp.SUBPS;
            case F32X4_MUL -> VectorOp.MULPS;
            case F32X4_DIV -> VectorOp.DIVPS;
            case F64X2_ADD -> VectorOp.ADDPD;
            case F64X2_SUB -> VectorOp.SUBPD;
            case F64X2_MUL -> VectorOp.MULPD;
            case F64X2_DIV -> VectorOp.DIVPD;
            default -> null;
        };
    }

    /** {@code result = op(second, first)}, or null. */
    public static @Nullable VectorOp exchanged(Opcode op) {
        return switch (op) {
            case I8X16_LT_S -> VectorOp.PCMPGTB;
            case I16X8_LT_S -> VectorOp.PCMPGTW;
            case I32X4_LT_S -> VectorOp.PCMPGTD;
            case I64X2_LT_S -> VectorOp.PCMPGTQ;
            case V128_ANDNOT -> VectorOp.PANDN;
            case F32X4_PMIN -> VectorOp.MINPS;
            case F32X4_PMAX -> VectorOp.MAXPS;
            case F64X2_PMIN -> VectorOp.MINPD;
            case F64X2_PMAX -> VectorOp.MAXPD;
            default -> null;
        };
    }
}
