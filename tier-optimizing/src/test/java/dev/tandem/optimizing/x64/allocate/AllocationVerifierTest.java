// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import static dev.tandem.optimizing.x64.lir.Operand.def;
import static dev.tandem.optimizing.x64.lir.Operand.use;
import static dev.tandem.optimizing.x64.lir.Operand.useAny;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Location;
import dev.tandem.optimizing.x64.lir.Move;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Wrong allocations, made by hand, are found. */
class AllocationVerifierTest {
    private final LirFunction function = new LirFunction(0);
    private final LirBlock entry = function.newBlock();

    private int word() {
        return function.newRegister(LirKind.WORD64);
    }

    private static LirInstruction at(LirInstruction instruction, int... locations) {
        for (int i = 0; i < locations.length; i++) {
            instruction.setLocation(i, locations[i]);
        }
        return instruction;
    }

    private void verify(LirBlock... blocks) {
        function.setBlocks(List.of(blocks));
        new AllocationVerifier(function).verify();
    }

    private void assertRefused(LirBlock... blocks) {
        assertThrows(IllegalStateException.class, () -> verify(blocks));
    }

    @Test
    void wrongRegister() {
        int a = word();
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(at(TestInstruction.of("use", use(a)), Gpr.RCX));
        assertRefused(entry);
    }

    @Test
    void overwritten() {
        int a = word();
        int b = word();
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(at(TestInstruction.of("make", def(b)), Gpr.RAX));
        entry.append(at(TestInstruction.of("use", use(a)), Gpr.RAX));
        assertRefused(entry);
    }

    @Test
    void lostAtCall() {
        int a = word();
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(TestInstruction.call());
        entry.append(at(TestInstruction.of("use", use(a)), Gpr.RAX));
        assertRefused(entry);
    }

    @Test
    void onOnePathOnly() {
        int a = word();
        LirBlock left = function.newBlock();
        LirBlock right = function.newBlock();
        LirBlock join = function.newBlock();
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(TestInstruction.of("branch"));
        entry.addSuccessor(left);
        entry.addSuccessor(right);
        left.append(new Move(LirKind.WORD64, Gpr.RAX, Gpr.RCX));
        left.append(new Jump());
        left.addSuccessor(join);
        right.append(new Jump());
        right.addSuccessor(join);
        join.append(at(TestInstruction.of("use", use(a)), Gpr.RCX));
        assertRefused(entry, left, right, join);
    }

    @Test
    void valueOfTheIterationBefore() {
        int a = word();
        int parameter = word();
        int b = word();
        LirBlock head = function.newBlock();
        LirBlock exit = function.newBlock();
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(new Jump());
        entry.addSuccessor(head, a);
        head.setParameters(parameter);
        head.append(at(TestInstruction.of("use", use(parameter)), Gpr.RAX));
        head.append(at(TestInstruction.of("make", def(b)), Gpr.RCX));
        head.append(TestInstruction.of("branch"));
        head.addSuccessor(head, b);
        head.addSuccessor(exit);
        exit.append(TestInstruction.of("return"));
        assertRefused(entry, head, exit);
    }

    @Test
    void halfOfAVectorOverwritten() {
        int vector = function.newRegister(LirKind.VECTOR128);
        int a = word();
        int slot = Location.stack(-32);
        entry.append(at(TestInstruction.of("make", def(vector)), Location.vector(0)));
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(new Move(LirKind.VECTOR128, Location.vector(0), slot));
        entry.append(new Move(LirKind.WORD64, Gpr.RAX, Location.stack(-24)));
        entry.append(at(TestInstruction.of("use", useAny(vector)), slot));
        assertRefused(entry);
    }

    @Test
    void rightAllocation() {
        int a = word();
        entry.append(at(TestInstruction.of("make", def(a)), Gpr.RAX));
        entry.append(new Move(LirKind.WORD64, Gpr.RAX, Location.stack(-8)));
        entry.append(TestInstruction.call());
        entry.append(at(TestInstruction.of("use", useAny(a)), Location.stack(-8)));
        verify(entry);
    }
}
