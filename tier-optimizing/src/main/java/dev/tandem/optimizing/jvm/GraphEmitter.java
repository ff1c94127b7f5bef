// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.MemoryAccesses;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.asm.jvm.Numbers;
import dev.tandem.ir.asm.jvm.VectorHelpers;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.ImmutableGlobal;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.ir.graph.node.TrappingOperation;
import org.objectweb.asm.Opcodes;

/** Records the code of nodes: the part that hands each to the emitter of its family, and what those share. */
final class GraphEmitter {
    /** Before the opcodes of instructions on vectors. */
    static final int VECTOR_PREFIX = 0xFD;

    private static final Member FLOAT_OF = Member.method(VectorHelpers.SUPPORT + "F32x4", "extractLane", "(JI)F");
    private static final Member INT_OF = Member.method(VectorHelpers.SUPPORT + "I32x4", "extractLane", "(JI)I");
    private static final Member HALF_OF_FLOATS = Member.method(VectorHelpers.SUPPORT + "F32x4", "pair", "(FF)J");
    private static final Member HALF_OF_INTS = Member.method(VectorHelpers.SUPPORT + "I32x4", "pair", "(II)J");
    private static final Member FLOAT_OF_BITS = Member.method("java/lang/Float", "intBitsToFloat", "(I)F");
    private static final Member BITS_OF_FLOAT = Member.method("java/lang/Float", "floatToRawIntBits", "(F)I");

    /** Tables that do not depend on the function. */
    record Tables(Numbers numbers, MemoryAccesses accesses, VectorHelpers vectors, LaneInstructions lanes) {
        Tables() {
            this(new Numbers(), new MemoryAccesses(), new VectorHelpers(), new LaneInstructions());
        }
    }

    final CodeBuffer code;
    final GuestCode guest;
    final ModuleShapes shapes;
    final Operands operands;
    final Trees trees;
    private final VariableAssignment variables;
    private final Sites sites;
    private final NumericCode numeric;
    private final VectorCode vectors;
    private final MemoryCode memory;
    private final TableCode tables;
    private final CallCode calls;

    /** Whether memory 0 may have moved since its bytes were read. */
    private boolean stale;
    /** What it would cost to cut the code here. */
    int nesting;

    GraphEmitter(
            CodeBuffer code,
            ModuleShapes shapes,
            Tables tables,
            Graph graph,
            Operands operands,
            Trees trees,
            VariableAssignment variables) {
        this.code = code;
        this.guest = new GuestCode(code, shapes);
        this.shapes = shapes;
        this.operands = operands;
        this.trees = trees;
        this.variables = variables;
        this.sites = new Sites(graph.positions());
        this.numeric = new NumericCode(this, tables.numbers());
        this.memory = new MemoryCode(this, tables.accesses());
        this.vectors = new VectorCode(this, memory, tables.vectors(), tables.lanes());
        this.tables = new TableCode(this);
        this.calls = new CallCode(this, operands, graph);
    }

    Sites sites() {
        return sites;
    }

    NumericCode numeric() {
        return numeric;
    }

    CallCode calls() {
        return calls;
    }

    // Values

    /** Pushes a value; a vector as two longs. */
    void push(Node node) {
        if (node instanceof Constant constant) {
            pushConstant(constant);
        } else if (trees.isInside(node)) {
            evaluate(node);
        } else if (VariableAssignment.kind(node) == Kind.VECTOR) {
            push(node, Kind.VECTOR);
        } else {
            code.get(variables.of(node));
        }
    }

    /** Pushes a value, a vector in that form. */
    void push(Node node, Kind form) {
        if (form.parts() == 1) {
            push(node);
            return;
        }
        for (int i = 0; i < form.parts(); i++) {
            part(node, form, i);
        }
    }

    /** Pushes a part of a vector in that form: a half or a lane. */
    void part(Node vector, Kind form, int index) {
        if (form == Kind.VECTOR) {
            half(vector, index == 1);
            return;
        }
        boolean floats = form == Kind.FLOATS;
        if (vector instanceof ConstantVector constant) {
            int bits = (int) ((index < 2 ? constant.low() : constant.high()) >>> (index << 5));
            if (floats) {
                code.pushFloat(bits);
            } else {
                code.pushInt(bits);
            }
            return;
        }
        Kind kept = form(vector);
        if (kept == Kind.VECTOR) {
            half(vector, index >= 2);
            code.pushInt(index & 1);
            code.invokeStatic(floats ? FLOAT_OF : INT_OF);
            return;
        }
        code.get(variables.of(vector) + index);
        if (kept != form) {
            code.invokeStatic(floats ? FLOAT_OF_BITS : BITS_OF_FLOAT);
        }
    }

    private void pushConstant(Constant constant) {
        switch (VariableAssignment.kind(constant)) {
            case INT -> code.pushInt((int) constant.bits());
            case LONG -> code.pushLong(constant.bits());
            case FLOAT -> code.pushFloat((int) constant.bits());
            case DOUBLE -> code.pushDouble(constant.bits());
            case REFERENCE -> code.op(Opcodes.ACONST_NULL, 1);
            case VECTOR, INTS, FLOATS -> push(constant, Kind.VECTOR);
        }
    }

    /** Pushes half of a vector. */
    void half(Node vector, boolean high) {
        if (vector instanceof ConstantVector constant) {
            code.pushLong(high ? constant.high() : constant.low());
            return;
        }
        int first = variables.of(vector);
        Kind kept = form(vector);
        if (kept == Kind.VECTOR) {
            code.get(high ? first + 1 : first);
            return;
        }
        code.get(high ? first + 2 : first);
        code.get(high ? first + 3 : first + 1);
        code.invokeStatic(kept == Kind.FLOATS ? HALF_OF_FLOATS : HALF_OF_INTS);
    }

    Kind form(Node node) {
        return variables.form(node);
    }

    int variable(Node node) {
        return variables.of(node);
    }

    /** Sets the node's variable to what is on the JVM's stack, or drops that if it has none. */
    void store(Node node) {
        Kind kind = form(node);
        if (trees.hasVariable(node)) {
            if (kind.parts() > 1) {
                code.set(kind, variables.of(node));
            } else {
                code.setOrIncrement(variables.of(node));
            }
            return;
        }
        for (int words = kind.words(); words > 0; words -= 2) {
            code.op(words == 1 ? Opcodes.POP : Opcodes.POP2, words == 1 ? -1 : -2);
        }
    }

    // Nodes

    /** The code of a node that is no part of another's expression. */
    void statement(Node node) {
        if (operands.isDecision(node) && code.depth() == 0) {
            numeric.decide(node);
        } else {
            evaluate(node);
            if (node.kind() == NodeKind.VALUE) {
                store(node);
            }
        }
        endStatement();
    }

    /** Leaves the node's value on the JVM's stack, if it has one. */
    private void evaluate(Node node) {
        switch (node) {
            case Operation operation -> {
                if (operation.op().prefix() == VECTOR_PREFIX) {
                    vectors.operation(operation);
                } else {
                    numeric.operation(operation);
                }
            }
            case TrappingOperation operation -> numeric.trapping(operation);
            case Select select -> numeric.select(select);
            case RefIsNull test -> numeric.value(test);
            case TargetTest test -> calls.targetTest(test);
            case Call call -> calls.call(call);
            case RefFunc function -> calls.function(function.functionIndex());
            case RefAsNonNull reference -> calls.asNonNull(reference);
            case GlobalGet global -> readGlobal(global.globalIndex(), global);
            case ImmutableGlobal global -> readGlobal(global.globalIndex(), global);
            case GlobalSet global -> writeGlobal(global);
            case BoundsCheck _ -> {} // every access checks itself here
            default -> {
                if (!memory.emit(node) && !vectors.emit(node) && !tables.emit(node)) {
                    throw new CompilationException(
                            "no bytecode for " + node.name() + "; the function keeps its baseline code",
                            node.graph().functionIndex());
                }
            }
        }
    }

    private void readGlobal(int index, Node node) {
        code.getField(guest.global(index));
        if (VariableAssignment.kind(node) == Kind.VECTOR) {
            code.getField(guest.globalHigh(index));
        }
    }

    private void writeGlobal(GlobalSet global) {
        int index = global.globalIndex();
        boolean vector = VariableAssignment.kind(global.value()) == Kind.VECTOR;
        var field = guest.global(index);
        if (!vector) {
            push(global.value());
            code.putField(field);
            return;
        }
        half(global.value(), false);
        code.putField(field);
        var high = guest.globalHigh(index);
        half(global.value(), true);
        code.putField(high);
    }

    // Places in the code

    /** The next instruction may trap or call: it stands for the node's wasm instruction. */
    void site(FixedNode node) {
        if (node.position() != Positions.NONE) {
            code.site(sites.of(node.position()));
        }
    }

    void memoryMayMove() {
        stale = true;
    }

    /** Makes the bytes of memory 0 those of now. */
    void settle() {
        if (stale) {
            code.refreshMemory();
            stale = false;
        }
    }

    /** At a label: all ways here have settled. */
    void forgetStale() {
        stale = false;
    }

    /** Pushes the bytes of memory 0. */
    void memory() {
        settle();
        code.memory();
    }

    private void endStatement() {
        if (code.wantsCut()) {
            settle();
            code.cut(nesting);
        }
    }
}
