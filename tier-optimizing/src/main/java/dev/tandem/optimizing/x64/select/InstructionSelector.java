// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.ImmutableGlobal;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.MultiplyHigh;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.optimizing.x64.instruction.Branch;
import dev.tandem.optimizing.x64.instruction.Comparison;
import dev.tandem.optimizing.x64.instruction.ConditionalMove;
import dev.tandem.optimizing.x64.instruction.Entry;
import dev.tandem.optimizing.x64.instruction.FrameSlots;
import dev.tandem.optimizing.x64.instruction.IntegerConstant;
import dev.tandem.optimizing.x64.instruction.InterruptCheck;
import dev.tandem.optimizing.x64.instruction.JumpTable;
import dev.tandem.optimizing.x64.instruction.Return;
import dev.tandem.optimizing.x64.instruction.SetCondition;
import dev.tandem.optimizing.x64.instruction.TrapAlways;
import dev.tandem.optimizing.x64.instruction.TrapIf;
import dev.tandem.optimizing.x64.instruction.VectorConstant;
import dev.tandem.optimizing.x64.lir.Copy;
import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Instruction selection: a scheduled graph becomes low-level IR. Blocks, and nodes in them, are taken from the last to the first, so that
 * users choose before what they use: what a user's instruction does along is never selected itself (after the selectors of V8's
 * TurboFan).
 */
public final class InstructionSelector {
    private final Selection selection;
    private final Joins joins;
    private final Addresses addresses;
    private final Conditions conditions;
    private final Integers integers;
    private final Floats floats;
    private final Vectors vectors;
    private final Accesses accesses;
    private final Calls calls;
    private final Builtins builtins;
    /** By index of the block. */
    private final LirBlock[] blocks;

    private InstructionSelector(Graph graph, Schedule schedule, ModuleShapes shapes) {
        selection = new Selection(graph, schedule, shapes, new LirFunction(graph.functionIndex()));
        addresses = new Addresses(selection);
        conditions = new Conditions(selection, addresses);
        integers = new Integers(selection, addresses);
        floats = new Floats(selection, addresses);
        vectors = new Vectors(selection, addresses);
        accesses = new Accesses(selection, addresses);
        calls = new Calls(selection);
        builtins = new Builtins(selection);
        joins = new Joins(schedule);
        blocks = new LirBlock[schedule.blocks().size()];
    }

    /** Selects the instructions of a function. */
    public static LirFunction select(Graph graph, Schedule schedule, ModuleShapes shapes) {
        return new InstructionSelector(graph, schedule, shapes).run();
    }

    private LirFunction run() {
        LirFunction function = selection.lir;
        List<LirBlock> order = new ArrayList<>();
        for (Block block : selection.schedule.blocks()) {
            if (joins.isPassed(block)) {
                continue;
            }
            LirBlock made = function.newBlock();
            made.setLoopDepth(block.loopDepth());
            made.setFrequency(block.frequency());
            made.setCold(block.isCold());
            blocks[block.index()] = made;
            order.add(made);
        }
        function.setBlocks(order);
        List<LirBlock> layout = new ArrayList<>(order.size());
        for (Block block : selection.schedule.layout()) {
            if (!joins.isPassed(block)) {
                layout.add(blocks[block.index()]);
            }
        }
        function.setLayout(layout);
        for (Block block : selection.schedule.blocks()) {
            if (!joins.isPassed(block)) {
                join(block);
            }
        }
        for (Block block : selection.schedule.blocks().reversed()) {
            if (!joins.isPassed(block)) {
                select(block);
            }
        }
        NativeSignature signature = selection.shapes.signatureOf(selection.graph.functionIndex());
        function.setReservedFrameBytes(FrameSlots.reserved(signature, calls.callsReferences()));
        return function;
    }

    /** The phis of a block, and all edges into it. */
    private void join(Block block) {
        List<Phi> phis = new ArrayList<>();
        for (Node node : block.nodes()) {
            if (node instanceof Phi phi && phi.kind() == NodeKind.VALUE) {
                phis.add(phi);
            }
        }
        LirBlock target = blocks[block.index()];
        int[] parameters = new int[phis.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = selection.register(phis.get(i));
        }
        target.setParameters(parameters);
        if (block.predecessors().size() == 1 && block.predecessors().getFirst().successors().size() > 1) {
            return;
        }
        for (List<Block> way : joins.waysInto(block)) {
            int[] arguments = new int[phis.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = selection.register(Joins.atStart(way, phis.get(i)));
            }
            blocks[way.getFirst().index()].addSuccessor(target, arguments);
        }
    }

    private void select(Block block) {
        selection.enter(block);
        if (block.successors().size() == 1) {
            List<Block> way = joins.wayFrom(block);
            selection.emit(joins.isPassed(way.getLast()) ? returning(way) : new Jump());
            selection.done();
        } else {
            for (Block successor : block.successors()) {
                blocks[block.index()].addSuccessor(blocks[successor.index()]);
            }
        }
        for (Node node : block.nodes().reversed()) {
            if (!selection.isCovered(node)) {
                selection.select(node);
                select(node);
                selection.done();
            }
        }
        if (block.index() == 0) {
            enter();
        }
        blocks[block.index()].setInstructions(selection.instructions());
    }

    /** The return at the end of {@code way}, at its start. */
    private Return returning(List<Block> way) {
        dev.tandem.ir.graph.node.Return ending = (dev.tandem.ir.graph.node.Return) way.getLast().end();
        int[] results = new int[ending.resultCount()];
        for (int i = 0; i < results.length; i++) {
            results[i] = selection.register(Joins.atStart(way, ending.input(1 + i)));
        }
        return Return.of(selection.lir, selection.shapes.signatureOf(selection.graph.functionIndex()), results);
    }

    private void enter() {
        Graph graph = selection.graph;
        int[] parameters = new int[graph.type().parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = selection.register(graph.parameter(i));
        }
        NativeSignature signature = selection.shapes.signatureOf(graph.functionIndex());
        selection.emit(Entry.of(selection.lir, signature, parameters));
        selection.done();
    }

    private void select(Node node) {
        if (node instanceof FixedNode fixed) {
            if (!control(fixed) && !builtins.select(fixed)) {
                access(fixed);
            }
        } else if (selection.isUsed(node)) {
            floating(node, selection.register(node));
        }
    }

    private boolean control(FixedNode node) {
        if (node instanceof If branch) {
            selection.emit(new Branch(conditions.of(branch.condition())));
        } else if (node instanceof Switch branch) {
            dispatch(branch);
        } else if (node instanceof dev.tandem.ir.graph.node.Return ending) {
            NativeSignature signature = selection.shapes.signatureOf(selection.graph.functionIndex());
            selection.emit(
                    Return.of(selection.lir, signature, selection.registers(ending, 1, ending.resultCount())));
        } else if (node instanceof Trap trap) {
            selection.emit(new TrapAlways(trap.code(), trap.position()));
        } else if (node instanceof Safepoint check) {
            selection.emit(new InterruptCheck(check.position()));
        } else if (node instanceof dev.tandem.ir.graph.node.Call call) {
            calls.select(call);
        } else {
            return false;
        }
        return true;
    }

    private void dispatch(Switch branch) {
        int[] targets = new int[branch.keyCount() + 1];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = branch.target(i);
        }
        boolean bounded = branch.index().stamp() instanceof IntegerStamp stamp
                && Long.compareUnsigned(stamp.unsignedMax(), branch.keyCount()) < 0;
        // The table is indexed with 64 bits: what the index is the lower half of will not do.
        selection.emit(new JumpTable(
                selection.register(branch.index()), selection.temporary(LirKind.WORD64), targets, bounded));
    }

    private void access(FixedNode node) {
        if (node instanceof Load load) {
            accesses.load(load, selection.register(load));
        } else if (node instanceof Store store) {
            accesses.store(store);
        } else if (node instanceof LoadLane load) {
            accesses.loadLane(load, selection.register(load));
        } else if (node instanceof StoreLane store) {
            accesses.storeLane(store);
        } else if (node instanceof BoundsCheck check) {
            accesses.check(check);
        } else if (node instanceof GlobalSet set) {
            accesses.globalSet(set);
        } else if (node instanceof TrappingOperation operation) {
            trapping(operation);
        } else if (node instanceof RefAsNonNull reference) {
            selection.emit(new TrapIf(
                    Comparison.immediate(
                            IntegerOp.CMP, 64, selection.register(reference.reference()), 0, Condition.EQUAL),
                    TrapCode.NULL_REFERENCE,
                    reference.position()));
            selection.emit(new Copy(
                    selection.register(reference.reference()), selection.register(reference), LirKind.WORD64));
        } else if (selection.isUsed(node)) {
            // The others only read.
            read(node, selection.register(node));
        }
    }

    private void read(FixedNode node, int result) {
        if (node instanceof GlobalGet get) {
            accesses.globalGet(get, result);
        } else if (node instanceof MemorySize size) {
            accesses.size(size, result);
        } else if (node instanceof MemoryByteSize size) {
            accesses.byteSize(size, result);
        } else {
            throw new IllegalStateException("no instruction for " + node);
        }
    }

    private void trapping(TrappingOperation operation) {
        int result = selection.register(operation);
        if (operation.operandCount() == 2) {
            integers.divide(
                    operation.op(), operation.operand(0), operation.operand(1), true, result, operation.position());
        } else {
            floats.truncate(operation.op(), operation.operand(0), result, operation.position());
        }
    }

    private void floating(Node node, int result) {
        if (node instanceof Operation operation) {
            Comparison test = conditions.test(operation);
            if (test != null) {
                selection.emit(new SetCondition(test, result));
            } else if (!integers.select(operation, result) && !floats.select(operation, result)) {
                vectors.select(operation, result);
            }
        } else if (node instanceof MultiplyHigh product) {
            integers.multiplyHigh(product, result);
        } else if (node instanceof ConstantVector constant) {
            selection.emit(new VectorConstant(constant.low(), constant.high(), 16, result));
        } else if (node instanceof Constant constant) {
            constant(constant, result);
        } else if (node instanceof Select select) {
            choice(select, result);
        } else if (node instanceof ImmutableGlobal global) {
            accesses.global(global.globalIndex(), global.type(), result, Positions.NONE);
        } else if (node instanceof RefFunc function) {
            builtins.refFunc(function, result);
        } else {
            Comparison test = conditions.test(node);
            if (test != null) {
                selection.emit(new SetCondition(test, result));
            }
            // Others, phis and parameters for example, are defined by what they belong to.
        }
    }

    private void choice(Select select, int result) {
        if (!floats.extremum(select, result)) {
            selection.emit(ConditionalMove.of(
                    conditions.of(select.condition()),
                    Selection.kind(select.type()),
                    selection.register(select.ifTrue()),
                    selection.register(select.ifFalse()),
                    result));
        }
    }

    private void constant(Constant constant, int result) {
        switch (constant.type().code()) {
            case 1 -> selection.emit(new IntegerConstant(constant.bits() & 0xffff_ffffL, result));
            case 3 -> selection.emit(new VectorConstant(constant.bits(), 0, 4, result));
            case 4 -> selection.emit(new VectorConstant(constant.bits(), 0, 8, result));
            default -> selection.emit(new IntegerConstant(constant.bits(), result));
        }
    }
}
