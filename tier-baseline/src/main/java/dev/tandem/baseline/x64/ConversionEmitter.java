// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.baseline.x64.FloatEmitter.number;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.nativex64.sequence.FloatSequences;
import dev.tandem.ir.nativex64.sequence.Truncations;

/** Conversions between integers and floats. */
final class ConversionEmitter {
    private final Emission emission;
    private final Assembler masm;
    private final Values values;
    private final FloatSequences floats;
    private final Truncations truncations;

    ConversionEmitter(Emission emission) {
        this.emission = emission;
        this.masm = emission.masm;
        this.values = emission.values;
        this.floats = new FloatSequences(masm);
        this.truncations = new Truncations(masm);
    }

    /** @param bits of the signed integer that is converted: 64 for an unsigned i32, too */
    void fromInteger(int kind, int bits) {
        int from = values.popRegister();
        int to = values.allocateVector();
        floats.fromInteger(kind == Values.F32, bits, number(to), from);
        values.pushRegister(kind, to);
    }

    void fromUnsignedLong(int kind) {
        int from = values.popRegister();
        int to = values.allocateVector();
        floats.fromUnsignedLong(kind == Values.F32, number(to), from, values.allocateGpr());
        values.pushRegister(kind, to);
    }

    /** Float to integer bits. */
    void toBits(int resultKind) {
        int from = values.popRegister();
        int to = values.allocateGpr();
        masm.rx(resultKind == Values.I32 ? VectorOp.MOVD_TO : VectorOp.MOVQ_TO, to, number(from));
        values.pushRegister(resultKind, to);
    }

    void fromBits(int resultKind) {
        int from = values.popRegister();
        int to = values.allocateVector();
        masm.xx(resultKind == Values.F32 ? VectorOp.MOVD_FROM : VectorOp.MOVQ_FROM, number(to), from);
        values.pushRegister(resultKind, to);
    }

    void truncate(Opcode op, int resultKind) {
        int from = number(values.popRegister());
        int to = values.allocateGpr();
        Label back = new Label();
        Label slow = emission.outOfLine.add(
                offset -> truncations.slow(op, to, from, back, () -> emission.callSite(offset)));
        truncations.fast(op, to, from, slow);
        masm.bind(back);
        values.pushRegister(resultKind, to);
    }
}
