// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.evaluate;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.body.ConstantExpressionDecoder;
import dev.tandem.decoder.body.NoVisitor;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates constant expressions: numbers, references and globals. */
final class ConstantEvaluator extends NoVisitor {
    private final EvaluatedInstance instance;
    private final ConstantExpressionDecoder decoder = new ConstantExpressionDecoder(DecoderOptions.all(), function -> {});
    private final List<@Nullable Object> stack = new ArrayList<>();

    ConstantEvaluator(EvaluatedInstance instance) {
        this.instance = instance;
    }

    @Nullable Object evaluate(ConstantExpression expression, ValueType type) {
        stack.clear();
        decoder.decode(instance.module(), expression, type, this);
        return stack.getLast();
    }

    @Override
    public void i32Const(int value) {
        stack.add(Bits.ofInt(value));
    }

    @Override
    public void i64Const(long value) {
        stack.add(Bits.ofLong(value));
    }

    @Override
    public void f32Const(int bits) {
        stack.add(Bits.ofInt(bits));
    }

    @Override
    public void f64Const(long bits) {
        stack.add(Bits.ofLong(bits));
    }

    @Override
    public void v128Const(long low, long high) {
        stack.add(new Bits(low, high));
    }

    @Override
    public void refNull(ValueType type) {
        stack.add(null);
    }

    @Override
    public void refFunc(int functionIndex) {
        stack.add(instance.function(functionIndex));
    }

    @Override
    public void globalGet(int index, ValueType type) {
        stack.add(instance.global(index).get());
    }

    @Override
    public void binary(Opcode op) {
        Object right = stack.removeLast();
        Object left = stack.removeLast();
        if (left instanceof Bits a && right instanceof Bits b) {
            stack.add(Numerics.evaluate(op, a, b));
        }
    }
}
