// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.module.BranchHint;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;

/** What a {@link BodyVisitor} may ask of the decoder that drives it, during a call of one of its methods. */
public interface BodyState {
    WasmModule module();

    FunctionBody body();

    FunctionType functionType();

    /** Number of locals, parameters included. */
    int localCount();

    /** Type of the local with that index, parameters first. */
    ValueType localType(int index);

    /** Byte offset, relative to {@linkplain FunctionBody#offset() the body's}, of the instruction being visited. */
    int instructionOffset();

    /** Number of values on the operand stack <em>before</em> the instruction being visited pops anything. */
    int stackHeight();

    /**
     * Type of the operand at {@code depth} (0 is the top) <em>before</em> the instruction being visited pops anything. Never asked of a value
     * below the operands in reach; {@link ValueType#BOTTOM} cannot occur in reachable code.
     */
    ValueType operand(int depth);

    /** What a {@code metadata.code.branch_hint} custom section says of this {@code if} or {@code br_if}. */
    BranchHint branchHint();
}
