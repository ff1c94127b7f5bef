// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

/**
 * The general-register instructions. A row says how each of its operand forms is encoded; {@code -1} means that the form does not exist.
 * Opcodes above 0xff carry their escape: {@code 0x0fxx}, {@code 0x0f38xx}; {@code 0xf3......} and {@code 0x66......} a mandatory prefix.
 *
 * <p>Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
 */
public enum IntegerOp {
    // mnemonic: reg<-rm, rm<-reg, imm opcode (imm32), imm8 opcode, extension of the immediate or single-operand form
    ADD("add", 0x03, 0x01, 0x81, 0x83, 0),
    OR("or", 0x0b, 0x09, 0x81, 0x83, 1),
    ADC("adc", 0x13, 0x11, 0x81, 0x83, 2),
    SBB("sbb", 0x1b, 0x19, 0x81, 0x83, 3),
    AND("and", 0x23, 0x21, 0x81, 0x83, 4),
    SUB("sub", 0x2b, 0x29, 0x81, 0x83, 5),
    XOR("xor", 0x33, 0x31, 0x81, 0x83, 6),
    CMP("cmp", 0x3b, 0x39, 0x81, 0x83, 7),
    TEST("test", 0x85, 0x85, 0xf7, -1, 0),
    MOV("mov", 0x8b, 0x89, 0xc7, -1, 0),
    XCHG("xchg", 0x87, 0x87, -1, -1, -1),
    XADD("xadd", -1, 0x0fc1, -1, -1, -1),
    CMPXCHG("cmpxchg", -1, 0x0fb1, -1, -1, -1),
    LEA("lea", 0x8d, -1, -1, -1, -1),
    IMUL("imul", 0x0faf, -1, 0x69, 0x6b, -1),
    MOVZX8("movzx", 0x0fb6, -1, -1, -1, -1),
    MOVZX16("movzx", 0x0fb7, -1, -1, -1, -1),
    MOVSX8("movsx", 0x0fbe, -1, -1, -1, -1),
    MOVSX16("movsx", 0x0fbf, -1, -1, -1, -1),
    MOVSXD("movsxd", 0x63, -1, -1, -1, -1),
    BSF("bsf", 0x0fbc, -1, -1, -1, -1),
    BSR("bsr", 0x0fbd, -1, -1, -1, -1),
    TZCNT("tzcnt", 0xf30fbc, -1, -1, -1, -1),
    LZCNT("lzcnt", 0xf30fbd, -1, -1, -1, -1),
    POPCNT("popcnt", 0xf30fb8, -1, -1, -1, -1),
    BT("bt", -1, 0x0fa3, -1, 0x0fba, 4),
    // One operand
    NOT("not", -1, -1, 0xf7, -1, 2),
    NEG("neg", -1, -1, 0xf7, -1, 3),
    MUL("mul", -1, -1, 0xf7, -1, 4),
    IMUL1("imul", -1, -1, 0xf7, -1, 5),
    DIV("div", -1, -1, 0xf7, -1, 6),
    IDIV("idiv", -1, -1, 0xf7, -1, 7),
    INC("inc", -1, -1, 0xff, -1, 0),
    DEC("dec", -1, -1, 0xff, -1, 1),
    // Shifts: by an immediate (imm8 opcode) or by cl (imm32 column)
    ROL("rol", -1, -1, 0xd3, 0xc1, 0),
    ROR("ror", -1, -1, 0xd3, 0xc1, 1),
    SHL("shl", -1, -1, 0xd3, 0xc1, 4),
    SHR("shr", -1, -1, 0xd3, 0xc1, 5),
    SAR("sar", -1, -1, 0xd3, 0xc1, 7);

    private final String mnemonic;
    final int load;
    final int store;
    final int immediate;
    final int shortImmediate;
    final int extension;

    IntegerOp(String mnemonic, int load, int store, int immediate, int shortImmediate, int extension) {
        this.mnemonic = mnemonic;
        this.load = load;
        this.store = store;
        this.immediate = immediate;
        this.shortImmediate = shortImmediate;
        this.extension = extension;
    }

    public String mnemonic() {
        return mnemonic;
    }
}
