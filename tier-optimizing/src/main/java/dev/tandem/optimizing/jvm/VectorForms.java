// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.NodeKind;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which form each vector is kept: as two longs, on which most instructions work all lanes at once; as four floats or four integers,
 * for instructions that the JVM can do only a lane at a time, or as well. What moves vectors about, a load, a phi, takes any form: of
 * those that are connected, the form that most of their neighbours are in, as often as those run.
 */
final class VectorForms {
    private final LaneInstructions lanes;
    private final Schedule schedule;
    /** By node id: the form; null for what is no vector, and for vectors that take any form until that is decided. */
    private final @Nullable Kind[] forms;
    /** Flexible nodes that are connected. */
    private final NodeSets groups;

    VectorForms(Schedule schedule, BlockSequence sequence, LaneInstructions lanes, int capacity) {
        this.schedule = schedule;
        this.lanes = lanes;
        this.forms = new Kind[capacity];
        this.groups = new NodeSets(capacity);
        List<Node> flexible = new ArrayList<>();
        for (Block block : sequence.blocks()) {
            for (Node node : block.nodes()) {
                if (isVector(node)) {
                    forms[node.id()] = own(node);
                    if (forms[node.id()] == null) {
                        flexible.add(node);
                    }
                }
            }
        }
        if (!flexible.isEmpty()) {
            decide(flexible);
        }
    }

    /** The form of a vector; of other values, the kind of their type. */
    Kind of(Node node) {
        Kind form = forms[node.id()];
        return form == null ? VariableAssignment.kind(node) : form;
    }

    private static boolean isVector(Node node) {
        return node.kind() == NodeKind.VALUE && node.type().equals(ValueType.V128) && !(node instanceof Constant);
    }

    /** The form that a node's code makes; null if it makes any. */
    private @Nullable Kind own(Node node) {
        return switch (node) {
            case Phi _, Select _ -> null;
            case Load load -> isFlexible(load.op()) ? null : Kind.VECTOR;
            case Operation operation -> own(operation);
            default -> Kind.VECTOR;
        };
    }

    private @Nullable Kind own(Operation operation) {
        Opcode op = operation.op();
        Opcode scalar = lanes.scalar(op);
        if (scalar != null) {
            return LaneInstructions.result(scalar);
        }
        return switch (op) {
            case F32X4_SPLAT, F32X4_REPLACE_LANE -> Kind.FLOATS;
            case I32X4_SPLAT, I32X4_REPLACE_LANE -> Kind.INTS;
            case V128_AND, V128_OR, V128_XOR -> null;
            case I8X16_SHUFFLE -> movesLanes(operation) ? null : Kind.VECTOR;
            default -> Kind.VECTOR;
        };
    }

    private static boolean isFlexible(Opcode load) {
        return load == Opcode.V128_LOAD || load == Opcode.V128_LOAD32_SPLAT;
    }

    private static boolean isBitwise(Node node) {
        return node instanceof Operation operation && operation.op() != Opcode.I8X16_SHUFFLE;
    }

    /** Whether a shuffle moves whole lanes of 32 bits. */
    private static boolean movesLanes(Operation shuffle) {
        for (int lane = 0; lane < 4; lane++) {
            long indices = (lane < 2 ? shuffle.immediate() : shuffle.immediateHigh()) >>> (lane << 5) & 0xffff_ffffL;
            if ((indices & 3) != 0 || indices != (indices & 0xff) * 0x0101_0101L + 0x0302_0100L) {
                return false;
            }
        }
        return true;
    }

    /** Which lane of the two operands' eight a shuffle of whole lanes brings to a place. */
    static int movedLane(Operation shuffle, int lane) {
        return (int) ((lane < 2 ? shuffle.immediate() : shuffle.immediateHigh()) >>> (lane << 5) & 31) >>> 2;
    }

    private boolean isUndecided(Node node) {
        return isVector(node) && schedule.hasPlace(node) && forms[node.id()] == null;
    }

    private void decide(List<Node> flexible) {
        for (Node node : flexible) {
            for (int i = 0; i < node.inputCount(); i++) {
                if (node.inputKind(i) == EdgeKind.VALUE && isUndecided(node.input(i))) {
                    groups.join(groups.of(node.id()), node.input(i).id());
                }
            }
        }
        double[][] votes = new double[forms.length][];
        boolean[] bitwise = new boolean[forms.length];
        for (Node node : flexible) {
            int group = groups.of(node.id());
            if (votes[group] == null) {
                votes[group] = new double[Kind.FLOATS.index() + 1];
            }
            bitwise[group] |= isBitwise(node);
            vote(node, votes[group]);
        }
        @Nullable Kind[] decided = new Kind[forms.length];
        for (Node node : flexible) {
            int group = groups.of(node.id());
            decided[node.id()] = elected(votes[group], bitwise[group]);
        }
        for (Node node : flexible) {
            forms[node.id()] = decided[node.id()];
        }
    }

    private void vote(Node node, double[] votes) {
        for (int i = 0; i < node.inputCount(); i++) {
            Kind form = node.inputKind(i) == EdgeKind.VALUE ? forms[node.input(i).id()] : null;
            if (form != null) {
                votes[form.index()] += schedule.block(node).frequency();
            }
        }
        for (int i = 0; i < node.userCount(); i++) {
            Node user = node.user(i);
            if (node.userKind(i) == EdgeKind.VALUE && schedule.hasPlace(user) && !isUndecided(user) && !(user instanceof Store)) {
                votes[wanted(user).index()] += schedule.block(user).frequency();
            }
        }
    }

    private Kind wanted(Node user) {
        if (user instanceof Operation operation) {
            Opcode scalar = lanes.scalar(operation.op());
            if (scalar != null) {
                return LaneInstructions.operands(scalar);
            }
            return switch (operation.op()) {
                case F32X4_EXTRACT_LANE, F32X4_REPLACE_LANE -> Kind.FLOATS;
                case I32X4_EXTRACT_LANE, I32X4_REPLACE_LANE -> Kind.INTS;
                default -> Kind.VECTOR;
            };
        }
        return Kind.VECTOR;
    }

    /** The JVM has no logic on floats, but making them of integers costs next to nothing. */
    private static Kind elected(double[] votes, boolean bitwise) {
        double halves = votes[Kind.VECTOR.index()];
        double floats = votes[Kind.FLOATS.index()];
        double ints = votes[Kind.INTS.index()];
        if (floats + ints <= halves) {
            return Kind.VECTOR;
        }
        return bitwise || ints >= floats ? Kind.INTS : Kind.FLOATS;
    }
}
