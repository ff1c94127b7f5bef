// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantDouble;
import dev.tandem.ir.graph.node.ConstantFloat;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.ConstantNull;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.ImmutableGlobal;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TrappingOperation;

/** Builds constants, locals, globals, numeric instructions and what is simple of references. */
final class ValueBuilder {
    private final Building build;
    private final Graph graph;
    private final ConstantGlobals constants;

    ValueBuilder(Building build) {
        this.build = build;
        this.constants = new ConstantGlobals(build.module);
        this.graph = build.graph;
    }

    void i32Const(int value) {
        build.push(graph.unique(new ConstantInt(value)));
    }

    void i64Const(long value) {
        build.push(graph.unique(new ConstantLong(value)));
    }

    void f32Const(int bits) {
        build.push(graph.unique(new ConstantFloat(bits)));
    }

    void f64Const(long bits) {
        build.push(graph.unique(new ConstantDouble(bits)));
    }

    void v128Const(long low, long high) {
        build.push(graph.unique(new ConstantVector(low, high)));
    }

    /** A numeric instruction with {@code operands} operands. */
    void numeric(Opcode op, int operands) {
        if (Operation.canTrap(op)) {
            Node[] inputs = new Node[operands + 1];
            inputs[0] = build.control();
            build.popInto(inputs, 1, operands);
            build.push(build.fix(new TrappingOperation(op, inputs)));
        } else {
            numeric(op, operands, 0, 0);
        }
    }

    /** A pure instruction with an immediate: a lane, or the lanes of a shuffle. */
    void numeric(Opcode op, int operands, long immediate, long immediateHigh) {
        Node[] inputs = new Node[operands];
        build.popInto(inputs, 0, operands);
        build.push(graph.unique(new Operation(op, immediate, immediateHigh, inputs)));
    }

    void select(ValueType type) {
        Node condition = build.pop();
        Node ifFalse = build.pop();
        Node ifTrue = build.pop();
        build.push(graph.unique(new Select(type, condition, ifTrue, ifFalse)));
    }

    void localGet(int index) {
        build.push(build.variables.get(build.state(), index));
    }

    void localSet(int index) {
        build.variables.set(build.state(), index, build.pop());
    }

    void localTee(int index) {
        build.variables.set(build.state(), index, build.peek(0));
    }

    void globalGet(int index, ValueType type) {
        if (ConstantGlobals.isConstant(build.module, index)) {
            Constant constant = constants.of(index, type);
            build.push(graph.unique(constant != null ? constant : new ImmutableGlobal(index, type)));
            return;
        }
        AliasClass aliasClass = graph.aliasClasses().global(index);
        build.push(build.fix(new GlobalGet(index, type, aliasClass, build.control(), build.token(aliasClass))));
    }

    void globalSet(int index) {
        AliasClass aliasClass = graph.aliasClasses().global(index);
        Node value = build.pop();
        build.wrote(aliasClass, build.fix(new GlobalSet(index, aliasClass, build.control(), build.token(aliasClass), value)));
    }

    void refNull(ValueType type) {
        build.push(graph.unique(new ConstantNull(type)));
    }

    void refIsNull() {
        build.push(graph.unique(new RefIsNull(build.pop())));
    }

    void refFunc(int functionIndex) {
        ValueType type = ValueType.ref(false, build.module.functionTypeIndex(functionIndex));
        build.push(graph.unique(new RefFunc(functionIndex, type)));
    }
}
