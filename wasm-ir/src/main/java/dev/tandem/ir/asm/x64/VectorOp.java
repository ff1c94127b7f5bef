// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/**
 * The vector-register instructions, 128 bits wide or scalar. Columns: mnemonic of the legacy form; mandatory prefix (0: none, 1: 66, 2: F3,
 * 3: F2); opcode map (1: 0F, 2: 0F38, 3: 0F3A); opcode; W bit; extension in ModRM.reg, or -1; operands; what the legacy form needs of
 * the processor. Rows have a VEX form under the mnemonic with {@code v} before it, which needs AVX.
 *
 * <p>Long because it is a table. Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
 */
public enum VectorOp {
    ADDPS("addps", 0, 1, 0x58, 0, -1, Form.NDS, Feature.SSE2),
    ADDPD("addpd", 1, 1, 0x58, 0, -1, Form.NDS, Feature.SSE2),
    ADDSS("addss", 2, 1, 0x58, 0, -1, Form.NDS, Feature.SSE2),
    ADDSD("addsd", 3, 1, 0x58, 0, -1, Form.NDS, Feature.SSE2),
    MULPS("mulps", 0, 1, 0x59, 0, -1, Form.NDS, Feature.SSE2),
    MULPD("mulpd", 1, 1, 0x59, 0, -1, Form.NDS, Feature.SSE2),
    MULSS("mulss", 2, 1, 0x59, 0, -1, Form.NDS, Feature.SSE2),
    MULSD("mulsd", 3, 1, 0x59, 0, -1, Form.NDS, Feature.SSE2),
    SUBPS("subps", 0, 1, 0x5c, 0, -1, Form.NDS, Feature.SSE2),
    SUBPD("subpd", 1, 1, 0x5c, 0, -1, Form.NDS, Feature.SSE2),
    SUBSS("subss", 2, 1, 0x5c, 0, -1, Form.NDS, Feature.SSE2),
    SUBSD("subsd", 3, 1, 0x5c, 0, -1, Form.NDS, Feature.SSE2),
    MINPS("minps", 0, 1, 0x5d, 0, -1, Form.NDS, Feature.SSE2),
    MINPD("minpd", 1, 1, 0x5d, 0, -1, Form.NDS, Feature.SSE2),
    MINSS("minss", 2, 1, 0x5d, 0, -1, Form.NDS, Feature.SSE2),
    MINSD("minsd", 3, 1, 0x5d, 0, -1, Form.NDS, Feature.SSE2),
    DIVPS("divps", 0, 1, 0x5e, 0, -1, Form.NDS, Feature.SSE2),
    DIVPD("divpd", 1, 1, 0x5e, 0, -1, Form.NDS, Feature.SSE2),
    DIVSS("divss", 2, 1, 0x5e, 0, -1, Form.NDS, Feature.SSE2),
    DIVSD("divsd", 3, 1, 0x5e, 0, -1, Form.NDS, Feature.SSE2),
    MAXPS("maxps", 0, 1, 0x5f, 0, -1, Form.NDS, Feature.SSE2),
    MAXPD("maxpd", 1, 1, 0x5f, 0, -1, Form.NDS, Feature.SSE2),
    MAXSS("maxss", 2, 1, 0x5f, 0, -1, Form.NDS, Feature.SSE2),
    MAXSD("maxsd", 3, 1, 0x5f, 0, -1, Form.NDS, Feature.SSE2),
    SQRTPS("sqrtps", 0, 1, 0x51, 0, -1, Form.UNARY, Feature.SSE2),
    SQRTPD("sqrtpd", 1, 1, 0x51, 0, -1, Form.UNARY, Feature.SSE2),
    SQRTSS("sqrtss", 2, 1, 0x51, 0, -1, Form.NDS, Feature.SSE2),
    SQRTSD("sqrtsd", 3, 1, 0x51, 0, -1, Form.NDS, Feature.SSE2),
    ANDPS("andps", 0, 1, 0x54, 0, -1, Form.NDS, Feature.SSE2),
    ANDPD("andpd", 1, 1, 0x54, 0, -1, Form.NDS, Feature.SSE2),
    ANDNPS("andnps", 0, 1, 0x55, 0, -1, Form.NDS, Feature.SSE2),
    ANDNPD("andnpd", 1, 1, 0x55, 0, -1, Form.NDS, Feature.SSE2),
    ORPS("orps", 0, 1, 0x56, 0, -1, Form.NDS, Feature.SSE2),
    ORPD("orpd", 1, 1, 0x56, 0, -1, Form.NDS, Feature.SSE2),
    XORPS("xorps", 0, 1, 0x57, 0, -1, Form.NDS, Feature.SSE2),
    XORPD("xorpd", 1, 1, 0x57, 0, -1, Form.NDS, Feature.SSE2),
    UCOMISS("ucomiss", 0, 1, 0x2e, 0, -1, Form.UNARY, Feature.SSE2),
    UCOMISD("ucomisd", 1, 1, 0x2e, 0, -1, Form.UNARY, Feature.SSE2),
    CMPPS("cmpps", 0, 1, 0xc2, 0, -1, Form.NDS_IMM, Feature.SSE2),
    CMPPD("cmppd", 1, 1, 0xc2, 0, -1, Form.NDS_IMM, Feature.SSE2),
    CMPSS("cmpss", 2, 1, 0xc2, 0, -1, Form.NDS_IMM, Feature.SSE2),
    CMPSD("cmpsd", 3, 1, 0xc2, 0, -1, Form.NDS_IMM, Feature.SSE2),
    MOVAPS("movaps", 0, 1, 0x28, 0, -1, Form.UNARY, Feature.SSE2),
    MOVUPS("movups", 0, 1, 0x10, 0, -1, Form.UNARY, Feature.SSE2),
    MOVDQU("movdqu", 2, 1, 0x6f, 0, -1, Form.UNARY, Feature.SSE2),
    MOVUPS_STORE("movups", 0, 1, 0x11, 0, -1, Form.STORE, Feature.SSE2),
    MOVDQU_STORE("movdqu", 2, 1, 0x7f, 0, -1, Form.STORE, Feature.SSE2),
    MOVSS_LOAD("movss", 2, 1, 0x10, 0, -1, Form.LOAD, Feature.SSE2),
    MOVSD_LOAD("movsd", 3, 1, 0x10, 0, -1, Form.LOAD, Feature.SSE2),
    MOVSS_STORE("movss", 2, 1, 0x11, 0, -1, Form.STORE, Feature.SSE2),
    MOVSD_STORE("movsd", 3, 1, 0x11, 0, -1, Form.STORE, Feature.SSE2),
    MOVSS("movss", 2, 1, 0x10, 0, -1, Form.NDS_REG, Feature.SSE2),
    MOVSD("movsd", 3, 1, 0x10, 0, -1, Form.NDS_REG, Feature.SSE2),
    MOVQ("movq", 2, 1, 0x7e, 0, -1, Form.UNARY, Feature.SSE2),
    MOVHLPS("movhlps", 0, 1, 0x12, 0, -1, Form.NDS_REG, Feature.SSE2),
    MOVLHPS("movlhps", 0, 1, 0x16, 0, -1, Form.NDS_REG, Feature.SSE2),
    MOVHPS_STORE("movhps", 0, 1, 0x17, 0, -1, Form.STORE, Feature.SSE2),
    MOVLPS_STORE("movlps", 0, 1, 0x13, 0, -1, Form.STORE, Feature.SSE2),
    MOVDDUP("movddup", 3, 1, 0x12, 0, -1, Form.UNARY, Feature.SSE3),
    MOVSHDUP("movshdup", 2, 1, 0x16, 0, -1, Form.UNARY, Feature.SSE3),
    MOVD_FROM("movd", 1, 1, 0x6e, 0, -1, Form.FROM_GPR, Feature.SSE2),
    MOVQ_FROM("movq", 1, 1, 0x6e, 1, -1, Form.FROM_GPR, Feature.SSE2),
    MOVD_TO("movd", 1, 1, 0x7e, 0, -1, Form.TO_RM, Feature.SSE2),
    MOVQ_TO("movq", 1, 1, 0x7e, 1, -1, Form.TO_RM, Feature.SSE2),
    CVTSI2SS("cvtsi2ss", 2, 1, 0x2a, 0, -1, Form.FROM_GPR_NDS, Feature.SSE2),
    CVTSI2SS_64("cvtsi2ss", 2, 1, 0x2a, 1, -1, Form.FROM_GPR_NDS, Feature.SSE2),
    CVTTSS2SI("cvttss2si", 2, 1, 0x2c, 0, -1, Form.TO_GPR, Feature.SSE2),
    CVTTSS2SI_64("cvttss2si", 2, 1, 0x2c, 1, -1, Form.TO_GPR, Feature.SSE2),
    CVTSI2SD("cvtsi2sd", 3, 1, 0x2a, 0, -1, Form.FROM_GPR_NDS, Feature.SSE2),
    CVTSI2SD_64("cvtsi2sd", 3, 1, 0x2a, 1, -1, Form.FROM_GPR_NDS, Feature.SSE2),
    CVTTSD2SI("cvttsd2si", 3, 1, 0x2c, 0, -1, Form.TO_GPR, Feature.SSE2),
    CVTTSD2SI_64("cvttsd2si", 3, 1, 0x2c, 1, -1, Form.TO_GPR, Feature.SSE2),
    CVTSS2SD("cvtss2sd", 2, 1, 0x5a, 0, -1, Form.NDS, Feature.SSE2),
    CVTSD2SS("cvtsd2ss", 3, 1, 0x5a, 0, -1, Form.NDS, Feature.SSE2),
    CVTDQ2PS("cvtdq2ps", 0, 1, 0x5b, 0, -1, Form.UNARY, Feature.SSE2),
    CVTTPS2DQ("cvttps2dq", 2, 1, 0x5b, 0, -1, Form.UNARY, Feature.SSE2),
    CVTPS2PD("cvtps2pd", 0, 1, 0x5a, 0, -1, Form.UNARY, Feature.SSE2),
    CVTPD2PS("cvtpd2ps", 1, 1, 0x5a, 0, -1, Form.UNARY, Feature.SSE2),
    CVTDQ2PD("cvtdq2pd", 2, 1, 0xe6, 0, -1, Form.UNARY, Feature.SSE2),
    CVTTPD2DQ("cvttpd2dq", 1, 1, 0xe6, 0, -1, Form.UNARY, Feature.SSE2),
    ROUNDPS("roundps", 1, 3, 0x08, 0, -1, Form.UNARY_IMM, Feature.SSE4_1),
    ROUNDPD("roundpd", 1, 3, 0x09, 0, -1, Form.UNARY_IMM, Feature.SSE4_1),
    ROUNDSS("roundss", 1, 3, 0x0a, 0, -1, Form.NDS_IMM, Feature.SSE4_1),
    ROUNDSD("roundsd", 1, 3, 0x0b, 0, -1, Form.NDS_IMM, Feature.SSE4_1),
    MOVMSKPS("movmskps", 0, 1, 0x50, 0, -1, Form.TO_GPR, Feature.SSE2),
    MOVMSKPD("movmskpd", 1, 1, 0x50, 0, -1, Form.TO_GPR, Feature.SSE2),
    PMOVMSKB("pmovmskb", 1, 1, 0xd7, 0, -1, Form.TO_GPR, Feature.SSE2),
    PUNPCKLBW("punpcklbw", 1, 1, 0x60, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKLWD("punpcklwd", 1, 1, 0x61, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKLDQ("punpckldq", 1, 1, 0x62, 0, -1, Form.NDS, Feature.SSE2),
    PACKSSWB("packsswb", 1, 1, 0x63, 0, -1, Form.NDS, Feature.SSE2),
    PCMPGTB("pcmpgtb", 1, 1, 0x64, 0, -1, Form.NDS, Feature.SSE2),
    PCMPGTW("pcmpgtw", 1, 1, 0x65, 0, -1, Form.NDS, Feature.SSE2),
    PCMPGTD("pcmpgtd", 1, 1, 0x66, 0, -1, Form.NDS, Feature.SSE2),
    PACKUSWB("packuswb", 1, 1, 0x67, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKHBW("punpckhbw", 1, 1, 0x68, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKHWD("punpckhwd", 1, 1, 0x69, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKHDQ("punpckhdq", 1, 1, 0x6a, 0, -1, Form.NDS, Feature.SSE2),
    PACKSSDW("packssdw", 1, 1, 0x6b, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKLQDQ("punpcklqdq", 1, 1, 0x6c, 0, -1, Form.NDS, Feature.SSE2),
    PUNPCKHQDQ("punpckhqdq", 1, 1, 0x6d, 0, -1, Form.NDS, Feature.SSE2),
    PCMPEQB("pcmpeqb", 1, 1, 0x74, 0, -1, Form.NDS, Feature.SSE2),
    PCMPEQW("pcmpeqw", 1, 1, 0x75, 0, -1, Form.NDS, Feature.SSE2),
    PCMPEQD("pcmpeqd", 1, 1, 0x76, 0, -1, Form.NDS, Feature.SSE2),
    PSRLW("psrlw", 1, 1, 0xd1, 0, -1, Form.NDS, Feature.SSE2),
    PSRLD("psrld", 1, 1, 0xd2, 0, -1, Form.NDS, Feature.SSE2),
    PSRLQ("psrlq", 1, 1, 0xd3, 0, -1, Form.NDS, Feature.SSE2),
    PADDQ("paddq", 1, 1, 0xd4, 0, -1, Form.NDS, Feature.SSE2),
    PMULLW("pmullw", 1, 1, 0xd5, 0, -1, Form.NDS, Feature.SSE2),
    PSUBUSB("psubusb", 1, 1, 0xd8, 0, -1, Form.NDS, Feature.SSE2),
    PSUBUSW("psubusw", 1, 1, 0xd9, 0, -1, Form.NDS, Feature.SSE2),
    PMINUB("pminub", 1, 1, 0xda, 0, -1, Form.NDS, Feature.SSE2),
    PAND("pand", 1, 1, 0xdb, 0, -1, Form.NDS, Feature.SSE2),
    PADDUSB("paddusb", 1, 1, 0xdc, 0, -1, Form.NDS, Feature.SSE2),
    PADDUSW("paddusw", 1, 1, 0xdd, 0, -1, Form.NDS, Feature.SSE2),
    PMAXUB("pmaxub", 1, 1, 0xde, 0, -1, Form.NDS, Feature.SSE2),
    PANDN("pandn", 1, 1, 0xdf, 0, -1, Form.NDS, Feature.SSE2),
    PAVGB("pavgb", 1, 1, 0xe0, 0, -1, Form.NDS, Feature.SSE2),
    PSRAW("psraw", 1, 1, 0xe1, 0, -1, Form.NDS, Feature.SSE2),
    PSRAD("psrad", 1, 1, 0xe2, 0, -1, Form.NDS, Feature.SSE2),
    PAVGW("pavgw", 1, 1, 0xe3, 0, -1, Form.NDS, Feature.SSE2),
    PMULHUW("pmulhuw", 1, 1, 0xe4, 0, -1, Form.NDS, Feature.SSE2),
    PMULHW("pmulhw", 1, 1, 0xe5, 0, -1, Form.NDS, Feature.SSE2),
    PSUBSB("psubsb", 1, 1, 0xe8, 0, -1, Form.NDS, Feature.SSE2),
    PSUBSW("psubsw", 1, 1, 0xe9, 0, -1, Form.NDS, Feature.SSE2),
    PMINSW("pminsw", 1, 1, 0xea, 0, -1, Form.NDS, Feature.SSE2),
    POR("por", 1, 1, 0xeb, 0, -1, Form.NDS, Feature.SSE2),
    PADDSB("paddsb", 1, 1, 0xec, 0, -1, Form.NDS, Feature.SSE2),
    PADDSW("paddsw", 1, 1, 0xed, 0, -1, Form.NDS, Feature.SSE2),
    PMAXSW("pmaxsw", 1, 1, 0xee, 0, -1, Form.NDS, Feature.SSE2),
    PXOR("pxor", 1, 1, 0xef, 0, -1, Form.NDS, Feature.SSE2),
    PSLLW("psllw", 1, 1, 0xf1, 0, -1, Form.NDS, Feature.SSE2),
    PSLLD("pslld", 1, 1, 0xf2, 0, -1, Form.NDS, Feature.SSE2),
    PSLLQ("psllq", 1, 1, 0xf3, 0, -1, Form.NDS, Feature.SSE2),
    PMULUDQ("pmuludq", 1, 1, 0xf4, 0, -1, Form.NDS, Feature.SSE2),
    PMADDWD("pmaddwd", 1, 1, 0xf5, 0, -1, Form.NDS, Feature.SSE2),
    PSUBB("psubb", 1, 1, 0xf8, 0, -1, Form.NDS, Feature.SSE2),
    PSUBW("psubw", 1, 1, 0xf9, 0, -1, Form.NDS, Feature.SSE2),
    PSUBD("psubd", 1, 1, 0xfa, 0, -1, Form.NDS, Feature.SSE2),
    PSUBQ("psubq", 1, 1, 0xfb, 0, -1, Form.NDS, Feature.SSE2),
    PADDB("paddb", 1, 1, 0xfc, 0, -1, Form.NDS, Feature.SSE2),
    PADDW("paddw", 1, 1, 0xfd, 0, -1, Form.NDS, Feature.SSE2),
    PADDD("paddd", 1, 1, 0xfe, 0, -1, Form.NDS, Feature.SSE2),
    UNPCKLPS("unpcklps", 0, 1, 0x14, 0, -1, Form.NDS, Feature.SSE2),
    UNPCKHPS("unpckhps", 0, 1, 0x15, 0, -1, Form.NDS, Feature.SSE2),
    UNPCKLPD("unpcklpd", 1, 1, 0x14, 0, -1, Form.NDS, Feature.SSE2),
    UNPCKHPD("unpckhpd", 1, 1, 0x15, 0, -1, Form.NDS, Feature.SSE2),
    PSHUFD("pshufd", 1, 1, 0x70, 0, -1, Form.UNARY_IMM, Feature.SSE2),
    PSHUFHW("pshufhw", 2, 1, 0x70, 0, -1, Form.UNARY_IMM, Feature.SSE2),
    PSHUFLW("pshuflw", 3, 1, 0x70, 0, -1, Form.UNARY_IMM, Feature.SSE2),
    SHUFPS("shufps", 0, 1, 0xc6, 0, -1, Form.NDS_IMM, Feature.SSE2),
    SHUFPD("shufpd", 1, 1, 0xc6, 0, -1, Form.NDS_IMM, Feature.SSE2),
    PSRLW_IMM("psrlw", 1, 1, 0x71, 0, 2, Form.SHIFT_IMM, Feature.SSE2),
    PSRAW_IMM("psraw", 1, 1, 0x71, 0, 4, Form.SHIFT_IMM, Feature.SSE2),
    PSLLW_IMM("psllw", 1, 1, 0x71, 0, 6, Form.SHIFT_IMM, Feature.SSE2),
    PSRLD_IMM("psrld", 1, 1, 0x72, 0, 2, Form.SHIFT_IMM, Feature.SSE2),
    PSRAD_IMM("psrad", 1, 1, 0x72, 0, 4, Form.SHIFT_IMM, Feature.SSE2),
    PSLLD_IMM("pslld", 1, 1, 0x72, 0, 6, Form.SHIFT_IMM, Feature.SSE2),
    PSRLQ_IMM("psrlq", 1, 1, 0x73, 0, 2, Form.SHIFT_IMM, Feature.SSE2),
    PSLLQ_IMM("psllq", 1, 1, 0x73, 0, 6, Form.SHIFT_IMM, Feature.SSE2),
    PSRLDQ_IMM("psrldq", 1, 1, 0x73, 0, 3, Form.SHIFT_IMM, Feature.SSE2),
    PSLLDQ_IMM("pslldq", 1, 1, 0x73, 0, 7, Form.SHIFT_IMM, Feature.SSE2),
    PSHUFB("pshufb", 1, 2, 0x00, 0, -1, Form.NDS, Feature.SSSE3),
    PHADDW("phaddw", 1, 2, 0x01, 0, -1, Form.NDS, Feature.SSSE3),
    PHADDD("phaddd", 1, 2, 0x02, 0, -1, Form.NDS, Feature.SSSE3),
    PMADDUBSW("pmaddubsw", 1, 2, 0x04, 0, -1, Form.NDS, Feature.SSSE3),
    PMULHRSW("pmulhrsw", 1, 2, 0x0b, 0, -1, Form.NDS, Feature.SSSE3),
    PABSB("pabsb", 1, 2, 0x1c, 0, -1, Form.UNARY, Feature.SSSE3),
    PABSW("pabsw", 1, 2, 0x1d, 0, -1, Form.UNARY, Feature.SSSE3),
    PABSD("pabsd", 1, 2, 0x1e, 0, -1, Form.UNARY, Feature.SSSE3),
    PALIGNR("palignr", 1, 3, 0x0f, 0, -1, Form.NDS_IMM, Feature.SSSE3),
    PMULDQ("pmuldq", 1, 2, 0x28, 0, -1, Form.NDS, Feature.SSE4_1),
    PCMPEQQ("pcmpeqq", 1, 2, 0x29, 0, -1, Form.NDS, Feature.SSE4_1),
    PACKUSDW("packusdw", 1, 2, 0x2b, 0, -1, Form.NDS, Feature.SSE4_1),
    PMINSB("pminsb", 1, 2, 0x38, 0, -1, Form.NDS, Feature.SSE4_1),
    PMINSD("pminsd", 1, 2, 0x39, 0, -1, Form.NDS, Feature.SSE4_1),
    PMINUW("pminuw", 1, 2, 0x3a, 0, -1, Form.NDS, Feature.SSE4_1),
    PMINUD("pminud", 1, 2, 0x3b, 0, -1, Form.NDS, Feature.SSE4_1),
    PMAXSB("pmaxsb", 1, 2, 0x3c, 0, -1, Form.NDS, Feature.SSE4_1),
    PMAXSD("pmaxsd", 1, 2, 0x3d, 0, -1, Form.NDS, Feature.SSE4_1),
    PMAXUW("pmaxuw", 1, 2, 0x3e, 0, -1, Form.NDS, Feature.SSE4_1),
    PMAXUD("pmaxud", 1, 2, 0x3f, 0, -1, Form.NDS, Feature.SSE4_1),
    PMULLD("pmulld", 1, 2, 0x40, 0, -1, Form.NDS, Feature.SSE4_1),
    PMOVSXBW("pmovsxbw", 1, 2, 0x20, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVSXBD("pmovsxbd", 1, 2, 0x21, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVSXWD("pmovsxwd", 1, 2, 0x23, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVSXDQ("pmovsxdq", 1, 2, 0x25, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVZXBW("pmovzxbw", 1, 2, 0x30, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVZXBD("pmovzxbd", 1, 2, 0x31, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVZXWD("pmovzxwd", 1, 2, 0x33, 0, -1, Form.UNARY, Feature.SSE4_1),
    PMOVZXDQ("pmovzxdq", 1, 2, 0x35, 0, -1, Form.UNARY, Feature.SSE4_1),
    PTEST("ptest", 1, 2, 0x17, 0, -1, Form.UNARY, Feature.SSE4_1),
    PCMPGTQ("pcmpgtq", 1, 2, 0x37, 0, -1, Form.NDS, Feature.SSE4_2),
    PBLENDVB("pblendvb", 1, 2, 0x10, 0, -1, Form.BLEND, Feature.SSE4_1),
    BLENDVPS("blendvps", 1, 2, 0x14, 0, -1, Form.BLEND, Feature.SSE4_1),
    BLENDVPD("blendvpd", 1, 2, 0x15, 0, -1, Form.BLEND, Feature.SSE4_1),
    BLENDPS("blendps", 1, 3, 0x0c, 0, -1, Form.NDS_IMM, Feature.SSE4_1),
    BLENDPD("blendpd", 1, 3, 0x0d, 0, -1, Form.NDS_IMM, Feature.SSE4_1),
    PBLENDW("pblendw", 1, 3, 0x0e, 0, -1, Form.NDS_IMM, Feature.SSE4_1),
    INSERTPS("insertps", 1, 3, 0x21, 0, -1, Form.NDS_IMM, Feature.SSE4_1),
    PEXTRB("pextrb", 1, 3, 0x14, 0, -1, Form.TO_RM_IMM, Feature.SSE4_1),
    PEXTRW("pextrw", 1, 3, 0x15, 0, -1, Form.TO_RM_IMM, Feature.SSE4_1),
    PEXTRD("pextrd", 1, 3, 0x16, 0, -1, Form.TO_RM_IMM, Feature.SSE4_1),
    PEXTRQ("pextrq", 1, 3, 0x16, 1, -1, Form.TO_RM_IMM, Feature.SSE4_1),
    EXTRACTPS("extractps", 1, 3, 0x17, 0, -1, Form.TO_RM_IMM, Feature.SSE4_1),
    PINSRB("pinsrb", 1, 3, 0x20, 0, -1, Form.FROM_RM_IMM, Feature.SSE4_1),
    PINSRW("pinsrw", 1, 1, 0xc4, 0, -1, Form.FROM_RM_IMM, Feature.SSE2),
    PINSRD("pinsrd", 1, 3, 0x22, 0, -1, Form.FROM_RM_IMM, Feature.SSE4_1),
    PINSRQ("pinsrq", 1, 3, 0x22, 1, -1, Form.FROM_RM_IMM, Feature.SSE4_1),
    VPBROADCASTB("vpbroadcastb", 1, 2, 0x78, 0, -1, Form.VEX_UNARY, Feature.AVX2),
    VPBROADCASTW("vpbroadcastw", 1, 2, 0x79, 0, -1, Form.VEX_UNARY, Feature.AVX2),
    VPBROADCASTD("vpbroadcastd", 1, 2, 0x58, 0, -1, Form.VEX_UNARY, Feature.AVX2),
    VPBROADCASTQ("vpbroadcastq", 1, 2, 0x59, 0, -1, Form.VEX_UNARY, Feature.AVX2),
    VBROADCASTSS("vbroadcastss", 1, 2, 0x18, 0, -1, Form.VEX_LOAD, Feature.AVX),
    VFMADD213PS("vfmadd213ps", 1, 2, 0xa8, 0, -1, Form.VEX_NDS, Feature.FMA),
    VFMADD213PD("vfmadd213pd", 1, 2, 0xa8, 1, -1, Form.VEX_NDS, Feature.FMA),
    VFMADD231PS("vfmadd231ps", 1, 2, 0xb8, 0, -1, Form.VEX_NDS, Feature.FMA),
    VFMADD231PD("vfmadd231pd", 1, 2, 0xb8, 1, -1, Form.VEX_NDS, Feature.FMA),
    VFNMADD213PS("vfnmadd213ps", 1, 2, 0xac, 0, -1, Form.VEX_NDS, Feature.FMA),
    VFNMADD213PD("vfnmadd213pd", 1, 2, 0xac, 1, -1, Form.VEX_NDS, Feature.FMA),
    VFNMADD231PS("vfnmadd231ps", 1, 2, 0xbc, 0, -1, Form.VEX_NDS, Feature.FMA),
    VFNMADD231PD("vfnmadd231pd", 1, 2, 0xbc, 1, -1, Form.VEX_NDS, Feature.FMA),
    VPSRAVD("vpsravd", 1, 2, 0x46, 0, -1, Form.VEX_NDS, Feature.AVX2),
    VPSLLVD("vpsllvd", 1, 2, 0x47, 0, -1, Form.VEX_NDS, Feature.AVX2),
    VPSRLVD("vpsrlvd", 1, 2, 0x45, 0, -1, Form.VEX_NDS, Feature.AVX2);

    /** The operands of an instruction, destination first. A memory operand can stand where {@code rm} is said. */
    public enum Form {
        /** xmm, xmm, rm: the legacy form overwrites its first source. */
        NDS,
        /** xmm, xmm, xmm. */
        NDS_REG,
        NDS_IMM,
        /** xmm, rm. */
        UNARY,
        UNARY_IMM,
        /** xmm, memory. */
        LOAD,
        /** memory, xmm. */
        STORE,
        /** xmm, general register or memory. */
        FROM_GPR,
        /** xmm, xmm, general register or memory: the other lanes come from the first source. */
        FROM_GPR_NDS,
        /** general register, xmm. */
        TO_GPR,
        /** general register or memory, xmm. */
        TO_RM,
        /** general register or memory, xmm, lane. */
        TO_RM_IMM,
        /** xmm, xmm, general register or memory, lane. */
        FROM_RM_IMM,
        /** xmm, xmm, count. */
        SHIFT_IMM,
        /** xmm, xmm, rm, mask: the legacy form has its mask in xmm0. */
        BLEND,
        /** As {@link #NDS}, without a legacy form. */
        VEX_NDS,
        /** As {@link #UNARY}, without a legacy form. */
        VEX_UNARY,
        /** As {@link #LOAD}, without a legacy form. */
        VEX_LOAD
    }

    /** Processor features beyond the base of x86-64. */
    public enum Feature {
        SSE2,
        SSE3,
        SSSE3,
        SSE4_1,
        SSE4_2,
        AVX,
        AVX2,
        FMA
    }

    private final String mnemonic;
    final int prefix;
    final int map;
    final int opcode;
    final int w;
    final int extension;
    private final Form form;
    private final Feature feature;
    /** Prefix, escape and opcode as {@link Encoder} wants them for the legacy form. */
    final int legacy;

    VectorOp(String mnemonic, int prefix, int map, int opcode, int w, int extension, Form form, Feature feature) {
        this.mnemonic = mnemonic;
        this.prefix = prefix;
        this.map = map;
        this.opcode = opcode;
        this.w = w;
        this.extension = extension;
        this.form = form;
        this.feature = feature;
        int escape = map == 1 ? 0x0f00 : map == 2 ? 0x0f3800 : 0x0f3a00;
        int mandatory = prefix == 0 ? 0 : prefix == 1 ? 0x66 : prefix == 2 ? 0xf3 : 0xf2;
        this.legacy = (mandatory << (map == 1 ? 16 : 24)) | escape | opcode;
    }

    public String mnemonic() {
        return mnemonic;
    }

    public Form form() {
        return form;
    }

    /** What the legacy form needs; for rows without one, what the VEX form needs. */
    public Feature feature() {
        return feature;
    }

    public boolean hasLegacyForm() {
        return form != Form.VEX_NDS && form != Form.VEX_UNARY && form != Form.VEX_LOAD;
    }
}
