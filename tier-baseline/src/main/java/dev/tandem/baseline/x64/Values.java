// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static dev.tandem.ir.asm.x64.Gpr.*;

import java.util.Arrays;

/**
 * Where the values are: locals first, then the operand stack. An entry's place is a register (general 0 to 15, vector 16 to 31), the same
 * with {@link #STORED} if its frame slot holds the value, too, {@link #SLOT} or {@link #CONSTANT}. Entries share a register when
 * their values are the same.
 *
 * <p>Locals from {@link #TRACKED} on have no entry: they live in their slots, so that snapshots stay small whatever the function declares.
 */
final class Values {
    static final int I32 = 1;
    static final int I64 = 2;
    static final int F32 = 3;
    static final int F64 = 4;
    static final int V128 = 5;
    static final int REFERENCE = 6;

    static final int STORED = 32;
    static final int SLOT = 64;
    static final int CONSTANT = 65;

    static final int TRACKED = 96;

    /** First vector register, as a place. */
    static final int XMM0 = 16;

    static final int GPRS =
            (1 << RAX) | (1 << RCX) | (1 << RDX) | (1 << RBX) | (1 << RSI) | (1 << RDI) | (1 << R8) | (1 << R9) | (1 << R12) | (1 << R13);

    static final int VECTORS = 0x7fff << XMM0;

    private final Transfers transfers;
    byte[] kind = new byte[64];
    byte[] place = new byte[64];
    long[] constant = new long[64];
    /** The entry's slot is at {@code rbp - slot}. */
    int[] slot = new int[64];

    int size;
    /** Number of entries that are locals. */
    int locals;
    /** Where the slots of operands begin. */
    private int operandBase;
    /** Entries in each register. */
    private final int[] uses = new int[32];
    /** Registers with entries. */
    int used;
    /** Registers that the current instruction works with. */
    int pinned;
    /** The largest slot so far. */
    int frame;

    private int victim;

    Values(Transfers transfers) {
        this.transfers = transfers;
    }

    /** Forgets all. Slots begin after {@code frameBase} bytes. */
    void begin(int frameBase) {
        size = 0;
        locals = 0;
        operandBase = frameBase;
        frame = frameBase;
        used = 0;
        pinned = 0;
        victim = 0;
        Arrays.fill(uses, 0);
    }

    static boolean isRegister(int place) {
        return place < SLOT;
    }

    static int register(int place) {
        return place & 31;
    }

    static boolean isVector(int kind) {
        return kind >= F32 && kind <= V128;
    }

    static int slotSize(int kind) {
        return kind == V128 ? 16 : 8;
    }

    static int registers(int kind) {
        return isVector(kind) ? VECTORS : GPRS;
    }

    /** All that were pushed so far are locals; operands' slots follow {@code base}. */
    void endLocals(int base) {
        locals = size;
        operandBase = base;
        frame = Math.max(frame, base);
    }

    /** Bytes of slots below the operand at {@code index}. */
    int slotsBelow(int index) {
        return index == locals ? operandBase : slot[index - 1];
    }

    /** Makes room in the frame up to {@code bytes}. */
    void needFrame(int bytes) {
        frame = Math.max(frame, bytes);
    }

    private int add(int newKind, int newPlace) {
        int index = size;
        ensure(index + 1);
        kind[index] = (byte) newKind;
        place[index] = (byte) newPlace;
        size = index + 1;
        return index;
    }

    /** A local, with the slot it is to have. */
    void addLocal(int newKind, int newSlot) {
        int index = add(newKind, SLOT);
        slot[index] = newSlot;
    }

    private void addOperand(int newKind, int newPlace) {
        int below = slotsBelow(size);
        int index = add(newKind, newPlace);
        int end = below + slotSize(newKind);
        slot[index] = end;
        if (end > frame) {
            frame = end;
        }
    }

    void pushRegister(int newKind, int register) {
        if (newKind == I32) {
            transfers.checkExtension(register);
        }
        addOperand(newKind, register);
        use(register);
    }

    void pushConstant(int newKind, long value) {
        addOperand(newKind, CONSTANT);
        constant[size - 1] = value;
    }

    void pushSlot(int newKind) {
        addOperand(newKind, SLOT);
    }

    void use(int register) {
        uses[register]++;
        used |= 1 << register;
    }

    void unuse(int register) {
        if (--uses[register] == 0) {
            used &= ~(1 << register);
        }
    }

    boolean isFree(int register) {
        return uses[register] == 0;
    }

    boolean isSoleUse(int register) {
        return uses[register] == 1;
    }

    /** The entry loses its place. */
    void release(int index) {
        int at = place[index];
        if (isRegister(at)) {
            unuse(register(at));
        }
    }

    /** Puts the entry elsewhere. */
    void setPlace(int index, int newPlace) {
        release(index);
        place[index] = (byte) newPlace;
        if (isRegister(newPlace)) {
            use(register(newPlace));
        }
    }

    /** Pops the top entry and returns its index: its place stays readable until the next push, and its register is pinned. */
    int pop() {
        int index = --size;
        int at = place[index];
        if (isRegister(at)) {
            unuse(register(at));
            pinned |= 1 << register(at);
        }
        return index;
    }

    /** Drops entries from the top. */
    void drop(int count) {
        for (int i = 0; i < count; i++) {
            release(--size);
        }
    }

    /** The register of a popped entry, loaded if it is not in one; pinned. */
    int toRegister(int index) {
        int at = place[index];
        if (isRegister(at)) {
            return register(at);
        }
        int register = allocate(registers(kind[index]));
        load(index, register);
        return register;
    }

    int popRegister() {
        return toRegister(pop());
    }

    /** Loads an entry that is not in a register. Flags are kept. */
    void load(int index, int register) {
        if (place[index] == CONSTANT) {
            transfers.constant(kind[index], register, constant[index]);
        } else {
            transfers.load(kind[index], register, slot[index]);
        }
    }

    /** A free register of that class, pinned; if there is none, one is spilled. */
    int allocate(int registers) {
        int free = registers & ~(used | pinned);
        int register = free != 0 ? Integer.numberOfTrailingZeros(free) : evictOne(registers & ~pinned);
        pinned |= 1 << register;
        return register;
    }

    int allocateGpr() {
        return allocate(GPRS);
    }

    int allocateVector() {
        return allocate(VECTORS);
    }

    /** Spills the next register in turn. */
    private int evictOne(int candidates) {
        int later = candidates & (-2 << victim);
        victim = Integer.numberOfTrailingZeros(later != 0 ? later : candidates);
        spill(victim);
        return victim;
    }

    /** Empties a register into the slots of its entries. Flags are kept. */
    void spill(int register) {
        for (int i = size - 1; i >= 0 && uses[register] > 0; i--) {
            int at = place[i];
            if (isRegister(at) && register(at) == register) {
                spillEntry(i);
            }
        }
    }

    /** The entry is in its slot only, afterwards. */
    private void spillEntry(int index) {
        int at = place[index];
        int register = register(at);
        if ((at & STORED) == 0) {
            transfers.store(kind[index], slot[index], register);
        }
        place[index] = SLOT;
        unuse(register);
    }

    /** Empties all registers of the first {@code count} entries. */
    void spillBelow(int count) {
        if (used == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (isRegister(place[i])) {
                spillEntry(i);
            }
        }
    }

    /** Makes a register free by moving its entries to another one, or to their slots; pins it. Flags are kept. */
    void claim(int register) {
        if (uses[register] > 0) {
            int free = (register >= XMM0 ? VECTORS : GPRS) & ~(used | pinned | (1 << register));
            if (free == 0) {
                spill(register);
            } else {
                rename(register, Integer.numberOfTrailingZeros(free));
            }
        }
        pinned |= 1 << register;
    }

    private void rename(int from, int to) {
        transfers.move(from >= XMM0 ? V128 : I64, to, from);
        for (int i = size - 1; i >= 0 && uses[from] > 0; i--) {
            int at = place[i];
            if (isRegister(at) && register(at) == from) {
                place[i] = (byte) (to | (at & STORED));
                unuse(from);
                use(to);
            }
        }
    }

    /** Takes the places over from a snapshot of the first {@code count} entries. */
    void restore(byte[] places, int count) {
        size = count;
        System.arraycopy(places, 0, place, 0, count);
        Arrays.fill(uses, 0);
        used = 0;
        for (int i = 0; i < count; i++) {
            int at = place[i];
            if (isRegister(at)) {
                use(register(at));
            }
        }
    }

    /** Sets kind and slot of the entry at {@code index}, whose place is known already. */
    void describe(int index, int newKind) {
        kind[index] = (byte) newKind;
        slot[index] = slotsBelow(index) + slotSize(newKind);
        needFrame(slot[index]);
    }

    /** Makes room for entries up to {@code count}. */
    void ensure(int count) {
        if (count > place.length) {
            int more = Math.max(count, 2 * place.length);
            kind = Arrays.copyOf(kind, more);
            place = Arrays.copyOf(place, more);
            constant = Arrays.copyOf(constant, more);
            slot = Arrays.copyOf(slot, more);
        }
    }
}
