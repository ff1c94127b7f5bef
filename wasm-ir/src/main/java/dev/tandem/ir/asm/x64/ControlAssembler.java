// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.x64;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Jumps, calls, and data beside the code: labels, relocations, jump tables, the constant pool. Backward jumps are short where they
 * reach; forward jumps are near, unless the caller promises otherwise.
 */
abstract class ControlAssembler extends IntegerAssembler {
    private final List<Relocation> relocations = new ArrayList<>();
    private final List<TableEntry> tableEntries = new ArrayList<>();
    private final Map<Constant, Label> constants = new HashMap<>();
    private final List<Constant> constantOrder = new ArrayList<>();

    private record TableEntry(int position, Label origin, Label target) {}

    private record Constant(long low, long high, int size) {}

    final void clear() {
        touchesFrame = false;
        position = 0;
        relocations.clear();
        tableEntries.clear();
        constants.clear();
        constantOrder.clear();
    }

    /** What the linker has to fill in, in the order of the code. */
    public List<Relocation> relocations() {
        return relocations;
    }

    public void bind(Label label) {
        if (label.isBound()) {
            throw new IllegalStateException("label bound twice");
        }
        label.position = position;
        for (int at = label.waiting; at >= 0; ) {
            int before = intAt(at);
            setInt(at, position - (at + 4));
            at = before;
        }
        for (int at = label.waitingShort; at >= 0; ) {
            int back = buffer[at];
            buffer[at] = shortDistance(position, at + 1);
            at = back == 0 ? Label.NONE : at - back;
        }
    }

    private static byte shortDistance(int to, int from) {
        int distance = to - from;
        if (distance != (byte) distance) {
            throw new IllegalStateException("short jump over " + distance + " bytes");
        }
        return (byte) distance;
    }

    public void jmp(Label target) {
        jump(0xeb, 0xe9, target);
    }

    public void jcc(Condition condition, Label target) {
        jump(0x70 | condition.code(), 0x0f80 | condition.code(), target);
    }

    private void jump(int shortOpcode, int nearOpcode, Label target) {
        ensure(6);
        if (target.isBound()) {
            int distance = target.position - (position + 2);
            if (distance == (byte) distance) {
                byte_(shortOpcode);
                byte_(distance);
                return;
            }
        }
        if (nearOpcode > 0xff) {
            byte_(nearOpcode >> 8);
        }
        byte_(nearOpcode);
        near(target);
    }

    /** As {@link #jmp}, for a target known to come within 127 bytes. */
    public void jmpShort(Label target) {
        jumpShort(0xeb, target);
    }

    /** As {@link #jcc}, for a target known to come within 127 bytes. */
    public void jccShort(Condition condition, Label target) {
        jumpShort(0x70 | condition.code(), target);
    }

    private void jumpShort(int opcode, Label target) {
        ensure(2);
        byte_(opcode);
        if (target.isBound()) {
            byte_(shortDistance(target.position, position + 1));
        } else {
            byte_(target.waitingShort < 0 ? 0 : shortDistance(position, target.waitingShort));
            target.waitingShort = position - 1;
        }
    }

    private void near(Label target) {
        if (target.isBound()) {
            int_(target.position - (position + 4));
        } else {
            int_(target.waiting);
            target.waiting = position - 4;
        }
    }

    public void call(Label target) {
        ensure(5);
        byte_(0xe8);
        near(target);
    }

    /** A direct call whose target the linker fills in. */
    public void callSymbol(int symbol) {
        toSymbol(0xe8, symbol);
    }

    /** A direct jump whose target the linker fills in. */
    public void jmpSymbol(int symbol) {
        toSymbol(0xe9, symbol);
    }

    private void toSymbol(int opcode, int symbol) {
        ensure(5);
        byte_(opcode);
        relocations.add(new Relocation(position, symbol));
        int_(0);
    }

    /** A call of what the word at a symbol points at. */
    public void callSymbolMemory(int symbol) {
        awaitSymbol(encodeRip(0xff, 32, 2, false), symbol);
    }

    /** A jump to what the word at a symbol points at. */
    public void jmpSymbolMemory(int symbol) {
        awaitSymbol(encodeRip(0xff, 32, 4, false), symbol);
    }

    /** {@code op [symbol], value}: the displacement counts from the end of the instruction, so it is corrected. */
    public void symbolImmediate(IntegerOp op, int bits, int symbol, int value) {
        boolean isByte = value == (byte) value;
        awaitSymbol(encodeRip(isByte ? op.shortImmediate : op.immediate, bits, op.extension, false), symbol);
        setInt(position - 4, isByte ? -1 : -4);
        ensure(4);
        if (isByte) {
            byte_(value);
        } else {
            int_(value);
        }
    }

    /** {@code op register, [symbol]}. */
    public void registerSymbol(IntegerOp op, int bits, int register, int symbol) {
        awaitSymbol(encodeRip(op.load, bits, register, false), symbol);
    }

    private void awaitSymbol(int at, int symbol) {
        relocations.add(new Relocation(at, symbol));
    }

    public void callRegister(int register) {
        encodeRegister(0xff, 32, 2, register, false, false);
    }

    public void callMemory(int base, int index, int scale, int displacement) {
        encodeMemory(0xff, 32, 2, base, index, scale, displacement, false);
    }

    public void jmpRegister(int register) {
        encodeRegister(0xff, 32, 4, register, false, false);
    }

    public void jmpMemory(int base, int index, int scale, int displacement) {
        encodeMemory(0xff, 32, 4, base, index, scale, displacement, false);
    }

    /** The address of {@code target}. */
    public void lea(int destination, Label target) {
        awaitRip(encodeRip(0x8d, 64, destination, false), target);
    }

    /** Four bytes of a jump table: the distance from {@code origin} to {@code target}. */
    public void tableEntry(Label origin, Label target) {
        ensure(4);
        tableEntries.add(new TableEntry(position, origin, target));
        int_(0);
    }

    /** A place in the constant pool that holds these bits: 4, 8 or 16 bytes. Equal constants share one place. */
    public Label constant(long low, long high, int size) {
        Constant constant = new Constant(low, high, size);
        return constants.computeIfAbsent(constant, missing -> {
            constantOrder.add(missing);
            return new Label();
        });
    }

    /** Writes the constant pool and the jump tables' distances. Nothing can be assembled afterwards. */
    public void finish() {
        for (int size = 16; size >= 4; size /= 2) {
            for (Constant constant : constantOrder) {
                if (constant.size == size) {
                    place(constant);
                }
            }
        }
        for (TableEntry entry : tableEntries) {
            setInt(entry.position, entry.target.position - entry.origin.position);
        }
    }

    private void place(Constant constant) {
        align(constant.size);
        Label label = constants.get(constant);
        if (label == null) {
            throw new IllegalStateException("constant without a label");
        }
        bind(label);
        ensure(16);
        if (constant.size == 4) {
            int_((int) constant.low);
        } else {
            long_(constant.low);
            if (constant.size == 16) {
                long_(constant.high);
            }
        }
    }

    final void awaitRip(int at, Label target) {
        if (target.isBound()) {
            setInt(at, target.position - (at + 4));
        } else {
            setInt(at, target.waiting);
            target.waiting = at;
        }
    }

    /** Fills up to a multiple of {@code alignment} with the longest no-ops. */
    public void align(int alignment) {
        int rest = -position & (alignment - 1);
        ensure(rest);
        while (rest > 0) {
            byte[] nop = NOPS[Math.min(rest, NOPS.length) - 1];
            System.arraycopy(nop, 0, buffer, position, nop.length);
            position += nop.length;
            rest -= nop.length;
        }
    }

    private static final byte[][] NOPS = {
        {(byte) 0x90},
        {0x66, (byte) 0x90},
        {0x0f, 0x1f, 0x00},
        {0x0f, 0x1f, 0x40, 0x00},
        {0x0f, 0x1f, 0x44, 0x00, 0x00},
        {0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00},
        {0x0f, 0x1f, (byte) 0x80, 0x00, 0x00, 0x00, 0x00},
        {0x0f, 0x1f, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00},
        {0x66, 0x0f, 0x1f, (byte) 0x84, 0x00, 0x00, 0x00, 0x00, 0x00}
    };
}
