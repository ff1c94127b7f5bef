// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.body.RefusingVisitor;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.x64.Relocation;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.nativex64.CodePositions;
import dev.tandem.ir.nativex64.CodeRanges;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.profile.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles one function after the other: hands each instruction to the emitter of its family. (Long, because
 * {@link dev.tandem.decoder.body.BodyVisitor} is.)
 */
final class BodyCompiler extends RefusingVisitor {
    private final Emission emission;
    private final Values values;
    private final Frame frame;
    private final ControlEmitter control;
    private final CallEmitter calls;
    private final TailCallEmitter tailCalls;
    private final VariableEmitter variables;
    private final NumericEmitter numeric;
    private final MemoryEmitter memory;
    private final TableEmitter tables;
    private final VectorEmitter vectors;
    private ModuleShapes shapes;
    private Instrumentation instrumentation = Instrumentation.NONE;

    BodyCompiler(ModuleShapes shapes) {
        this.shapes = shapes;
        this.emission = new Emission(shapes);
        this.values = emission.values;
        this.frame = new Frame(emission);
        this.control = new ControlEmitter(emission, frame);
        this.calls = new CallEmitter(emission, control);
        this.tailCalls = new TailCallEmitter(emission, frame, control, calls);
        this.variables = new VariableEmitter(emission, frame, calls);
        this.numeric = new NumericEmitter(emission, calls);
        Address address = new Address(emission);
        this.memory = new MemoryEmitter(emission, address);
        this.tables = new TableEmitter(emission, calls);
        this.vectors = new VectorEmitter(emission, address);
    }

    /** Must be called before a body is visited. */
    void prepare(ModuleShapes newShapes, Instrumentation newInstrumentation) {
        shapes = newShapes;
        instrumentation = newInstrumentation;
    }

    private int functionIndex() {
        return emission.state().body().functionIndex();
    }

    @Override
    protected CompilationException refuse(String instruction) {
        return new CompilationException(
                "the x64 backend's baseline compiler has no code for " + instruction + "; use another backend", functionIndex());
    }

    /** The compiled function, after the body was visited. */
    NativeArtifact artifact() {
        boolean frameless = frame.isNeedless();
        emission.outOfLine.emit();
        frame.finish();
        emission.masm.finish();
        if (frameless) {
            return framelessArtifact();
        }
        return new NativeArtifact(
                functionIndex(),
                Tier.BASELINE,
                emission.masm.toByteArray(),
                List.copyOf(emission.masm.relocations()),
                emission.faults.copy(),
                emission.calls.copy(),
                emission.feedback(),
                CodeRanges.NONE);
    }

    private NativeArtifact framelessArtifact() {
        List<Relocation> relocations = new ArrayList<>();
        for (Relocation relocation : emission.masm.relocations()) {
            relocations.add(new Relocation(relocation.position() - Frame.CUT, relocation.symbol()));
        }
        byte[] code = frame.cut(emission.masm.toByteArray());
        return new NativeArtifact(
                functionIndex(),
                Tier.BASELINE,
                code,
                List.copyOf(relocations),
                emission.faults.lowered(Frame.CUT),
                emission.calls.lowered(Frame.CUT),
                emission.feedback(),
                CodeRanges.whole(code.length));
    }

    /** From now on, records where the code of each instruction begins, for listings. */
    void listInstructions() {
        emission.listInstructions();
    }

    /** What was recorded of {@code artifact}, which is the last one made. */
    CodePositions instructions(NativeArtifact artifact) {
        return artifact.frameless().count() > 0 ? emission.instructions().lowered(Frame.CUT) : emission.instructions();
    }

    /** What each instruction begins with. */
    private void next() {
        values.pinned = 0;
        emission.instruction(emission.offset());
    }

    @Override
    public void begin(BodyState state, Label function) {
        emission.begin(shapes, state, instrumentation);
        frame.enter();
        control.begin(function);
    }

    @Override
    public void block(Label label) {
        next();
        control.block(label);
    }

    @Override
    public void loop(Label label) {
        next();
        control.loop(label);
    }

    @Override
    public void if_(Label label) {
        next();
        control.if_(label);
    }

    @Override
    public void else_(Label label, boolean fallsThrough) {
        next();
        control.else_(label, fallsThrough);
    }

    @Override
    public void end(Label label, boolean fallsThrough) {
        next();
        control.end(label, fallsThrough);
    }

    @Override
    public void unreachable() {
        control.unreachable();
    }

    @Override
    public void br(Label target) {
        next();
        control.br(target);
    }

    @Override
    public void brIf(Label target) {
        next();
        control.brIf(target);
    }

    @Override
    public void brTable(Label[] targets, int count) {
        next();
        control.brTable(targets, count);
    }

    @Override
    public void return_() {
        next();
        control.return_();
    }

    @Override
    public void call(int functionIndex, FunctionType type) {
        next();
        calls.call(functionIndex, type);
    }

    @Override
    public void callIndirect(int tableIndex, int typeIndex, FunctionType type) {
        next();
        calls.callIndirect(tableIndex, typeIndex, type);
    }

    @Override
    public void callRef(int typeIndex, FunctionType type) {
        next();
        calls.callRef(typeIndex, type);
    }

    @Override
    public void returnCall(int functionIndex, FunctionType type) {
        next();
        tailCalls.call(functionIndex);
    }

    @Override
    public void returnCallIndirect(int tableIndex, int typeIndex, FunctionType type) {
        next();
        tailCalls.callIndirect(tableIndex, typeIndex, type);
    }

    @Override
    public void returnCallRef(int typeIndex, FunctionType type) {
        next();
        tailCalls.callRef(typeIndex, type);
    }

    @Override
    public void drop(ValueType type) {
        values.drop(1);
    }

    @Override
    public void select(ValueType type) {
        next();
        variables.select(Emission.kind(type));
    }

    @Override
    public void localGet(int index, ValueType type) {
        next();
        variables.localGet(index, Emission.kind(type));
    }

    @Override
    public void localSet(int index, ValueType type) {
        next();
        variables.localSet(index);
    }

    @Override
    public void localTee(int index, ValueType type) {
        next();
        variables.localTee(index);
    }

    @Override
    public void globalGet(int index, ValueType type) {
        next();
        variables.globalGet(index, type);
    }

    @Override
    public void globalSet(int index, ValueType type) {
        next();
        variables.globalSet(index, type);
    }

    @Override
    public void i32Const(int value) {
        values.pushConstant(Values.I32, value & 0xffff_ffffL);
    }

    @Override
    public void i64Const(long value) {
        values.pushConstant(Values.I64, value);
    }

    @Override
    public void f32Const(int bits) {
        values.pushConstant(Values.F32, bits & 0xffff_ffffL);
    }

    @Override
    public void f64Const(long bits) {
        values.pushConstant(Values.F64, bits);
    }

    @Override
    public void unary(Opcode op) {
        next();
        if (!numeric.unary(op)) {
            vectors.unary(op);
        }
    }

    @Override
    public void binary(Opcode op) {
        next();
        if (!numeric.binary(op)) {
            vectors.binary(op);
        }
    }

    @Override
    public void load(Opcode op, int memoryIndex, long offset) {
        next();
        if (op.prefix() == 0) {
            memory.load(op, memoryIndex, offset);
        } else {
            vectors.load(op, memoryIndex, offset);
        }
    }

    @Override
    public void store(Opcode op, int memoryIndex, long offset) {
        next();
        memory.store(op, memoryIndex, offset);
    }

    @Override
    public void memorySize(int memoryIndex) {
        next();
        memory.size(memoryIndex);
    }

    @Override
    public void memoryGrow(int memoryIndex) {
        next();
        tables.memoryGrow(memoryIndex);
    }

    @Override
    public void memoryFill(int memoryIndex) {
        next();
        tables.memoryFill(memoryIndex);
    }

    @Override
    public void memoryCopy(int destinationMemory, int sourceMemory) {
        next();
        tables.memoryCopy(destinationMemory, sourceMemory);
    }

    @Override
    public void memoryInit(int dataIndex, int memoryIndex) {
        next();
        tables.memoryInit(dataIndex, memoryIndex);
    }

    @Override
    public void dataDrop(int dataIndex) {
        next();
        tables.dataDrop(dataIndex);
    }

    @Override
    public void tableGet(int tableIndex) {
        next();
        tables.get(tableIndex);
    }

    @Override
    public void tableSet(int tableIndex) {
        next();
        tables.set(tableIndex);
    }

    @Override
    public void tableSize(int tableIndex) {
        next();
        tables.size(tableIndex);
    }

    @Override
    public void tableGrow(int tableIndex) {
        next();
        tables.grow(tableIndex);
    }

    @Override
    public void tableFill(int tableIndex) {
        next();
        tables.fill(tableIndex);
    }

    @Override
    public void tableCopy(int destinationTable, int sourceTable) {
        next();
        tables.copy(destinationTable, sourceTable);
    }

    @Override
    public void tableInit(int elementIndex, int tableIndex) {
        next();
        tables.init(elementIndex, tableIndex);
    }

    @Override
    public void elemDrop(int elementIndex) {
        next();
        tables.elemDrop(elementIndex);
    }

    @Override
    public void refNull(ValueType type) {
        values.pushConstant(Values.REFERENCE, 0);
    }

    @Override
    public void refIsNull() {
        next();
        control.refIsNull();
    }

    @Override
    public void refFunc(int functionIndex) {
        next();
        tables.refFunc(functionIndex);
    }

    @Override
    public void refAsNonNull() {
        next();
        control.refAsNonNull();
    }

    @Override
    public void brOnNull(Label target) {
        next();
        control.brOnNull(target);
    }

    @Override
    public void brOnNonNull(Label target) {
        next();
        control.brOnNonNull(target);
    }

    @Override
    public void v128Const(long low, long high) {
        next();
        vectors.constant(low, high);
    }

    @Override
    public void ternary(Opcode op) {
        next();
        vectors.ternary(op);
    }

    @Override
    public void extractLane(Opcode op, int lane) {
        next();
        vectors.extractLane(op, lane);
    }

    @Override
    public void replaceLane(Opcode op, int lane) {
        next();
        vectors.replaceLane(op, lane);
    }

    @Override
    public void shuffle(long low, long high) {
        next();
        vectors.shuffle(low, high);
    }

    @Override
    public void loadLane(Opcode op, int memoryIndex, long offset, int lane) {
        next();
        vectors.loadLane(op, memoryIndex, offset, lane);
    }

    @Override
    public void storeLane(Opcode op, int memoryIndex, long offset, int lane) {
        next();
        vectors.storeLane(op, memoryIndex, offset, lane);
    }
}
