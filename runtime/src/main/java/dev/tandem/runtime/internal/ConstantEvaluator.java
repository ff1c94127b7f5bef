// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.body.ConstantExpressionDecoder;
import dev.tandem.decoder.body.NoVisitor;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.GlobalCell;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Runs the constant expressions of one instance: a small stack machine. After {@link #evaluate} the value is on top. */
final class ConstantEvaluator extends NoVisitor {
    private final WasmModule module;
    private final Context context;
    private final ConstantExpressionDecoder decoder;

    private long[] bits = new long[4];
    private long[] highBits = new long[4];
    private @Nullable Object[] references = new Object[4];
    private int depth;

    ConstantEvaluator(WasmModule module, Context context, DecoderOptions options) {
        this.module = module;
        this.context = context;
        this.decoder = new ConstantExpressionDecoder(options, ConstantEvaluator::ignore);
    }

    private static void ignore(int functionIndex) {}

    ConstantEvaluator evaluate(ConstantExpression expression, ValueType type) {
        depth = 0;
        decoder.decode(module, expression, type, this);
        return this;
    }

    long bits() {
        return bits[depth - 1];
    }

    @Nullable Object reference() {
        return references[depth - 1];
    }

    /** The value, into a global. */
    void store(GlobalCell cell) {
        ValueType type = cell.type().type();
        if (type.isReference()) {
            cell.setReference(reference());
            return;
        }
        cell.setBits(bits());
        if (type == ValueType.V128) {
            cell.setHighBits(highBits[depth - 1]);
        }
    }

    private void push(long low, long high, @Nullable Object reference) {
        if (depth == bits.length) {
            bits = Arrays.copyOf(bits, 2 * depth);
            highBits = Arrays.copyOf(highBits, 2 * depth);
            references = Arrays.copyOf(references, 2 * depth);
        }
        bits[depth] = low;
        highBits[depth] = high;
        references[depth++] = reference;
    }

    @Override
    public void i32Const(int value) {
        push(value & 0xffff_ffffL, 0, null);
    }

    @Override
    public void i64Const(long value) {
        push(value, 0, null);
    }

    @Override
    public void f32Const(int value) {
        push(value & 0xffff_ffffL, 0, null);
    }

    @Override
    public void f64Const(long value) {
        push(value, 0, null);
    }

    @Override
    public void v128Const(long low, long high) {
        push(low, high, null);
    }

    @Override
    public void globalGet(int index, ValueType type) {
        GlobalCell cell = context.globals[index];
        push(cell.bits(), cell.highBits(), type.isReference() ? cell.reference() : null);
    }

    @Override
    public void refNull(ValueType type) {
        push(0, 0, null);
    }

    @Override
    public void refFunc(int functionIndex) {
        push(0, 0, context.function(functionIndex));
    }

    @Override
    public void binary(Opcode op) {
        long right = bits[--depth];
        long left = bits[--depth];
        long result = switch (op) {
            case I32_ADD -> (left + right) & 0xffff_ffffL;
            case I32_SUB -> (left - right) & 0xffff_ffffL;
            case I32_MUL -> (left * right) & 0xffff_ffffL;
            case I64_ADD -> left + right;
            case I64_SUB -> left - right;
            case I64_MUL -> left * right;
            default -> throw new IllegalArgumentException("not constant: " + op);
        };
        push(result, 0, null);
    }

    private static CompilationException noObjects() {
        return new CompilationException("garbage-collected constants are not supported by this backend", -1);
    }

    @Override
    public void structNew(int typeIndex, boolean defaults) {
        throw noObjects();
    }

    @Override
    public void arrayNew(int typeIndex, boolean defaults) {
        throw noObjects();
    }

    @Override
    public void arrayNewFixed(int typeIndex, int size) {
        throw noObjects();
    }

    @Override
    public void refI31() {
        throw noObjects();
    }

    @Override
    public void anyConvertExtern() {
        throw noObjects();
    }

    @Override
    public void externConvertAny() {
        throw noObjects();
    }
}
