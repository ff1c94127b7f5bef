// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.ConstantTable;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.EdgeKind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.ir.graph.node.UnknownMemory;
import dev.tandem.optimizing.build.InlinedBody;
import dev.tandem.optimizing.canonical.KnownCallee;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts tests for likely callees before an indirect call: {@code if (callee == f) f's body else if ... else the call}. A wrong guess takes
 * the call as it was, which traps as it always did.
 */
final class Guards {
    private static final double SURE = 0.9995;
    /** A call that is made in so few cases is thought not to be made at all. */
    private static final double UNEXPECTED = 0.1;

    private final Graph graph;
    private final Call call;
    private final @Nullable ConstantTable table;
    /** Made when it is needed. */
    private @Nullable Node reference;
    private final List<Way> ways = new ArrayList<>();
    private final List<Integer> expected = new ArrayList<>();
    private double rest = 1;

    /** Where control comes out of one alternative, and with what. */
    private record Way(ControlNode control, IntFunction<Node> result, Function<AliasClass, Node> token) {}

    Guards(Call call) {
        this.graph = call.graph();
        this.call = call;
        this.table = call instanceof CallIndirect indirect
                ? graph.module().facts().constantTable(indirect.tableIndex()).orElse(null)
                : null;
    }

    private Node reference() {
        Node known = reference;
        if (known == null) {
            known = readReference();
            reference = known;
        }
        return known;
    }

    private Node readReference() {
        if (call instanceof CallRef byReference) {
            return byReference.reference();
        }
        CallIndirect indirect = (CallIndirect) call;
        AliasClass elements = graph.aliasClasses().table(indirect.tableIndex());
        Node token = call.state().token(elements);
        TableElement element = new TableElement(
                indirect.tableIndex(),
                graph.module().tables().get(indirect.tableIndex()).element(),
                elements,
                call.control(),
                token != null ? token : graph.add(new UnknownMemory(elements)),
                indirect.index());
        graph.add(element).at(call.position());
        element.insertBefore(call);
        return element;
    }

    /** 1 if the callee is that function. If the function has places of its own in a table that never changes, the index tells. */
    private Node condition(int functionIndex) {
        ConstantTable contents = table;
        if (contents == null) {
            return graph.unique(new TargetTest(functionIndex, reference()));
        }
        int first = 0;
        while (first < contents.size() && contents.function(first) != functionIndex) {
            first++;
        }
        int end = first;
        while (end < contents.size() && contents.function(end) == functionIndex) {
            end++;
        }
        for (int i = end; i < contents.size(); i++) {
            if (contents.function(i) == functionIndex) {
                return graph.unique(new TargetTest(functionIndex, reference()));
            }
        }
        return between(((CallIndirect) call).index(), first, end);
    }

    private Node between(Node index, int first, int end) {
        boolean narrow = index.type() == ValueType.I32;
        if (end - first == 1) {
            return operation(narrow ? Opcode.I32_EQ : Opcode.I64_EQ, index, number(narrow, first));
        }
        Node distance = operation(narrow ? Opcode.I32_SUB : Opcode.I64_SUB, index, number(narrow, first));
        return operation(narrow ? Opcode.I32_LT_U : Opcode.I64_LT_U, distance, number(narrow, end - first));
    }

    private Node operation(Opcode op, Node a, Node b) {
        return graph.unique(new Operation(op, a, b));
    }

    private Node number(boolean narrow, int value) {
        return graph.unique(narrow ? new ConstantInt(value) : new ConstantLong(value));
    }

    /** Adds a test before the call; the call then stands where the test succeeded, for a body to be built in its place. */
    void test(int functionIndex, double share) {
        double probability = Math.clamp(share / Math.max(rest, share), 0, SURE);
        rest = Math.max(0, rest - share);
        expected.add(functionIndex);
        Node condition = condition(functionIndex);
        If test = graph.add(new If(call.control(), condition, probability));
        call.setInput(0, graph.add(new IfTrue(test)));
    }

    /** The body, built in the call's place, is what happens if the last test succeeds. */
    void succeedWith(InlinedBody body) {
        ControlNode test = call.control();
        Optional<ControlNode> out = body.control();
        out.ifPresent(control -> ways.add(new Way(control, body::result, aliasClass -> Splice.token(graph, body, aliasClass))));
        otherwise((IfTrue) test);
    }

    /** A direct call is what happens if the last test succeeds. */
    void succeedWithCall(int functionIndex) {
        CallDirect direct = graph.add(KnownCallee.direct(call, functionIndex));
        if (!call.isTail()) {
            ways.add(new Way(
                    direct,
                    index -> call.functionType().resultCount() == 1 ? direct : graph.unique(new Result(direct, index)),
                    aliasClass -> graph.unique(new MemoryProjection(direct, aliasClass))));
        }
        otherwise((IfTrue) call.control());
    }

    private void otherwise(IfTrue test) {
        call.setInput(0, graph.add(new IfFalse((If) test.branch())));
    }

    /** Joins all ways behind the call. */
    void join() {
        if (rest < UNEXPECTED && !call.isTail()) {
            call.expect(expected);
        }
        ControlNode next = call.next();
        if (next == null || ways.isEmpty()) {
            return;
        }
        Node[] ends = new Node[ways.size() + 1];
        for (int i = 0; i < ways.size(); i++) {
            ends[i] = ways.get(i).control;
        }
        ends[ways.size()] = call;
        int slot = call.nextSlot();
        Region region = graph.add(new Region(ends));
        next.setInput(slot, region);
        for (Node user : call.users()) {
            if (user instanceof MemoryProjection projection) {
                AliasClass aliasClass = projection.aliasClass();
                choose(projection, new MemoryPhi(aliasClass, region), way -> way.token.apply(aliasClass));
            } else if (user instanceof Result result) {
                choose(result, new Phi(result.stamp(), region), way -> way.result.apply(result.index()));
            }
        }
        if (call.functionType().resultCount() == 1) {
            choose(call, new Phi(call.stamp(), region), way -> way.result.apply(0));
        }
    }

    /** Lets all data users of what the call gave use the phi of that and what the other ways give. */
    private void choose(Node given, Phi phi, Function<Way, Node> other) {
        List<Node> users = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < given.userCount(); i++) {
            if (given.userKind(i) != EdgeKind.CONTROL && given.userKind(i) != EdgeKind.OWNER) {
                users.add(given.user(i));
                slots.add(given.userSlot(i));
            }
        }
        if (users.isEmpty()) {
            return;
        }
        for (Way way : ways) {
            phi.addInput(other.apply(way));
        }
        phi.addInput(given);
        graph.add(phi);
        for (int i = 0; i < users.size(); i++) {
            users.get(i).setInput(slots.get(i), phi);
        }
    }
}
