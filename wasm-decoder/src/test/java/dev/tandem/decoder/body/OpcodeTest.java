// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OpcodeTest {
    /** The numbers that the specification assigns behind a prefix, or without one. */
    private static BitSet assigned(int prefix) {
        BitSet set = new BitSet();
        switch (prefix) {
            case 0 -> {
                set.set(0x00, 0x06);
                set.set(0x08);
                set.set(0x0A, 0x16);
                set.set(0x1A, 0x1D);
                set.set(0x1F, 0x27);
                set.set(0x28, 0xC5);
                set.set(0xD0, 0xD7);
            }
            case 0xFB -> set.set(0, 0x1F);
            case 0xFC -> set.set(0, 18);
            case 0xFD -> {
                set.set(0, 0x114);
                int[] holes = {
                    0x9A, 0xA2, 0xA5, 0xA6, 0xAF, 0xB0, 0xB2, 0xB3, 0xB4, 0xBB, 0xC2, 0xC5, 0xC6, 0xCF, 0xD0, 0xD2, 0xD3, 0xD4, 0xE2, 0xEE
                };
                for (int hole : holes) {
                    set.clear(hole);
                }
            }
            case 0xFE -> {
                set.set(0, 4);
                set.set(0x10, 0x4F);
            }
            default -> {}
        }
        return set;
    }

    @Test
    void theTableHoldsWhatTheSpecificationAssigns() {
        for (int prefix : new int[] {0, 0xFB, 0xFC, 0xFD, 0xFE}) {
            BitSet present = new BitSet();
            for (Opcode op : Opcode.values()) {
                if (op.prefix() == prefix) {
                    assertTrue(!present.get(op.code() & 0xFFFF), op + " has the code of another");
                    present.set(op.code() & 0xFFFF);
                }
            }
            assertEquals(assigned(prefix), present, "prefix " + Integer.toHexString(prefix));
        }
    }

    @Test
    void codesLeadToInstructions() {
        for (Opcode op : Opcode.values()) {
            assertEquals(op, Opcode.of(op.code()).orElseThrow());
        }
        for (int code : new int[] {0x06, 0xC5, 0xFB, 0xFB_001F, 0xFC_0012, 0xFD_009A, 0xFD_0114, 0xFE_0004, 0xFE_004F, 0xFA_0000, -1}) {
            assertTrue(Opcode.of(code).isEmpty(), () -> Integer.toHexString(code));
        }
    }

    @Test
    void onlyVariantsOfOneInstructionShareAMnemonic() {
        Set<String> seen = new TreeSet<>();
        List<String> twice = new ArrayList<>();
        for (Opcode op : Opcode.values()) {
            if (!seen.add(op.mnemonic())) {
                twice.add(op.mnemonic());
            }
        }
        assertEquals(List.of("select", "ref.test", "ref.cast"), twice);
    }

    @Test
    void codesOfWellKnownInstructions() {
        assertEquals(0x6A, Opcode.I32_ADD.code());
        assertEquals(0xBF, Opcode.F64_REINTERPRET_I64.code());
        assertEquals(0xFC_000A, Opcode.MEMORY_COPY.code());
        assertEquals(0xFD_0052, Opcode.V128_BITSELECT.code());
        assertEquals(0xFD_00BA, Opcode.I32X4_DOT_I16X8_S.code());
        assertEquals(0xFD_0113, Opcode.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S.code());
        assertEquals(0xFE_0048, Opcode.I32_ATOMIC_RMW_CMPXCHG.code());
        assertEquals(0xFE_004E, Opcode.I64_ATOMIC_RMW32_CMPXCHG_U.code());
    }

    @Test
    void accessesHaveAWidth() {
        Set<Opcode.Shape> wide = EnumSet.of(
                Opcode.Shape.LOAD, Opcode.Shape.STORE, Opcode.Shape.LOAD_LANE, Opcode.Shape.STORE_LANE, Opcode.Shape.EXTRACT_LANE,
                Opcode.Shape.REPLACE_LANE, Opcode.Shape.ATOMIC_LOAD, Opcode.Shape.ATOMIC_STORE, Opcode.Shape.ATOMIC_RMW,
                Opcode.Shape.ATOMIC_CMPXCHG, Opcode.Shape.ATOMIC_WAIT, Opcode.Shape.ATOMIC_NOTIFY);
        for (Opcode op : Opcode.values()) {
            assertEquals(wide.contains(op.shape()), op.width() > 0, op.mnemonic());
            assertTrue(Integer.bitCount(op.width()) <= 1, op.mnemonic());
        }
    }
}
