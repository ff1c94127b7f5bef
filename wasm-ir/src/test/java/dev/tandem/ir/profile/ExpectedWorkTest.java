// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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
            return costs(in.readAllBytes(), function, wanted);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Integer> costs(byte[] bytes, int function, boolean wanted) {
        WasmModule module = ModuleDecoder.decode(bytes, DecoderOptions.all());
        Teller teller = new Teller(wanted);
        new FunctionBodyDecoder(DecoderOptions.all()).decode(module, module.body(function), teller);
        return teller.costs;
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

    /** A loop over 32 KiB of code behind thirty branches around it. */
    @Test
    void howeverUnlikelyALoopCostsAShareOfItsBytes() {
        byte[] body = new byte[8 + 30 * 4 + (1 << 15) + 4];
        Arrays.fill(body, (byte) 0x01); // nop
        byte[] head = {0, 0x03, 0x40, 0x02, 0x40}; // no locals, loop, block
        System.arraycopy(head, 0, body, 0, head.length);
        for (int i = 0; i < 30; i++) {
            byte[] branch = {0x20, 0, 0x0d, 0}; // local.get 0, br_if 0
            System.arraycopy(branch, 0, body, head.length + 4 * i, branch.length);
        }
        byte[] tail = {0x0b, 0x0c, 0, 0x0b, 0x0b}; // end, br 0, end, end
        System.arraycopy(tail, 0, body, body.length - tail.length, tail.length);
        byte[] header = {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 1, 0x7f, 0, 3, 2, 1, 0};
        ByteBuffer module = ByteBuffer.allocate(header.length + 8 + body.length).put(header);
        module.put((byte) 10);
        leb(module, body.length + 4).put((byte) 1);
        leb(module, body.length).put(body);
        assertTrue(costs(module.array(), 0, true).getFirst() >= 32);
    }

    /** In three bytes. */
    private static ByteBuffer leb(ByteBuffer to, int value) {
        return to.put((byte) (value | 0x80)).put((byte) (value >> 7 | 0x80)).put((byte) (value >> 14));
    }

    @Test
    void nobodyWhoDoesNotWantToKnowIsTold() {
        assertEquals(List.of(0, 0, 0), costs(2, false));
    }
}
