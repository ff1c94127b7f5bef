// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import static dev.tandem.optimizing.build.BodyWriter.ADD;
import static dev.tandem.optimizing.build.BodyWriter.BLOCK;
import static dev.tandem.optimizing.build.BodyWriter.BR;
import static dev.tandem.optimizing.build.BodyWriter.BR_IF;
import static dev.tandem.optimizing.build.BodyWriter.BR_TABLE;
import static dev.tandem.optimizing.build.BodyWriter.CALL;
import static dev.tandem.optimizing.build.BodyWriter.CONST;
import static dev.tandem.optimizing.build.BodyWriter.ELSE;
import static dev.tandem.optimizing.build.BodyWriter.END;
import static dev.tandem.optimizing.build.BodyWriter.IF;
import static dev.tandem.optimizing.build.BodyWriter.LOAD;
import static dev.tandem.optimizing.build.BodyWriter.LOOP;
import static dev.tandem.optimizing.build.BodyWriter.NOTHING;
import static dev.tandem.optimizing.build.BodyWriter.STORE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.profile.FunctionProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
    private static final int RETURN_CALL = 0x12;
    private static final int UNREACHABLE = 0x00;
    private static final int I32 = 0x7f;

    private static BodyWriter body() {
        return new BodyWriter();
    }

    private static Graph build(BodyWriter... bodies) {
        return build(new GraphBuilder(), FunctionProfile.empty(), bodies);
    }

    private static Graph build(GraphBuilder builder, FunctionProfile profile, BodyWriter... bodies) {
        WasmModule module = BodyWriter.module(3, bodies);
        Graph graph = builder.build(module, module.body(0), profile);
        GraphVerifier.verify(graph);
        return graph;
    }

    private static <T extends Node> List<T> all(Graph graph, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.getClass() == type) {
                found.add(type.cast(node));
            }
        }
        return found;
    }

    private static <T extends Node> T only(Graph graph, Class<T> type) {
        List<T> found = all(graph, type);
        assertEquals(1, found.size(), () -> found.toString());
        return found.get(0);
    }

    // Variables

    @Test
    void loopsGetPhisForWhatTheyAssignAndSomebodyReads() {
        // 1 counts down, 2 is assigned but never read again, 3 is only read.
        Graph graph = build(body()
                .get(0).set(1)
                .op(LOOP, NOTHING)
                .get(3).set(2)
                .get(1).op(CONST, 0x7f, ADD).set(1)
                .get(1).op(BR_IF, 0)
                .op(END)
                .get(1));
        Phi phi = only(graph, Phi.class);
        assertInstanceOf(Loop.class, phi.region());
        assertSame(graph.parameter(0), phi.value(0));
    }

    @Test
    void joinsGetPhisOnlyWhereValuesDiffer() {
        Graph graph = build(body()
                .get(0).op(IF, NOTHING).increment(1).get(0).set(2).op(ELSE).get(0).set(2).op(END)
                .get(1).get(2).op(ADD).get(3).op(ADD));
        assertEquals(1, all(graph, Phi.class).size());
        assertEquals(1, all(graph, Region.class).size());
    }

    @Test
    void waysThatDoNotComeBackLeaveNoPhi() {
        Graph graph = build(body()
                .get(0).op(IF, NOTHING).increment(1).op(UNREACHABLE, END)
                .get(1));
        assertTrue(all(graph, Phi.class).isEmpty());
        assertTrue(all(graph, Region.class).isEmpty());
        assertTrue(only(graph, If.class).probability() < 0.001);
    }

    // Control

    @Test
    void aLoopThatNothingBranchesBackToIsNone() {
        Graph graph = build(body().op(LOOP, NOTHING).increment(0).op(END).get(0));
        assertTrue(all(graph, Loop.class).isEmpty());
        assertTrue(all(graph, Phi.class).isEmpty());
    }

    @Test
    void aBranchBackInCodeThatIsNeverReachedIsNone() {
        Graph graph = build(body()
                .op(BLOCK, NOTHING, LOOP, NOTHING, BLOCK, NOTHING, BR, 2, END).increment(0).op(BR, 0, END, END)
                .get(0));
        assertTrue(all(graph, Loop.class).isEmpty());
        assertSame(graph.start(), only(graph, Return.class).control());
        assertSame(graph.parameter(0), only(graph, Return.class).result(0));
    }

    @Test
    void continuesMeetBeforeTheOnlyBackEdge() {
        Graph graph = build(body()
                .op(LOOP, NOTHING)
                .increment(0).get(0).op(BR_IF, 0)
                .increment(1).get(1).op(BR_IF, 0)
                .op(END)
                .get(0));
        Loop loop = only(graph, Loop.class);
        assertEquals(2, loop.inputCount());
        Safepoint safepoint = assertInstanceOf(Safepoint.class, loop.backEdge());
        assertInstanceOf(Region.class, safepoint.control());
    }

    @Test
    void tablesHaveASuccessorForEachTarget() {
        Graph graph = build(body()
                .op(BLOCK, NOTHING, BLOCK, NOTHING)
                .get(0).op(BR_TABLE, 4, 0, 1, 0, 0, 1)
                .op(END).increment(1).op(END)
                .get(1));
        Switch branch = only(graph, Switch.class);
        assertEquals(4, branch.keyCount());
        assertEquals(2, branch.successorCount());
        assertEquals(0.6, branch.probability(branch.target(0)), 1e-9);
        assertEquals(branch.target(1), branch.target(branch.keyCount()));
        assertEquals(2, branch.cases().length);
    }

    @Test
    void theProfileSaysHowOftenLoopsGoOn() {
        BodyWriter body = body().op(LOOP, NOTHING).increment(0).get(0).op(BR_IF, 0).op(END).get(0);
        // The loop stands after the two declarations of locals: a count, a number, a type.
        FunctionProfile profile = new FunctionProfile.Builder().entries(10).loop(3, 990).build();
        Graph graph = build(new GraphBuilder(), profile, body);
        assertEquals(0.99, only(graph, If.class).probability(), 1e-9);
        assertEquals(0.9, only(build(body), If.class).probability(), 1e-9);
    }

    @Test
    void innerLoopsAreTakenToBeEnteredInEveryIterationAround() {
        BodyWriter body = body()
                .op(LOOP, NOTHING, LOOP, NOTHING).increment(1).get(1).op(BR_IF, 0, END)
                .increment(0).get(0).op(BR_IF, 0, END)
                .get(0);
        FunctionProfile profile = new FunctionProfile.Builder().entries(1).loop(3, 99).loop(5, 300).build();
        List<If> branches = all(build(new GraphBuilder(), profile, body), If.class);
        assertEquals(0.75, branches.get(0).probability(), 1e-9);
        assertEquals(0.99, branches.get(1).probability(), 1e-9);
    }

    // Globals

    @Test
    void immutableGlobalsOfTheModuleAreConstants() {
        Graph graph = build(body().op(0x23, 1));
        assertEquals(77, assertInstanceOf(ConstantInt.class, only(graph, Return.class).result(0)).value());
    }

    // Memory

    @Test
    void loadsTakeTheTokenOfTheStoreBefore() {
        Graph graph = build(body().get(0).get(0).op(STORE, 2, 0).get(0).op(LOAD, 2, 4));
        assertSame(only(graph, Store.class), only(graph, Load.class).token());
        assertSame(graph.start(), assertInstanceOf(MemoryProjection.class, only(graph, Store.class).token()).writer());
    }

    @Test
    void callsChangeEverything() {
        Graph graph = build(body().get(0).get(0).op(CALL, 0).op(STORE, 2, 0).get(0).op(LOAD, 2, 4, CALL, 0));
        List<CallDirect> calls = all(graph, CallDirect.class);
        MemoryProjection token = assertInstanceOf(MemoryProjection.class, only(graph, Store.class).token());
        assertSame(calls.get(0), token.writer());
        assertSame(only(graph, Store.class), calls.get(1).state().token(token.aliasClass()));
    }

    @Test
    void loopsJoinTokensOnlyIfTheyWrite() {
        BodyWriter reading = body().op(LOOP, NOTHING).get(0).op(LOAD, 2, 0, BR_IF, 0, END).get(0);
        assertTrue(all(build(reading), MemoryPhi.class).isEmpty());
        BodyWriter writing = body().op(LOOP, NOTHING).get(0).get(0).op(STORE, 2, 0).get(0).op(LOAD, 2, 0, BR_IF, 0, END).get(0);
        assertSame(only(build(writing), MemoryPhi.class).region().getClass(), Loop.class);
    }

    @Test
    void checkedMemoriesGetChecks() {
        Graph graph = build(new GraphBuilder(m -> true), FunctionProfile.empty(), body().get(0).op(LOAD, 2, 8));
        BoundsCheck check = only(graph, BoundsCheck.class);
        assertEquals(8, check.offset());
        assertEquals(4, check.width());
        assertSame(check, only(graph, Load.class).control());
    }

    // Inlining

    @Test
    void inlinedCodeKnowsItsCaller() {
        WasmModule module =
                BodyWriter.module(3, body().get(0).op(CALL, 1), body().get(0).op(LOAD, 2, 0).get(0).op(CALL, 0, ADD));
        GraphBuilder builder = new GraphBuilder();
        Graph graph = builder.build(module, module.body(0), FunctionProfile.empty());
        CallDirect call = only(graph, CallDirect.class);
        InlinedBody out = builder.inline(call, module.body(1), FunctionProfile.empty());
        Load load = only(graph, Load.class);
        assertSame(graph.parameter(0), load.address());
        assertEquals(1, graph.positions().functionIndex(load.position()));
        assertEquals(call.position(), graph.positions().caller(load.position()));
        assertEquals(1, out.resultCount());
        assertInstanceOf(CallDirect.class, out.control().orElseThrow());
        assertSame(call.state().token(load.aliasClass()), load.token());
        MemoryProjection token = assertInstanceOf(MemoryProjection.class, out.token(load.aliasClass()).orElseThrow());
        assertSame(out.control().orElseThrow(), token.writer());
    }

    @Test
    void tailCallsInInlinedCodeStayTailCallsOnlyAtTailCalls() {
        BodyWriter callee = body().get(0).op(RETURN_CALL, 1);
        for (boolean tail : new boolean[] {true, false}) {
            WasmModule module = BodyWriter.module(3, body().get(0).op(tail ? RETURN_CALL : CALL, 1), callee);
            GraphBuilder builder = new GraphBuilder();
            Graph graph = builder.build(module, module.body(0), FunctionProfile.empty());
            CallDirect call = only(graph, CallDirect.class);
            InlinedBody out = builder.inline(call, module.body(1), FunctionProfile.empty());
            assertEquals(tail, all(graph, CallDirect.class).get(1).isTail());
            assertEquals(tail, out.control().isEmpty());
        }
    }

    @Test
    void severalReturnsOfInlinedCodeMeet() {
        WasmModule module = BodyWriter.module(
                3, body().get(0).op(CALL, 1), body().get(0).op(IF, I32, CONST, 5, ELSE, CONST, 6, 0x0f, END));
        GraphBuilder builder = new GraphBuilder();
        Graph graph = builder.build(module, module.body(0), FunctionProfile.empty());
        InlinedBody out = builder.inline(only(graph, CallDirect.class), module.body(1), FunctionProfile.empty());
        Phi result = assertInstanceOf(Phi.class, out.result(0));
        assertSame(result.region(), out.control().orElseThrow());
    }

    @Test
    void whatNeverReturnsHasNoWayOut() {
        WasmModule module = BodyWriter.module(3, body().get(0).op(CALL, 1), body().op(UNREACHABLE));
        GraphBuilder builder = new GraphBuilder();
        Graph graph = builder.build(module, module.body(0), FunctionProfile.empty());
        InlinedBody out = builder.inline(only(graph, CallDirect.class), module.body(1), FunctionProfile.empty());
        assertFalse(out.control().isPresent());
    }

    @Test
    void bodiesThatCannotBeBuiltLeaveTheGraphAlone() {
        int refI31 = 0x1c;
        WasmModule module = BodyWriter.module(3, body().get(0).op(CALL, 1), body().get(0).op(0xfb, refI31, 0xfb, 0x1e));
        GraphBuilder builder = new GraphBuilder();
        Graph graph = builder.build(module, module.body(0), FunctionProfile.empty());
        int capacity = graph.capacity();
        CallDirect call = only(graph, CallDirect.class);
        CompilationException refusal = assertThrows(
                CompilationException.class, () -> builder.inline(call, module.body(1), FunctionProfile.empty()));
        assertEquals(1, refusal.functionIndex());
        assertEquals(capacity, graph.capacity());
        GraphVerifier.verify(graph);
    }
}
