// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import java.nio.charset.StandardCharsets;

/**
 * The bytes that have arrived but are not decoded, read in steps.
 *
 * <p>A step reads the smallest part of a module that makes sense by itself, for example one import. When its bytes are not all here, the read
 * methods throw {@link Underflow}; the caller {@linkplain #rewind rewinds} to the start of the step and tries again when more has come. So
 * the decoders read as if the whole module were present, and how it is cut makes no difference. To keep trying again cheap when bytes come one
 * by one, a step that ran dry with much in hand {@linkplain #worthTrying waits} until it has half as much again.
 */
final class ByteReader {
    private static final int INITIAL_CAPACITY = 1 << 13;
    private static final int CAPACITY = 1 << 16;
    /** Up to so many bytes a step is tried again at every new byte. */
    private static final int SMALL_STEP = 256;

    private byte[] buffer;
    private int position;
    private int end;
    /** Start of the current step. */
    private int mark;
    /** Offset in the module of {@code buffer[0]}. */
    private int base;
    /** Offset in the module of the end of the current section; nothing is read beyond. */
    private int sectionEnd = Integer.MAX_VALUE;
    /** Number of bytes the current step must have to be tried again. */
    private int needed;

    /** A reader of what will arrive. */
    ByteReader() {
        buffer = new byte[INITIAL_CAPACITY];
    }

    /** A reader of the content of a section, all of which is here. */
    ByteReader(byte[] content) {
        buffer = content;
        end = content.length;
        sectionEnd = content.length;
    }

    /** Takes over as much of the input as there is room for; returns how much. To be called at the start of a step. */
    int append(byte[] source, int offset, int length) {
        if (end == buffer.length) {
            makeRoom();
        }
        int count = Math.min(length, buffer.length - end);
        System.arraycopy(source, offset, buffer, end, count);
        end += count;
        return count;
    }

    private void makeRoom() {
        byte[] target = buffer;
        if (position == 0 || buffer.length < CAPACITY) {
            target = new byte[Math.max(CAPACITY, 2 * buffer.length)];
        } else if (buffer.length > CAPACITY && end - position < CAPACITY) {
            target = new byte[CAPACITY];
        }
        System.arraycopy(buffer, position, target, 0, end - position);
        buffer = target;
        base += position;
        end -= position;
        position = 0;
        mark = 0;
    }

    /** Ends the step before: what it has read is done with. */
    void mark() {
        mark = position;
        needed = 0;
    }

    /** Goes back to the start of the step, which lacks bytes. */
    void rewind() {
        int size = end - mark;
        position = mark;
        needed = size <= SMALL_STEP ? size + 1 : size + size / 2;
    }

    /** Whether enough has arrived to run the step again. */
    boolean worthTrying() {
        return end - mark >= needed || base + end >= sectionEnd;
    }

    /** Makes every step worth trying: nothing more will arrive. */
    void arrivedAll() {
        needed = 0;
    }

    boolean isEmpty() {
        return position == end;
    }

    /** Offset in the module of the next byte. */
    int offset() {
        return base + position;
    }

    /** Offset in the module of the first byte of the step. */
    int stepOffset() {
        return base + mark;
    }

    /** Offset in the module after the last byte that has arrived. */
    int arrived() {
        return base + end;
    }

    void enterSection(int size) {
        sectionEnd = offset() + size;
    }

    void leaveSection() {
        sectionEnd = Integer.MAX_VALUE;
    }

    /** Number of bytes of the section that are not read yet, arrived or not. */
    int remainingInSection() {
        return sectionEnd - offset();
    }

    private void require(int count) {
        if (count > remainingInSection()) {
            throw unexpectedEnd();
        }
        if (count > end - position) {
            throw Underflow.SIGNAL;
        }
    }

    private WasmFormatException unexpectedEnd() {
        return WasmFormatException.malformed("unexpected end of section", sectionEnd);
    }

    /** What to throw when all that can be read is not enough: an error if the section ends here. */
    RuntimeException cutOff() {
        return base + end >= sectionEnd ? unexpectedEnd() : Underflow.SIGNAL;
    }

    int peek() {
        require(1);
        return buffer[position] & 0xFF;
    }

    int u8() {
        if (position == end || base + position >= sectionEnd) {
            require(1);
        }
        return buffer[position++] & 0xFF;
    }

    int u32() {
        int b = u8();
        int result = b & 0x7F;
        for (int shift = 7; b >= 0x80; shift += 7) {
            b = u8();
            if (shift == 28 && b > 0x0F) {
                throw badInteger(b);
            }
            result |= (b & 0x7F) << shift;
        }
        return result;
    }

    long u64() {
        return u64(10);
    }

    /** @param maxBytes how many bytes the number may have: at most 10 */
    long u64(int maxBytes) {
        int b = u8();
        long result = b & 0x7F;
        for (int shift = 7; b >= 0x80; shift += 7) {
            b = u8();
            boolean last = shift == 7 * (maxBytes - 1);
            if (last && (b >= 0x80 || (shift == 63 && b > 0x01))) {
                throw badInteger(b);
            }
            result |= (long) (b & 0x7F) << shift;
        }
        return result;
    }

    /** A signed number of 33 bits. */
    long s33() {
        int b = u8();
        long result = b & 0x7F;
        int shift = 7;
        for (; b >= 0x80; shift += 7) {
            b = u8();
            int beyond = b & 0xF0;
            if (shift == 28 && beyond != 0 && beyond != 0x70) {
                throw badInteger(b);
            }
            result |= (long) (b & 0x7F) << shift;
        }
        return result << (64 - shift) >> (64 - shift);
    }

    private WasmFormatException badInteger(int lastByte) {
        return WasmFormatException.malformed(
                lastByte >= 0x80 ? "integer representation too long" : "integer too large", offset() - 1);
    }

    /** A number of entries: at most {@code limit}, and each takes a byte of the section or more. */
    int count(int limit, String what) {
        int offset = offset();
        int count = u32();
        if (Integer.compareUnsigned(count, remainingInSection()) > 0) {
            throw WasmFormatException.malformed("unexpected end of section: fewer than "
                    + Integer.toUnsignedString(count) + " " + what + " can follow", offset);
        }
        if (count > limit) {
            throw WasmFormatException.limit(count + " " + what + " exceed the limit of " + limit, offset);
        }
        return count;
    }

    /** A size in bytes of something that must end in the section. */
    int size(String what) {
        int offset = offset();
        int size = u32();
        if (Integer.compareUnsigned(size, remainingInSection()) > 0) {
            throw WasmFormatException.malformed(what + " of " + Integer.toUnsignedString(size)
                    + " bytes is longer than the section", offset);
        }
        return size;
    }

    String name(int limit) {
        int size = wellFormedName(limit);
        String name = new String(buffer, position, size, StandardCharsets.UTF_8);
        position += size;
        return name;
    }

    void skipName() {
        int size = wellFormedName(Integer.MAX_VALUE);
        position += size;
    }

    /** Reads the size of a name and checks the name, which has arrived then. */
    private int wellFormedName(int limit) {
        int offset = offset();
        int size = size("name");
        if (size > limit) {
            throw WasmFormatException.limit("a name of " + size + " bytes exceeds the limit of " + limit, offset);
        }
        int available = Math.min(size, end - position);
        int valid = Utf8.validPrefix(buffer, position, position + available);
        // A character cut off by the end of what has arrived is not wrong yet.
        if (valid < position + available && (available == size || !Utf8.mayContinue(buffer, valid, position + available))) {
            throw WasmFormatException.malformed("malformed UTF-8 encoding", base + valid);
        }
        require(size);
        return size;
    }

    /** Moves at most {@code max} bytes, those that have arrived, and ends the step; returns how many, at least 1. */
    int take(byte[] target, int at, int max) {
        int count = Math.min(max, end - position);
        if (count == 0) {
            throw Underflow.SIGNAL;
        }
        System.arraycopy(buffer, position, target, at, count);
        position += count;
        mark();
        return count;
    }

    // For a decoder that reads the array itself.

    byte[] array() {
        return buffer;
    }

    int position() {
        return position;
    }

    /** Index in {@link #array} after the last byte of the section that has arrived. */
    int readableEnd() {
        return (int) Math.min(end, (long) sectionEnd - base);
    }

    void position(int newPosition) {
        position = newPosition;
    }
}
