// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.body.FunctionBodyDecoder;
import dev.tandem.decoder.body.Label;
import dev.tandem.decoder.body.RefusingVisitor;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the functions of {@code work.wat}. */
final class ExpectedWorkTest {
    /** Control instructions take some bytes, too. */
    private static final int TOLERANCE = 8;

    /** Tells of a body, and gathers what loops and the function cost, in the order of their ends. */
    private static final class Teller extends RefusingVisitor {
        private final ExpectedWork work = new ExpectedWork();
        private final List<Integer> costs = new ArrayList<>();
        private final boolean wanted;

        Teller(boolean wanted) {
            this.wanted = wanted;
        }

        @Override
        protected RuntimeException refuse(String instruction) {
            throw new AssertionError(instruction);
        }

        @Override
        public void begin(BodyState state, Label function) {
            work.begin(state, wanted);
            work.open(function);
        }

        @Override
        public void block(Label label) {
            work.open(label);
        }

        @Override
        public void loop(Label label) {
            work.open(label);
        }

        @Override
        public void if_(Label label) {
            work.open(label);
        }

        @Override
        public void else_(Label label, boolean fallsThrough) {
            work.otherwise(label);
        }

        @Override
        public void end(Label label, boolean fallsThrough) {
            int cost = work.end(label);
            if (label.isLoop() || label.kind() == Label.Kind.FUNCTION) {
                costs.add(cost);
            }
        }

        @Override
        public void br(Label target) {
            work.branch(target);
        }

        @Override
        public void brIf(Label target) {
            work.branchIf(target);
        }

        @Override
        public void brTable(Label[] targets, int count) {
            work.branchTable(targets, count);
        }

        @Override
        public void localGet(int index, ValueType type) {}
    }

    private static List<Integer> costs(int function, boolean wanted) {
        try (InputStream in = ExpectedWorkTest.class.getResourceAsStream("work.wasm")) {
            WasmModule module = ModuleDecoder.decode(in.readAllBytes(), DecoderOptions.all());
            Teller teller = new Teller(wanted);
            new FunctionBodyDecoder(DecoderOptions.all()).decode(module, module.body(function), teller);
            return teller.costs;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertCosts(int function, int... expected) {
        List<Integer> costs = costs(function, true);
        assertEquals(expected.length, costs.size());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], costs.get(i), TOLERANCE, () -> "of " + costs);
        }
    }

    @Test
    void straightCodeRunsAsAWhole() {
        assertCosts(0, 20);
    }

    @Test
    void armsAreEquallyLikely() {
        assertCosts(1, 15 + 5);
    }

    @Test
    void loopsCountForThemselvesAndAreSeldomLeft() {
        assertCosts(2, 20, 10 + 5, 10);
    }

    @Test
    void ofManyCasesOneRuns() {
        assertCosts(3, 20 + 17, 5);
    }

    @Test
    void whatFollowsAnEarlyReturnRunsLessOften() {
        assertCosts(4, 10 + 3);
    }

    @Test
    void nobodyWhoDoesNotWantToKnowIsTold() {
        assertEquals(List.of(0, 0, 0), costs(2, false));
    }
}
