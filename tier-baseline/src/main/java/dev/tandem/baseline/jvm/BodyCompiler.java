// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.body.RefusingVisitor;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.FunctionAssembler;
import dev.tandem.ir.asm.jvm.FunctionShape;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.MemoryAccesses;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.asm.jvm.Numbers;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.profile.Instrumentation;
import java.util.List;

/**
 * Compiles one function: hands each instruction to the emitter of its family. (Long, because {@link dev.tandem.decoder.body.BodyVisitor}
 * is.)
 */
final class BodyCompiler extends RefusingVisitor {
    /** Before the opcodes of instructions on vectors. */
    private static final int VECTOR_PREFIX = 0xFD;

    private final FunctionBody body;
    private final GuestSignature signature;
    private final Emission emission;
    private final CountingEmitter counting;
    private final BranchEmitter branches;
    private final ControlEmitter control;
    private final CallEmitter calls;
    private final TailCallEmitter tailCalls;
    private final VariableEmitter variables;
    private final NumericEmitter numeric;
    private final MemoryEmitter memory;
    private final TableEmitter tables;
    private final ReferenceEmitter references;
    private final VectorEmitter vectors;
    private final VectorMemoryEmitter vectorMemory;

    BodyCompiler(
            ModuleShapes shapes,
            FunctionBody body,
            Instrumentation instrumentation,
            Numbers numbers,
            MemoryAccesses accesses,
            VectorHelpers helpers) {
        this.body = body;
        this.signature = shapes.signatureOf(body.functionIndex());
        this.emission = new Emission(shapes);
        this.counting = new CountingEmitter(emission, instrumentation, body.functionIndex());
        ResultEmitter results = new ResultEmitter(emission, counting);
        this.branches = new BranchEmitter(emission, results, counting);
        this.control = new ControlEmitter(emission, results, branches, counting);
        this.tables = new TableEmitter(emission);
        this.calls = new CallEmitter(emission, results, counting);
        this.tailCalls = new TailCallEmitter(emission, calls, control, counting, body.functionIndex());
        this.variables = new VariableEmitter(emission);
        this.numeric = new NumericEmitter(emission, numbers);
        this.memory = new MemoryEmitter(emission, accesses);
        this.references = new ReferenceEmitter(emission);
        this.vectors = new VectorEmitter(emission, helpers);
        this.vectorMemory = new VectorMemoryEmitter(emission, memory, helpers);
    }

    @Override
    protected CompilationException refuse(String instruction) {
        return new CompilationException(
                "the JVM backend's baseline compiler has no code for " + instruction + "; use another backend", body.functionIndex());
    }

    private boolean tailCalls() {
        return emission.shapes.module().hasTailCall(body.functionIndex());
    }

    /** The compiled function, after the body was visited. */
    JvmArtifact artifact(MethodLimits limits) {
        int parameters = signature.isWide() ? 2 : variablesOf(emission.state().functionType());
        FunctionShape shape = new FunctionShape(
                body.functionIndex(), signature, parameters, tailCalls(), counting.feedback());
        List<byte[]> classes = new FunctionAssembler(emission.code, shape, limits).assemble();
        return new JvmArtifact(body.functionIndex(), Tier.BASELINE, classes, emission.sites(), counting.feedback());
    }

    private static int variablesOf(FunctionType type) {
        int variables = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            variables += Emission.kind(type.parameter(i)).slots();
        }
        return variables;
    }

    @Override
    public void begin(BodyState state, Label function) {
        emission.begin(state);
        FunctionType type = state.functionType();
        CodeBuffer code = emission.code;
        if (signature.isWide()) {
            code.newVariable(Kind.REFERENCE);
            code.newVariable(Kind.REFERENCE);
        }
        emission.makeLocals();
        if (signature.isWide()) {
            calls.takeWideArguments(type);
        }
        counting.enter();
        control.begin(function, tailCalls());
    }

    @Override
    public void block(Label label) {
        control.block(label);
    }

    @Override
    public void loop(Label label) {
        control.loop(label);
    }

    @Override
    public void if_(Label label) {
        control.if_(label);
    }

    @Override
    public void else_(Label label, boolean fallsThrough) {
        control.else_(label, fallsThrough);
    }

    @Override
    public void end(Label label, boolean fallsThrough) {
        control.end(label, fallsThrough);
    }

    @Override
    public void unreachable() {
        control.unreachable();
    }

    @Override
    public void br(Label target) {
        branches.br(target);
    }

    @Override
    public void brIf(Label target) {
        branches.brIf(target);
    }

    @Override
    public void brTable(Label[] targets, int count) {
        branches.brTable(targets, count);
    }

    @Override
    public void return_() {
        control.return_();
    }

    @Override
    public void call(int functionIndex, FunctionType type) {
        emission.operation();
        calls.call(functionIndex, type);
    }

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        emission.operation();
        calls.callIndirect(tableIndex, typeIndex, type);
    }

    @Override
    public void callRef(int typeIndex, FunctionType type) {
        emission.operation();
        calls.callRef(typeIndex, type);
    }

    @Override
    public void returnCall(int functionIndex, FunctionType type) {
        tailCalls.call(functionIndex, type);
    }

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {
        tailCalls.callIndirect(tableIndex, typeIndex, type);
    }

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {
        tailCalls.callRef(type);
    }

    @Override
    public void drop(ValueType type) {
        variables.drop();
    }

    @Override
    public void select(ValueType type) {
        emission.operation();
        variables.select(type);
    }

    @Override
    public void localGet(int index, ValueType type) {
        variables.localGet(index, type);
    }

    @Override
    public void localSet(int index, ValueType type) {
        variables.localSet(index, type);
    }

    @Override
    public void localTee(int index, ValueType type) {
        variables.localTee(index, type);
    }

    @Override
    public void globalGet(int index, ValueType type) {
        emission.operation();
        variables.globalGet(index, type);
    }

    @Override
    public void globalSet(int index, ValueType type) {
        variables.globalSet(index, type);
    }

    @Override
    public void i32Const(int value) {
        emission.stack.constant(Kind.INT, value);
    }

    @Override
    public void i64Const(long value) {
        emission.stack.constant(Kind.LONG, value);
    }

    @Override
    public void f32Const(int bits) {
        emission.stack.constant(Kind.FLOAT, bits);
    }

    @Override
    public void f64Const(long bits) {
        emission.stack.constant(Kind.DOUBLE, bits);
    }

    @Override
    public void v128Const(long low, long high) {
        emission.stack.constantVector(low, high);
    }

    @Override
    public void unary(Opcode op) {
        emission.operation();
        if (op.prefix() == VECTOR_PREFIX) {
            vectors.operation(op);
        } else {
            numeric.unary(op);
        }
    }

    @Override
    public void binary(Opcode op) {
        emission.operation();
        if (op.prefix() == VECTOR_PREFIX) {
            vectors.operation(op);
        } else {
            numeric.binary(op);
        }
    }

    @Override
    public void ternary(Opcode op) {
        emission.operation();
        vectors.operation(op);
    }

    @Override
    public void extractLane(Opcode op, int lane) {
        emission.operation();
        vectors.extractLane(op, lane);
    }

    @Override
    public void replaceLane(Opcode op, int lane) {
        emission.operation();
        vectors.replaceLane(op, lane);
    }

    @Override
    public void shuffle(long low, long high) {
        emission.operation();
        vectors.shuffle(low, high);
    }

    @Override
    public void loadLane(Opcode op, int memoryIndex, long offset, int lane) {
        emission.operation();
        vectorMemory.loadLane(op, memoryIndex, offset, lane);
    }

    @Override
    public void storeLane(Opcode op, int memoryIndex, long offset, int lane) {
        emission.operation();
        vectorMemory.storeLane(op, memoryIndex, offset, lane);
    }

    @Override
    public void load(Opcode op, int memoryIndex, long offset) {
        emission.operation();
        if (op.prefix() == VECTOR_PREFIX) {
            vectorMemory.load(op, memoryIndex, offset);
        } else {
            memory.load(op, memoryIndex, offset);
        }
    }

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {
        emission.operation();
        if (op.prefix() == VECTOR_PREFIX) {
            vectorMemory.store(memoryIndex, offset);
        } else {
            memory.store(op, memoryIndex, offset);
        }
    }

    @Override
    public void memorySize(int memoryIndex) {
        memory.size(memoryIndex);
    }

    @Override
    public void memoryGrow(int memoryIndex) {
        memory.grow(memoryIndex);
    }

    @Override
    public void memoryFill(int memoryIndex) {
        memory.fill(memoryIndex);
    }

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {
        memory.copy(destinationMemory, sourceMemory);
    }

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {
        memory.init(dataIndex, memoryIndex);
    }

    @Override
    public void dataDrop(int dataIndex) {
        memory.dataDrop(dataIndex);
    }

    @Override
    public void tableGet(int tableIndex) {
        emission.operation();
        tables.get(tableIndex);
    }

    @Override
    public void tableSet(int tableIndex) {
        tables.set(tableIndex);
    }

    @Override
    public void tableSize(int tableIndex) {
        tables.size(tableIndex);
    }

    @Override
    public void tableGrow(int tableIndex) {
        tables.grow(tableIndex);
    }

    @Override
    public void tableFill(int tableIndex) {
        tables.fill(tableIndex);
    }

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {
        tables.copy(destinationTable, sourceTable);
    }

    @Override
    public void tableInit(int elementIndex, int tableIndex) {
        tables.init(elementIndex, tableIndex);
    }

    @Override
    public void elemDrop(int elementIndex) {
        tables.elemDrop(elementIndex);
    }

    @Override
    public void refNull(ValueType type) {
        references.null_();
    }

    @Override
    public void refIsNull() {
        references.isNull();
    }

    @Override
    public void refFunc(int functionIndex) {
        emission.operation();
        references.func(functionIndex);
    }

    @Override
    public void refEq() {
        references.equal();
    }

    @Override
    public void refAsNonNull() {
        references.asNonNull();
    }

    @Override
    public void brOnNull(Label target) {
        branches.brOnNull(target);
    }

    @Override
    public void brOnNonNull(Label target) {
        branches.brOnNonNull(target);
    }
}
