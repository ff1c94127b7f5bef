// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.ir.nativex64.NativeConvention;
import java.util.Arrays;

/**
 * Moves that are to happen as if all at once, between registers and frame slots. A move waits while its destination is still to be read;
 * when all that are left wait for each other, one of the values they wait for goes through a scratch register. Flags are kept.
 *
 * <p>The two scratch registers, r10 and r11, and xmm15 are changed.
 */
final class Moves {
    private static final int CONSTANT = -1;
    private static final int DONE = -2;
    /** Slots are this plus their distance from {@code rbp}, which is negative for stack arguments. */
    private static final int SLOT = 1 << 28;

    private static final int SECOND_SCRATCH = Gpr.R10;
    private static final int VECTOR_SCRATCH = Values.XMM0 + NativeConvention.VECTOR_SCRATCH;

    private final Transfers transfers;
    private int[] source = new int[32];
    private int[] destination = new int[32];
    private byte[] kind = new byte[32];
    private long[] constant = new long[32];
    private int count;
    private int slotSources;
    /** How many moves read each register. */
    private final int[] readers = new int[32];

    Moves(Transfers transfers) {
        this.transfers = transfers;
    }

    int count() {
        return count;
    }

    private int add(int newKind, int to) {
        if (count == source.length) {
            int more = 2 * count;
            source = Arrays.copyOf(source, more);
            destination = Arrays.copyOf(destination, more);
            kind = Arrays.copyOf(kind, more);
            constant = Arrays.copyOf(constant, more);
        }
        destination[count] = to;
        kind[count] = (byte) newKind;
        return count++;
    }

    /** The value of an entry to a register. */
    void toRegister(Values values, int entry, int register) {
        addFrom(values, entry, register);
    }

    /** The value of an entry to a slot. */
    void toSlot(Values values, int entry, int slot) {
        addFrom(values, entry, SLOT + slot);
    }

    private void addFrom(Values values, int entry, int to) {
        int at = values.place[entry];
        int newKind = values.kind[entry];
        if (Values.isRegister(at)) {
            int register = Values.register(at);
            if (register != to) {
                int i = add(newKind, to); // before source is read: this may replace it
                source[i] = register;
                readers[register]++;
            }
        } else if (at == Values.CONSTANT) {
            int i = add(newKind, to);
            source[i] = CONSTANT;
            constant[i] = values.constant[entry];
        } else if (SLOT + values.slot[entry] != to) {
            int i = add(newKind, to);
            source[i] = SLOT + values.slot[entry];
            slotSources++;
        }
    }

    void constantToRegister(int newKind, long value, int register) {
        int i = add(newKind, register);
        source[i] = CONSTANT;
        constant[i] = value;
    }

    /** Forgets all without emitting them. */
    void discard() {
        for (int i = 0; i < count; i++) {
            read(source[i]);
        }
        count = 0;
    }

    /** Emits all and forgets them. Constants come last: they may need the scratch register, and nothing waits for them. */
    void resolve() {
        int open = count;
        for (int i = 0; i < count; i++) {
            if (source[i] == CONSTANT) {
                open--;
            }
        }
        while (open > 0) {
            int before = open;
            for (int i = 0; i < count; i++) {
                if (source[i] >= 0 && !isBlocked(i)) {
                    emit(i);
                    source[i] = DONE;
                    open--;
                }
            }
            if (open == before) {
                breakCycle();
            }
        }
        for (int i = 0; i < count; i++) {
            if (source[i] == CONSTANT) {
                emit(i);
            }
        }
        count = 0;
    }

    /** Whether another move is still to read where move {@code index} writes. */
    private boolean isBlocked(int index) {
        int to = destination[index];
        if (to < 32) {
            return readers[to] != (source[index] == to ? 1 : 0);
        }
        if (slotSources > 0) {
            for (int i = 0; i < count; i++) {
                if (i != index && reads(i, to, size(index))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean reads(int index, int slot, int size) {
        int from = source[index];
        return from >= 32 && overlaps(slot, size, from, size(index));
    }

    private int size(int index) {
        return kind[index] == Values.V128 ? 16 : 8;
    }

    /** A slot reaches upwards from {@code rbp - slot}. */
    private static boolean overlaps(int slot, int size, int other, int otherSize) {
        return slot - size < other && other - otherSize < slot;
    }

    private void emit(int i) {
        int from = source[i];
        int to = destination[i];
        if (to < 32) {
            if (from == CONSTANT) {
                transfers.constant(kind[i], to, constant[i]);
            } else if (from < 32) {
                transfers.move(kind[i], to, from);
            } else {
                transfers.load(kind[i], to, from - SLOT);
            }
        } else {
            int slot = to - SLOT;
            if (from == CONSTANT) {
                transfers.storeConstant(Gpr.RBP, -slot, constant[i]);
            } else if (from < 32) {
                transfers.store(kind[i], slot, from);
            } else {
                transfers.copy(kind[i], Gpr.RBP, -slot, Gpr.RBP, -(from - SLOT), SECOND_SCRATCH);
            }
        }
        read(from);
    }

    private void read(int from) {
        if (from >= 32) {
            slotSources--;
        } else if (from >= 0) {
            readers[from]--;
        }
    }

    /** Moves what the first move would overwrite to the scratch register; its readers read that. */
    private void breakCycle() {
        int first = 0;
        while (source[first] < 0) {
            first++;
        }
        int to = destination[first];
        int reader = 0;
        while (to < 32 ? source[reader] != to : !reads(reader, to, size(first))) {
            reader++;
        }
        boolean vector = Values.isVector(kind[reader]);
        int scratch = vector ? VECTOR_SCRATCH : NativeConvention.SCRATCH;
        int from = source[reader];
        if (from < 32) {
            transfers.move(vector ? Values.V128 : Values.I64, scratch, from);
        } else {
            transfers.load(kind[reader], scratch, from - SLOT);
        }
        for (int i = 0; i < count; i++) {
            if (source[i] == from) {
                read(from);
                source[i] = scratch;
                readers[scratch]++;
            }
        }
    }
}
