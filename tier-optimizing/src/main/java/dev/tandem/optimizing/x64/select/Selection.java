// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.select;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.TableSize;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.ModuleShapes;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What selection knows while it goes through the blocks from the last to the first, and through each block from its end: which nodes have a
 * virtual register, because something selected already uses them; which are part of a user's instruction; and the instructions so far.
 */
final class Selection {
    private static final int NONE = -1;

    final Graph graph;
    final Schedule schedule;
    final ModuleShapes shapes;
    final LirFunction lir;
    final boolean avx;
    final boolean bmi1;
    final boolean bmi2;

    private final int[] registers;
    private final boolean[] covered;
    /** By node: how many effects come before it in its block. */
    private final int[] levels;

    /** Of the block at hand, in reverse. */
    private List<LirInstruction> reversed = new ArrayList<>();
    /** Of the node at hand, in order. */
    private final List<LirInstruction> pending = new ArrayList<>();

    private @Nullable Block block;
    private int level;
    /** Whether what is selected now is selected only once, so that reads may become part of it. */
    private boolean exclusive = true;

    Selection(Graph graph, Schedule schedule, ModuleShapes shapes, LirFunction lir) {
        this.graph = graph;
        this.schedule = schedule;
        this.shapes = shapes;
        this.lir = lir;
        NativeTarget target = shapes.target();
        this.avx = target.has(CpuFeature.AVX);
        this.bmi1 = target.has(CpuFeature.BMI1);
        this.bmi2 = target.has(CpuFeature.BMI2);
        this.registers = new int[graph.capacity()];
        Arrays.fill(registers, NONE);
        this.covered = new boolean[graph.capacity()];
        this.levels = new int[graph.capacity()];
    }

    // Blocks and nodes

    /** Begins with a block, at its end. */
    void enter(Block newBlock) {
        block = newBlock;
        reversed = new ArrayList<>();
        int effects = 0;
        for (Node node : newBlock.nodes()) {
            levels[node.id()] = effects;
            if (node instanceof FixedNode fixed && isBarrier(fixed)) {
                effects++;
            }
        }
        level = effects;
    }

    /** Whether no read may be moved over the node. Reads that trap may pass each other: they trap with the same code. */
    private static boolean isBarrier(FixedNode node) {
        return !(node instanceof Load
                || node instanceof GlobalGet
                || node instanceof MemorySize
                || node instanceof MemoryByteSize
                || node instanceof TableSize
                || node instanceof BoundsCheck);
    }

    /** Begins with a node whose instructions come next, that is before those so far. */
    void select(Node node) {
        level = levels[node.id()];
    }

    /** Adds an instruction for the node at hand, after those already added for it. */
    void emit(LirInstruction instruction) {
        pending.add(instruction);
    }

    /** Ends with the node at hand. */
    void done() {
        for (int i = pending.size() - 1; i >= 0; i--) {
            reversed.add(pending.get(i));
        }
        pending.clear();
    }

    /** The block's instructions in order. */
    List<LirInstruction> instructions() {
        return new ArrayList<>(reversed.reversed());
    }

    // Registers

    static LirKind kind(ValueType type) {
        return switch (type.code()) {
            case 1 -> LirKind.WORD32;
            case 3 -> LirKind.FLOAT32;
            case 4 -> LirKind.FLOAT64;
            case 5 -> LirKind.VECTOR128;
            default -> LirKind.WORD64;
        };
    }

    /** The virtual register of a node's value, which is thereby used. */
    int register(Node node) {
        int known = registers[node.id()];
        if (known == NONE) {
            known = lir.newRegister(kind(node.type()));
            registers[node.id()] = known;
        }
        return known;
    }

    /** As {@link #register}, for a user that only reads the lower 32 bits. */
    int low(Node node) {
        return register(wide(node));
    }

    /** What an i32 is the lower half of, if anything: for users that only read that. */
    static Node wide(Node node) {
        return node instanceof Operation operation && operation.op() == Opcode.I32_WRAP_I64 ? node.input(0) : node;
    }

    int[] registers(Node user, int from, int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = register(user.input(from + i));
        }
        return all;
    }

    int temporary(LirKind kind) {
        return lir.newRegister(kind);
    }

    boolean isUsed(Node node) {
        return registers[node.id()] != NONE;
    }

    /** Whether the node became part of another one's instruction. */
    boolean isCovered(Node node) {
        return covered[node.id()];
    }

    /** Says that the node is part of the instruction of its only user. */
    void cover(Node node) {
        covered[node.id()] = true;
    }

    /** Whether the pure node, used only here and computed in this block, may become part of the instruction at hand. */
    boolean isOwn(Node node) {
        return node.hasOneDataUser() && !isUsed(node) && schedule.block(node) == block;
    }

    /** Whether a read that is used only here may become part of the instruction at hand: no effect lies between. */
    boolean isOwnRead(Node node) {
        return exclusive && isOwn(node) && levels[node.id()] == level && !covered[node.id()];
    }

    /** Says that the node's computation becomes part of its users' instructions, of which there may be several. */
    void share(Node node) {
        exclusive &= node.hasOneDataUser();
    }

    /** What is selected next is selected only once. */
    void unshare() {
        exclusive = true;
    }

    // Constants

    /** Whether the node is an integer constant that an instruction of that width takes as an immediate. */
    static boolean isImmediate(Node node) {
        return node instanceof Constant constant && isInteger(constant) && constant.bits() == (int) constant.bits();
    }

    private static boolean isInteger(Constant constant) {
        return constant.type().code() <= 2 || constant.type().isReference();
    }

    /** The value of a node of which {@link #isImmediate} holds. */
    static int immediate(Node node) {
        return (int) ((Constant) node).bits();
    }

    /** Whether the node is that integer constant. */
    static boolean isConstant(Node node, long value) {
        return node instanceof Constant constant && isInteger(constant) && constant.bits() == value;
    }
}
