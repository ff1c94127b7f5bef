// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import java.util.ArrayList;
import java.util.List;

/** Every row of the instruction table with the corners of its operands: the text for an independent assembler, and our bytes. */
final class EncodingCases {
    record Case(String text, byte[] bytes) {}

    private record Memory(int base, int index, int scale, int displacement) {
        String text(int bits) {
            StringBuilder text = new StringBuilder(size(bits)).append(" ptr [");
            if (base != Encoder.NONE) {
                text.append(Gpr.name(base, 64));
            }
            if (index != Encoder.NONE) {
                text.append(base == Encoder.NONE ? "" : "+").append(Gpr.name(index, 64)).append('*').append(1 << scale);
            }
            if (base == Encoder.NONE && index == Encoder.NONE) {
                return text.insert(text.length() - 1, "ds:").append(displacement).append(']').toString();
            }
            return text.append(displacement < 0 ? "" : "+").append(displacement).append(']').toString();
        }

        private static String size(int bits) {
            return switch (bits) {
                case 8 -> "byte";
                case 16 -> "word";
                case 32 -> "dword";
                case 64 -> "qword";
                default -> "xmmword";
            };
        }
    }

    private static final int[] REGISTERS = {0, 1, 4, 5, 7, 8, 12, 13, 15};
    private static final Memory[] MEMORIES = memories();

    private final List<Case> cases = new ArrayList<>();

    private static Memory[] memories() {
        List<Memory> all = new ArrayList<>();
        int[] displacements = {0, 1, 127, 128, -128, -129, 0x7fff_ffff};
        for (int base : new int[] {0, 4, 5, 8, 12, 13, 15}) {
            for (int displacement : displacements) {
                all.add(new Memory(base, Encoder.NONE, 0, displacement));
            }
            for (int index : new int[] {0, 5, 9, 12, 13}) {
                all.add(new Memory(base, index, index & 3, 0));
                all.add(new Memory(base, index, 3, -5));
                all.add(new Memory(base, index, 1, 0x12345));
            }
        }
        all.add(new Memory(Encoder.NONE, 9, 2, 64));
        all.add(new Memory(Encoder.NONE, 5, 3, 0));
        return all.toArray(Memory[]::new);
    }

    static List<Case> all() {
        EncodingCases made = new EncodingCases();
        made.integers();
        made.miscellaneous();
        made.vectors(false);
        made.vectors(true);
        return made.cases;
    }

    private interface Emission {
        void emit(Assembler assembler);
    }

    private void add(String text, boolean avx, Emission emission) {
        Assembler assembler = new Assembler(avx);
        emission.emit(assembler);
        cases.add(new Case(text, assembler.toByteArray()));
    }

    private void add(String text, Emission emission) {
        add(text, true, emission);
    }

    private static String r(int register, int bits) {
        return Gpr.name(register, bits);
    }

    private static String x(int register) {
        return "xmm" + register;
    }

    /** What the source of an extension is wide. */
    private static int sourceBits(IntegerOp op, int bits) {
        return switch (op) {
            case MOVZX8, MOVSX8 -> 8;
            case MOVZX16, MOVSX16 -> 16;
            case MOVSXD -> 32;
            default -> bits;
        };
    }

    private static int[] sizes(IntegerOp op) {
        return switch (op) {
            case LEA, IMUL, BT, MOVZX8, MOVZX16, MOVSX8, MOVSX16, BSF, BSR, TZCNT, LZCNT, POPCNT -> new int[] {32, 64};
            case MOVSXD -> new int[] {64};
            default -> new int[] {8, 16, 32, 64};
        };
    }

    private void integers() {
        for (IntegerOp op : IntegerOp.values()) {
            for (int bits : sizes(op)) {
                registers(op, bits);
                memory(op, bits);
                immediates(op, bits);
            }
        }
    }

    private void registers(IntegerOp op, int bits) {
        if (op == IntegerOp.LEA || (op.load < 0 && op.store < 0)) {
            return;
        }
        String hint = op.load >= 0 && op.store >= 0 && op.load != op.store ? "{load} " : "";
        for (int a : REGISTERS) {
            for (int b : REGISTERS) {
                String operands = op == IntegerOp.TEST || op == IntegerOp.XCHG
                        ? r(b, bits) + ", " + r(a, bits)
                        : r(a, bits) + ", " + r(b, sourceBits(op, bits));
                boolean accumulator = op == IntegerOp.XCHG && (a == 0 || b == 0); // has a shorter form of its own
                if (!accumulator) {
                    add(hint + op.mnemonic() + " " + operands, asm -> asm.rr(op, bits, a, b));
                }
            }
        }
    }

    private void memory(IntegerOp op, int bits) {
        for (int i = 0; i < MEMORIES.length; i++) {
            Memory m = MEMORIES[i];
            int a = REGISTERS[i % REGISTERS.length];
            if (op.load >= 0 && op != IntegerOp.TEST && op != IntegerOp.XCHG) {
                add(
                        op.mnemonic() + " " + r(a, bits) + ", " + m.text(sourceBits(op, bits)),
                        asm -> asm.rm(op, bits, a, m.base, m.index, m.scale, m.displacement));
            }
            if (op.store >= 0) {
                add(
                        op.mnemonic() + " " + m.text(bits) + ", " + r(a, bits),
                        asm -> asm.mr(op, bits, m.base, m.index, m.scale, m.displacement, a));
            }
            if (op == IntegerOp.XADD || op == IntegerOp.CMPXCHG) {
                add(
                        "lock " + op.mnemonic() + " " + m.text(bits) + ", " + r(a, bits),
                        asm -> asm.lock(op, bits, m.base, m.index, m.scale, m.displacement, a));
            }
        }
    }

    private void immediates(IntegerOp op, int bits) {
        boolean shift = op.immediate == 0xd3;
        for (int a : REGISTERS) {
            if (shift) {
                add(op.mnemonic() + " " + r(a, bits) + ", cl", asm -> asm.r(op, bits, a));
                add(op.mnemonic() + " " + r(a, bits) + ", 7", asm -> asm.shift(op, bits, a, 7));
            } else if (op == IntegerOp.BT) {
                add("bt " + r(a, bits) + ", 29", asm -> asm.shift(op, bits, a, 29));
            } else if (op == IntegerOp.IMUL) {
                for (int value : new int[] {3, -128, 128, 0x12345678}) {
                    add("imul " + r(a, bits) + ", " + r(12, bits) + ", " + value, asm -> asm.imul(bits, a, 12, value));
                }
            } else if (op.immediate >= 0 && (op.immediate & 0xf7) == 0xf7 && op != IntegerOp.TEST) {
                add(op.mnemonic() + " " + r(a, bits), asm -> asm.r(op, bits, a));
            } else if (op.immediate >= 0) {
                constants(op, bits, a);
            }
        }
    }

    private void constants(IntegerOp op, int bits, int a) {
        int[] values = bits == 8 ? new int[] {0, 5, -128, 127} : bits == 16 ? new int[] {1, 200} : new int[] {
            0, 1, 127, -128, 128, -129, 0x7fff_ffff, Integer.MIN_VALUE
        };
        for (int value : values) {
            boolean accumulator = a == 0 && (bits == 8 || value != (byte) value || op == IntegerOp.TEST);
            boolean shorterMove = op == IntegerOp.MOV && bits != 64;
            if (!shorterMove && !accumulator) { // those have shorter forms of their own
                add(op.mnemonic() + " " + r(a, bits) + ", " + value, asm -> asm.ri(op, bits, a, value));
            }
            Memory m = MEMORIES[(a * 31 + Math.floorMod(value, 97)) % MEMORIES.length];
            add(
                    op.mnemonic() + " " + m.text(bits) + ", " + value,
                    asm -> asm.mi(op, bits, m.base, m.index, m.scale, m.displacement, value));
        }
    }

    private void miscellaneous() {
        for (int a : REGISTERS) {
            add("push " + r(a, 64), asm -> asm.push(a));
            add("pop " + r(a, 64), asm -> asm.pop(a));
            add("bswap " + r(a, 32), asm -> asm.bswap(32, a));
            add("bswap " + r(a, 64), asm -> asm.bswap(64, a));
            add("rorx " + r(a, 32) + ", r9d, 7", asm -> asm.rorx(32, a, 9, 7));
            add("rorx " + r(a, 64) + ", rcx, 41", asm -> asm.rorx(64, a, 1, 41));
            add("call " + r(a, 64), asm -> asm.callRegister(a));
            add("jmp " + r(a, 64), asm -> asm.jmpRegister(a));
            add("mov " + r(a, 32) + ", 5", asm -> asm.mov(a, 5));
            add("mov " + r(a, 32) + ", 0xffffffff", asm -> asm.mov(a, 0xffff_ffffL));
            add("mov " + r(a, 64) + ", -5", asm -> asm.mov(a, -5));
            add("movabs " + r(a, 64) + ", 0x123456789abcdef0", asm -> asm.mov(a, 0x123456789abcdef0L));
            for (Condition condition : Condition.values()) {
                add("set" + condition.suffix() + " " + r(a, 8), asm -> asm.set(condition, a));
                add("cmov" + condition.suffix() + " " + r(a, 64) + ", r9", asm -> asm.cmov(condition, 64, a, 9));
                add("cmov" + condition.suffix() + " " + r(a, 32) + ", ecx", asm -> asm.cmov(condition, 32, a, 1));
            }
        }
        for (Memory m : MEMORIES) {
            add("call " + m.text(64), asm -> asm.callMemory(m.base, m.index, m.scale, m.displacement));
            add("jmp " + m.text(64), asm -> asm.jmpMemory(m.base, m.index, m.scale, m.displacement));
        }
        add("cdq", asm -> asm.signExtendAccumulator(32));
        add("cqo", asm -> asm.signExtendAccumulator(64));
        add("ret", Assembler::ret);
        add("ud2", Assembler::ud2);
        add("mfence", Assembler::mfence);
        add("cpuid", Assembler::cpuid);
        add("xgetbv", Assembler::xgetbv);
    }

    private void vectors(boolean avx) {
        for (VectorOp op : VectorOp.values()) {
            if (avx || op.hasLegacyForm()) {
                vectorRegisters(op, avx);
                vectorMemory(op, avx);
            }
        }
    }

    private static String name(VectorOp op, boolean avx) {
        return avx && op.hasLegacyForm() ? "v" + op.mnemonic() : op.mnemonic();
    }

    private static String generalRegister(VectorOp op, int register) {
        return r(register, op.w == 1 ? 64 : 32);
    }

    private void vectorRegisters(VectorOp op, boolean avx) {
        String n = name(op, avx) + " ";
        for (int a : REGISTERS) {
            for (int b : REGISTERS) {
                int first = avx ? 15 - a : a;
                String two = x(a) + ", " + (avx ? x(first) + ", " : "");
                switch (op.form()) {
                    case NDS, NDS_REG, VEX_NDS ->
                        add("{load} " + n + two + x(b), avx, asm -> asm.xxx(op, a, first, b));
                    case NDS_IMM -> add(n + two + x(b) + ", 3", avx, asm -> asm.xxxi(op, a, first, b, 3));
                    case UNARY, VEX_UNARY -> add("{load} " + n + x(a) + ", " + x(b), avx, asm -> asm.xx(op, a, b));
                    case UNARY_IMM -> add(n + x(a) + ", " + x(b) + ", 3", avx, asm -> asm.xxi(op, a, b, 3));
                    case FROM_GPR -> add(n + x(a) + ", " + generalRegister(op, b), avx, asm -> asm.xx(op, a, b));
                    case FROM_GPR_NDS ->
                        add(n + two + generalRegister(op, b), avx, asm -> asm.xxx(op, a, first, b));
                    case TO_GPR -> add(n + generalRegister(op, a) + ", " + x(b), avx, asm -> asm.xx(op, a, b));
                    case TO_RM -> add(n + generalRegister(op, a) + ", " + x(b), avx, asm -> asm.rx(op, a, b));
                    case TO_RM_IMM -> {
                        if (op != VectorOp.PEXTRW) { // whose register form is another, older opcode
                            add(n + generalRegister(op, a) + ", " + x(b) + ", 1", avx, asm -> asm.rxi(op, a, b, 1));
                        }
                    }
                    case FROM_RM_IMM ->
                        add(n + two + generalRegister(op, b) + ", 1", avx, asm -> asm.xxxi(op, a, first, b, 1));
                    case SHIFT_IMM ->
                        add(n + x(a) + (avx ? ", " + x(b) : "") + ", 9", avx, asm -> asm.xshift(op, a, avx ? b : a, 9));
                    case BLEND ->
                        add(
                                n + two + x(b) + ", " + x(avx ? 5 : 0),
                                avx,
                                asm -> asm.blend(op, a, first, b, avx ? 5 : 0));
                    case LOAD, STORE, VEX_LOAD -> {}
                }
            }
        }
    }

    /** How much memory the instruction reads or writes, in bits. */
    private static int memoryBits(VectorOp op) {
        String n = op.mnemonic();
        return switch (op) {
            case MOVQ, MOVDDUP, CVTPS2PD, CVTDQ2PD, MOVHPS_STORE, MOVLPS_STORE, VPBROADCASTQ -> 64;
            case PMOVSXBW, PMOVSXWD, PMOVSXDQ, PMOVZXBW, PMOVZXWD, PMOVZXDQ -> 64;
            case PMOVSXBD, PMOVZXBD, INSERTPS, EXTRACTPS, VPBROADCASTD, VBROADCASTSS -> 32;
            case PEXTRB, PINSRB, VPBROADCASTB -> 8;
            case PEXTRW, PINSRW, VPBROADCASTW -> 16;
            case PEXTRD, PINSRD, MOVD_FROM, MOVD_TO -> 32;
            case PEXTRQ, PINSRQ, MOVQ_FROM, MOVQ_TO -> 64;
            case CVTSS2SD, UCOMISS, MOVSS_LOAD, MOVSS_STORE -> 32;
            case CVTSD2SS, UCOMISD, MOVSD_LOAD, MOVSD_STORE -> 64;
            case CVTSI2SS, CVTSI2SD -> 32;
            case CVTSI2SS_64, CVTSI2SD_64 -> 64;
            case CVTTSS2SI, CVTTSS2SI_64 -> 32;
            case CVTTSD2SI, CVTTSD2SI_64 -> 64;
            default -> n.endsWith("ss") && !n.startsWith("p") ? 32 : n.endsWith("sd") && !n.startsWith("p") ? 64 : 128;
        };
    }

    private void vectorMemory(VectorOp op, boolean avx) {
        String n = name(op, avx) + " ";
        boolean viaGeneral = op == VectorOp.MOVQ_FROM || op == VectorOp.MOVQ_TO; // assemblers prefer movq's other opcode
        for (int i = 0; i < MEMORIES.length && !viaGeneral; i++) {
            Memory m = MEMORIES[i];
            int a = REGISTERS[i % REGISTERS.length];
            int first = avx ? 15 - a : a;
            String two = x(a) + ", " + (avx ? x(first) + ", " : "");
            String memory = m.text(memoryBits(op));
            switch (op.form()) {
                case NDS, VEX_NDS, FROM_GPR_NDS ->
                    add(n + two + memory, avx, asm -> asm.xxm(op, a, first, m.base, m.index, m.scale, m.displacement));
                case NDS_IMM, FROM_RM_IMM ->
                    add(
                            n + two + memory + ", 3",
                            avx,
                            asm -> asm.xxmi(op, a, first, m.base, m.index, m.scale, m.displacement, 3));
                case UNARY, LOAD, VEX_UNARY, VEX_LOAD, FROM_GPR ->
                    add(n + x(a) + ", " + memory, avx, asm -> asm.xm(op, a, m.base, m.index, m.scale, m.displacement));
                case STORE, TO_RM ->
                    add(n + memory + ", " + x(a), avx, asm -> asm.mx(op, m.base, m.index, m.scale, m.displacement, a));
                case TO_RM_IMM ->
                    add(
                            n + memory + ", " + x(a) + ", 3",
                            avx,
                            asm -> asm.mxi(op, m.base, m.index, m.scale, m.displacement, a, 3));
                case NDS_REG, UNARY_IMM, TO_GPR, SHIFT_IMM, BLEND -> {}
            }
        }
    }
}
