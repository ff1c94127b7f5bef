// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.instruction;

import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.optimizing.x64.lir.Operand;
import org.jspecify.annotations.Nullable;

/** Writes a register or immediate to memory, or combines it with what is there ({@code add [m], r} and its like). */
public final class Store extends X64Instruction {
    private final IntegerOp op;
    private final @Nullable VectorOp vectorOp;
    private final int bits;
    private final Address address;
    private final boolean immediate;
    private final int value;

    private Store(
            IntegerOp op,
            @Nullable VectorOp vectorOp,
            int bits,
            Address address,
            boolean immediate,
            int value,
            int... operands) {
        super(with(Source.of(address), 0, false, operands));
        this.op = op;
        this.vectorOp = vectorOp;
        this.bits = bits;
        this.address = address;
        this.immediate = immediate;
        this.value = value;
    }

    /** @param op {@code MOV}, or what combines */
    public static Store register(IntegerOp op, int bits, Address address, int from) {
        return new Store(op, null, bits, address, false, 0, Operand.use(from));
    }

    public static Store immediate(IntegerOp op, int bits, Address address, int value) {
        return new Store(op, null, bits, address, true, value);
    }

    public static Store vector(VectorOp op, Address address, int from) {
        return new Store(IntegerOp.MOV, op, 0, address, false, 0, Operand.use(from));
    }

    @Override
    protected void emit(CodeEmitter code) {
        Address.Place place = address.prepare(code, this, 0);
        address.access(code);
        if (vectorOp != null) {
            code.assembler()
                    .mx(
                            vectorOp,
                            place.base(),
                            place.index(),
                            place.scale(),
                            place.displacement(),
                            register(operandCount() - 1));
        } else if (immediate) {
            code.assembler()
                    .mi(op, bits, place.base(), place.index(), place.scale(), place.displacement(), value);
        } else {
            code.assembler()
                    .mr(
                            op,
                            bits,
                            place.base(),
                            place.index(),
                            place.scale(),
                            place.displacement(),
                            register(operandCount() - 1));
        }
    }

    @Override
    public String name() {
        String what = vectorOp != null ? vectorOp.mnemonic() : op.mnemonic() + bits;
        return what + " " + address + (immediate ? " <- " + value : "");
    }
}
