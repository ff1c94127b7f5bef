// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlAssemblerTest {
    private final Assembler assembler = new Assembler(true);

    private String hex() {
        return HexFormat.of().formatHex(assembler.toByteArray());
    }

    @Test
    void backwardJumpsAreShortWhereTheyReach() {
        Label start = new Label();
        assembler.bind(start);
        assembler.ret();
        assembler.jmp(start);
        assembler.jcc(Condition.EQUAL, start);
        assertEquals("c3" + "ebfd" + "74fb", hex());
        for (int i = 0; i < 130; i++) {
            assembler.ret();
        }
        int before = assembler.position();
        assembler.jcc(Condition.LESS, start);
        assertEquals(6, assembler.position() - before);
    }

    @Test
    void forwardJumpsWaitForTheirLabel() {
        Label end = new Label();
        assembler.jmp(end);
        assembler.jccShort(Condition.ABOVE, end);
        assembler.call(end);
        assembler.bind(end);
        assertEquals("e907000000" + "7705" + "e800000000", hex());
        assertThrows(IllegalStateException.class, () -> assembler.bind(end));
    }

    @Test
    void aShortJumpTooFarIsRefused() {
        Label end = new Label();
        assembler.jmpShort(end);
        assembler.align(256);
        assertThrows(IllegalStateException.class, () -> assembler.bind(end));
    }

    @Test
    void constantsArePooledByValueAndAligned() {
        Label one = assembler.constant(1, 0, 8);
        assembler.xl(VectorOp.MOVSD_LOAD, 0, one);
        assembler.xxl(VectorOp.PAND, 1, 1, assembler.constant(-1, 2, 16));
        assertEquals(one, assembler.constant(1, 0, 8));
        assembler.ret();
        assembler.finish();
        // vmovsd xmm0, [rip+0x28]; vpand xmm1, xmm1, [rip+0x10]; ret; padding to 32; the larger constant first
        String code = "c5fb100528000000" + "c5f1db0d10000000" + "c3";
        assertEquals(code, hex().substring(0, code.length()));
        assertEquals(32 + 16 + 8, assembler.position());
        String pool = hex().substring(hex().length() - 48);
        assertEquals("ffffffffffffffff" + "0200000000000000" + "0100000000000000", pool);
    }

    @Test
    void jumpTablesHoldDistances() {
        Label table = new Label();
        Label target = new Label();
        assembler.lea(0, table);
        assembler.bind(target);
        assembler.ret();
        assembler.bind(table);
        assembler.tableEntry(table, target);
        assembler.finish();
        assertEquals("488d0501000000" + "c3" + "ffffffff", hex());
    }

    @Test
    void symbolsAreLeftToTheLinker() {
        assembler.callSymbol(7);
        assembler.mov(Gpr.RAX, 1);
        assertEquals(List.of(new Relocation(1, 7)), assembler.relocations());
        assembler.reset();
        assertEquals(0, assembler.position());
        assertEquals(List.of(), assembler.relocations());
    }

    @Test
    void withoutAvxTheDestinationIsTheFirstSource() {
        Assembler legacy = new Assembler(false);
        assertThrows(IllegalArgumentException.class, () -> legacy.xxx(VectorOp.ADDSD, 0, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> legacy.xx(VectorOp.VPBROADCASTB, 0, 1));
    }

    @Test
    void noOpsFillUpToTheAlignment() {
        for (int offset = 0; offset < 32; offset++) {
            assembler.reset();
            for (int i = 0; i < offset; i++) {
                assembler.ret();
            }
            assembler.align(16);
            assertEquals((offset + 15) / 16 * 16, assembler.position());
        }
    }
}
