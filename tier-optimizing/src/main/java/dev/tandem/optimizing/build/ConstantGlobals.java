// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.body.ConstantExpressionDecoder;
import dev.tandem.decoder.body.NoVisitor;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantDouble;
import dev.tandem.ir.graph.node.ConstantFloat;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.ConstantVector;
import org.jspecify.annotations.Nullable;

/** Finds globals that nobody ever sets, and among them those that every instance of the module initializes with the same number. */
final class ConstantGlobals {
    private final WasmModule module;
    /** Made late: most functions need none. */
    private @Nullable ConstantExpressionDecoder decoder;

    ConstantGlobals(WasmModule module) {
        this.module = module;
    }

    /** Whether the global always has its first value. */
    static boolean isConstant(WasmModule module, int globalIndex) {
        return !module.globals().get(globalIndex).mutable() || module.facts().isConstantGlobal(globalIndex);
    }

    /** The value of such a global, or null if it is no constant of the module. */
    @Nullable Constant of(int globalIndex, ValueType type) {
        int defined = globalIndex - module.importedGlobalCount();
        if (defined < 0 || type.isReference()) {
            return null;
        }
        OneConstant visitor = new OneConstant();
        if (decoder == null) {
            decoder = new ConstantExpressionDecoder(DecoderOptions.all(), function -> {});
        }
        decoder.decode(module, module.definedGlobals().get(defined).initializer(), type, visitor);
        return visitor.found;
    }

    /** Remembers a constant, unless there is anything else. */
    private static final class OneConstant extends NoVisitor {
        private @Nullable Constant found;
        private boolean isMore;

        private void set(@Nullable Constant constant) {
            isMore |= found != null || constant == null;
            found = isMore ? null : constant;
        }

        @Override
        public void i32Const(int value) {
            set(new ConstantInt(value));
        }

        @Override
        public void i64Const(long value) {
            set(new ConstantLong(value));
        }

        @Override
        public void f32Const(int bits) {
            set(new ConstantFloat(bits));
        }

        @Override
        public void f64Const(long bits) {
            set(new ConstantDouble(bits));
        }

        @Override
        public void v128Const(long low, long high) {
            set(new ConstantVector(low, high));
        }

        @Override
        public void globalGet(int index, ValueType type) {
            set(null);
        }

        @Override
        public void binary(Opcode op) {
            set(null);
        }
    }
}
