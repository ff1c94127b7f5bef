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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.profile.FunctionProfile;
import org.junit.jupiter.api.Test;

/** Nothing that a body can be full of makes graphs grow faster than the body. */
class LargeFunctionsTest {
    private static final int LOCALS = 1000;

    /** A body in which something occurs {@code n} times. */
    private interface Shape {
        void write(BodyWriter body, int n);
    }

    private static Graph build(Shape shape, int n) {
        BodyWriter body = new BodyWriter();
        shape.write(body, n);
        WasmModule module = BodyWriter.module(LOCALS, body);
        Graph graph = new GraphBuilder().build(module, module.body(0), FunctionProfile.empty());
        GraphVerifier.verify(graph);
        return graph;
    }

    private static void growsLinearly(Shape shape, int n) {
        int half = build(shape, n / 2).capacity();
        int whole = build(shape, n).capacity();
        assertTrue(whole < 2.2 * half + 1000, () -> half + " nodes for half, " + whole + " for all");
    }

    @Test
    void instructions() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.get(0).get(i % LOCALS).op(ADD).set(1 + i % LOCALS);
                    }
                    body.get(LOCALS);
                },
                50_000);
    }

    @Test
    void branchesOverManyLocals() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.get(0).op(IF, NOTHING).increment(1 + i % LOCALS).op(ELSE).increment(1 + i / 2 % LOCALS).op(END);
                    }
                    body.op(CONST, 0);
                    for (int i = 0; i < LOCALS; i++) {
                        body.get(i).op(ADD);
                    }
                },
                10_000);
    }

    @Test
    void localsPassThroughBranchesFree() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.get(0).op(IF, NOTHING).increment(0).op(END);
                        body.get(1 + i % LOCALS).get(0).op(ADD).set(0);
                    }
                    body.get(0);
                },
                10_000);
    }

    @Test
    void earlyExits() {
        growsLinearly(
                (body, n) -> {
                    body.op(BLOCK, NOTHING);
                    for (int i = 0; i < n; i++) {
                        body.increment(1 + i % LOCALS).get(i % LOCALS).op(BR_IF, 0);
                    }
                    body.op(END).get(7);
                },
                10_000);
    }

    @Test
    void nestedBlocksThatAllAreLeft() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.op(BLOCK, NOTHING);
                    }
                    for (int i = 0; i < n; i++) {
                        body.increment(1).get(1).op(BR_IF).unsigned(i);
                    }
                    for (int i = 0; i < n; i++) {
                        body.increment(2).op(END);
                    }
                    body.get(2);
                },
                1000);
    }

    @Test
    void nestedLoops() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.op(LOOP, NOTHING).get(100).get(101).op(ADD).set(5);
                    }
                    body.increment(1);
                    for (int i = 0; i < n; i++) {
                        body.get(1).op(BR_IF, 0, END);
                    }
                    body.get(1);
                },
                1000);
    }

    @Test
    void loopsInARow() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.op(LOOP, NOTHING).increment(1 + i % 10).get(i % LOCALS).op(BR_IF, 0, END);
                    }
                    body.get(1);
                },
                10_000);
    }

    @Test
    void tableOfManyTargets() {
        growsLinearly(
                (body, n) -> {
                    body.op(BLOCK, NOTHING);
                    for (int i = 0; i < n; i++) {
                        body.op(BLOCK, NOTHING);
                    }
                    body.get(0).op(BR_TABLE).unsigned(n - 1);
                    for (int i = 0; i < n; i++) {
                        body.unsigned(i);
                    }
                    for (int i = 0; i < n; i++) {
                        body.op(END).increment(1 + i % LOCALS).op(BR).unsigned(n - 1 - i);
                    }
                    body.op(END).get(1);
                },
                5000);
    }

    @Test
    void interpreterLoop() {
        growsLinearly(
                (body, n) -> {
                    body.op(LOOP, NOTHING);
                    for (int i = 0; i < n; i++) {
                        body.op(BLOCK, NOTHING);
                    }
                    body.get(0).op(LOAD, 2, 0, BR_TABLE).unsigned(n - 1);
                    for (int i = 0; i < n; i++) {
                        body.unsigned(i);
                    }
                    for (int i = 0; i < n; i++) {
                        body.op(END).increment(0).increment(1 + i % 20).op(BR).unsigned(n - 1 - i);
                    }
                    body.op(END).get(1);
                },
                5000);
    }

    @Test
    void callsAndStores() {
        growsLinearly(
                (body, n) -> {
                    for (int i = 0; i < n; i++) {
                        body.get(0).op(IF, NOTHING).get(0).get(1).op(STORE, 2, 0, END);
                        body.get(1).op(CALL, 0).set(1);
                    }
                    body.get(1);
                },
                10_000);
    }

    @Test
    void theBudgetRefuses() {
        BodyWriter body = new BodyWriter();
        for (int i = 0; i < 1000; i++) {
            body.get(0).op(LOAD, 2, 0).set(0);
        }
        WasmModule module = BodyWriter.module(LOCALS, body.get(0));
        assertThrows(
                CompilationException.class,
                () -> new GraphBuilder().build(module, module.body(0), FunctionProfile.empty(), 500));
    }
}
