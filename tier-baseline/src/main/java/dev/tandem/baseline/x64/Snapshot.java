// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import java.util.Arrays;

/** The places of values at a label. Used again for later blocks of the same depth. */
final class Snapshot {
    /** Registers that stay free at loop headers, for the loop to work with. */
    private static final int FREE_IN_LOOPS = 3;

    byte[] place = new byte[32];
    private long[] constant = new long[32];
    int count;
    /** Whether some branch has decided the places. */
    boolean decided;

    private void size(int newCount) {
        count = newCount;
        if (newCount > place.length) {
            int more = Math.max(newCount, 2 * place.length);
            place = Arrays.copyOf(place, more);
            constant = Arrays.copyOf(constant, more);
        }
    }

    /** All as it is now. */
    void copy(Values values) {
        size(values.size);
        System.arraycopy(values.place, 0, place, 0, count);
        System.arraycopy(values.constant, 0, constant, 0, count);
        decided = true;
    }

    /** Makes all be as it was at {@link #copy}. */
    void restoreCopy(Values values) {
        values.restore(place, count);
        System.arraycopy(constant, 0, values.constant, 0, count);
    }

    /**
     * Decides the places for a label that the code at hand jumps to: as they are, as far as another branch can make them so, too. Each
     * value gets a place of its own, and locals are no constants.
     *
     * @param below entries that stay, at the bottom
     * @param arity entries that the branch carries, from the top
     */
    void decide(Values values, int below, int arity) {
        size(below + arity);
        decided = true;
        int taken = keepRegisters(values.place, below);
        int from = values.size - arity;
        for (int i = 0; i < arity; i++) {
            int at = values.place[from + i];
            int register = Values.register(at);
            if (Values.isRegister(at) && (taken & (1 << register)) == 0) {
                taken |= 1 << register;
                place[below + i] = (byte) register;
            } else {
                place[below + i] = Values.CONSTANT;
            }
        }
        taken = placeOthers(values, 0, values.locals, 0, taken, 0);
        placeOthers(values, below, below + arity, from - below, taken, 0);
    }

    /**
     * Decides the places after an {@code if} without {@code else} that no branch leaves: as they are in {@code other}, the way around it.
     * Constants that the values at hand, at the end of its arm, are as well stay constants.
     */
    void decideAround(Values values, Snapshot other) {
        size(other.count);
        decided = true;
        int taken = keepRegisters(other.place, count);
        for (int i = 0; i < count; i++) {
            if (place[i] == Values.CONSTANT
                    && (values.place[i] != Values.CONSTANT || values.constant[i] != other.constant[i])) {
                taken = placeOthers(values, i, i + 1, 0, taken, 0);
            }
        }
    }

    /** As {@link #decide}, for a loop header: operands below are in their slots, and some registers stay free. */
    void decideLoop(Values values, int below, int arity) {
        size(below + arity);
        decided = true;
        for (int i = values.locals; i < below; i++) {
            place[i] = values.place[i] == Values.CONSTANT ? (byte) Values.CONSTANT : Values.SLOT;
        }
        int taken = keepForLoop(values, 0, values.locals, 0);
        taken = keepForLoop(values, below, count, taken);
        taken = placeOthers(values, 0, values.locals, 0, taken, FREE_IN_LOOPS);
        placeOthers(values, below, count, 0, taken, FREE_IN_LOOPS);
    }

    private int keepForLoop(Values values, int from, int to, int takenBefore) {
        int taken = takenBefore;
        for (int i = from; i < to; i++) {
            int at = values.place[i];
            int register = Values.register(at);
            if (Values.isRegister(at) && (taken & (1 << register)) == 0 && hasRoom(values.kind[i], taken)) {
                taken |= 1 << register;
                place[i] = (byte) register;
            } else {
                place[i] = at == Values.CONSTANT ? (byte) Values.CONSTANT : Values.SLOT;
            }
        }
        return taken;
    }

    private static boolean hasRoom(int kind, int taken) {
        return Integer.bitCount(Values.registers(kind) & ~taken) > FREE_IN_LOOPS;
    }

    /** Entries in registers that none before them has stay there, the others become pending; returns the registers taken. */
    private int keepRegisters(byte[] places, int below) {
        int taken = 0;
        for (int i = 0; i < below; i++) {
            int at = places[i];
            if (Values.isRegister(at)) {
                int bit = 1 << Values.register(at);
                if ((taken & bit) == 0) {
                    taken |= bit;
                    place[i] = (byte) at;
                } else {
                    place[i] = Values.SLOT;
                }
            } else {
                place[i] = (byte) at;
            }
        }
        return taken;
    }

    /** Gives constants and values that share registers a register, as long as there are any, else their slots. */
    private int placeOthers(Values values, int from, int to, int shift, int takenBefore, int keepFree) {
        int taken = takenBefore;
        for (int i = from; i < to; i++) {
            if (place[i] == Values.CONSTANT) {
                int kind = values.kind[i + shift];
                int free = Values.registers(kind) & ~taken;
                if (Integer.bitCount(free) > keepFree) {
                    int register = Integer.numberOfTrailingZeros(free);
                    taken |= 1 << register;
                    place[i] = (byte) register;
                } else {
                    place[i] = Values.SLOT;
                }
            }
        }
        return taken;
    }

    /**
     * Collects the moves that bring the values where this wants them. For a label ahead, what is no longer stored on all ways is
     * forgotten.
     */
    void collect(Values values, int arity, Moves moves) {
        int below = count - arity;
        byte[] now = values.place;
        int i = 0;
        while (true) {
            int same = Arrays.mismatch(now, i, below, place, i, below);
            if (same < 0) {
                break;
            }
            i += same;
            difference(values, i, moves);
            i++;
        }
        int shift = values.size - count;
        int slot = values.slotsBelow(below);
        for (int k = below; k < count; k++) {
            slot += Values.slotSize(values.kind[k + shift]);
            if (place[k] == Values.SLOT) {
                moves.toSlot(values, k + shift, slot);
            } else {
                moves.toRegister(values, k + shift, Values.register(place[k]));
            }
        }
    }

    private void difference(Values values, int i, Moves moves) {
        int from = values.place[i];
        int to = place[i];
        if (to == Values.SLOT) {
            if (!Values.isRegister(from) || (from & Values.STORED) == 0) {
                moves.toSlot(values, i, values.slot[i]);
            }
            return;
        }
        if (Values.isRegister(to) && (to & Values.STORED) != 0 && from != Values.SLOT
                && (!Values.isRegister(from) || (from & Values.STORED) == 0)) {
            to &= ~Values.STORED;
            place[i] = (byte) to;
        }
        if (from != to) {
            moves.toRegister(values, i, Values.register(to));
        }
    }
}
