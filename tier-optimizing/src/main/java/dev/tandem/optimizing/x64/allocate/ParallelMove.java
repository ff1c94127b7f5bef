// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.ir.nativex64.NativeConvention;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Location;
import dev.tandem.optimizing.x64.lir.Move;
import dev.tandem.optimizing.x64.lir.Rematerialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes moves that happen at once sequential: places that nobody reads any more are written first, cycles are broken with a scratch register.
 * Source: B. Boissinot et al., Revisiting Out-of-SSA Translation, CGO 2009.
 */
final class ParallelMove {
    private static final int GENERAL_SCRATCH = NativeConvention.SCRATCH;
    private static final int VECTOR_SCRATCH = Location.vector(NativeConvention.VECTOR_SCRATCH);
    private static final int NONE = -1;

    private int count;
    private LirKind[] kind = new LirKind[16];
    private int[] from = new int[16];
    private int[] to = new int[16];

    // Places get dense numbers.
    private int places;
    private int[] place = new int[64];
    /** Where the value now is that was in the place. */
    private int[] now = new int[64];
    /** The move that writes the place, or -1. */
    private int[] writer = new int[64];
    /** A move that reads the place, or -1. */
    private int[] reader = new int[64];

    private int[] fromPlace = new int[16];
    private int[] toPlace = new int[16];
    private int[] table = new int[64];
    private int[] ready = new int[16];
    private int readyCount;
    private int held = NONE;

    private final List<LirInstruction> again = new ArrayList<>();
    private final IntList againTo = new IntList(8);
    private final List<LirKind> againKind = new ArrayList<>();

    void add(LirKind moveKind, int source, int destination) {
        if (source == destination) {
            return;
        }
        if (count == from.length) {
            int capacity = count * 2;
            kind = Arrays.copyOf(kind, capacity);
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
            fromPlace = Arrays.copyOf(fromPlace, capacity);
            toPlace = Arrays.copyOf(toPlace, capacity);
            ready = Arrays.copyOf(ready, capacity);
            place = new int[capacity * 4];
            now = new int[capacity * 4];
            writer = new int[capacity * 4];
            reader = new int[capacity * 4];
            table = new int[capacity * 4];
        }
        kind[count] = moveKind;
        from[count] = source;
        to[count++] = destination;
    }

    /** Adds the computation of a value again, into {@code destination}. */
    void addAgain(LirInstruction definition, LirKind moveKind, int destination) {
        again.add(definition);
        againTo.add(destination);
        againKind.add(moveKind);
    }

    /** Appends the moves to {@code code} and forgets them. */
    void flush(List<LirInstruction> code) {
        if (count == 1) {
            move(code, kind[0], from[0], to[0]);
        } else if (count > 1) {
            sequentialize(code);
        }
        count = 0;
        for (int i = 0; i < again.size(); i++) {
            int destination = againTo.get(i);
            if (Location.isRegister(destination)) {
                code.add(new Rematerialization(again.get(i), destination));
            } else {
                int scratch = againKind.get(i).isVector() ? VECTOR_SCRATCH : GENERAL_SCRATCH;
                code.add(new Rematerialization(again.get(i), scratch));
                code.add(new Move(againKind.get(i), scratch, destination));
            }
        }
        again.clear();
        againKind.clear();
        while (againTo.size() > 0) {
            againTo.removeLast();
        }
    }

    private void sequentialize(List<LirInstruction> code) {
        number();
        for (int move = 0; move < count; move++) {
            reader[fromPlace[move]] = move;
            if (writer[toPlace[move]] != NONE) {
                throw new IllegalStateException(Location.name(to[move]) + " is written twice");
            }
            writer[toPlace[move]] = move;
        }
        readyCount = 0;
        for (int move = 0; move < count; move++) {
            if (reader[toPlace[move]] == NONE) {
                ready[readyCount++] = move;
            }
        }
        int next = 0;
        while (true) {
            while (readyCount > 0) {
                perform(code, ready[--readyCount]);
            }
            while (next < count && writer[toPlace[next]] == NONE) {
                next++;
            }
            if (next == count) {
                return;
            }
            // All that is left are cycles: save what this move overwrites.
            int target = toPlace[next];
            LirKind saved = kind[reader[target]];
            int scratch = saved.isVector() ? VECTOR_SCRATCH : GENERAL_SCRATCH;
            move(code, saved, place[target], scratch);
            held = scratch;
            now[target] = scratch;
            ready[readyCount++] = next;
        }
    }

    private void perform(List<LirInstruction> code, int move) {
        int source = fromPlace[move];
        int where = now[source];
        move(code, kind[move], where, to[move]);
        writer[toPlace[move]] = NONE;
        if (where == held) {
            held = NONE;
        }
        boolean wasThere = where == place[source];
        if (writer[source] != NONE) {
            now[source] = to[move];
            if (wasThere) {
                ready[readyCount++] = writer[source];
            }
        } else if (Location.isStack(where) && Location.isRegister(to[move])) {
            now[source] = to[move];
        }
    }

    private void number() {
        places = 0;
        Arrays.fill(table, NONE);
        for (int move = 0; move < count; move++) {
            fromPlace[move] = numberOf(from[move]);
            toPlace[move] = numberOf(to[move]);
        }
    }

    private int numberOf(int location) {
        int mask = table.length - 1;
        int at = ((location * 0x9e3779b9) >>> 16) & mask;
        while (table[at] != NONE) {
            if (place[table[at]] == location) {
                return table[at];
            }
            at = (at + 1) & mask;
        }
        table[at] = places;
        place[places] = location;
        now[places] = location;
        writer[places] = NONE;
        reader[places] = NONE;
        return places++;
    }

    /** From memory to memory through the scratch register that holds nothing. */
    private void move(List<LirInstruction> code, LirKind moveKind, int source, int destination) {
        if (!Location.isStack(source) || !Location.isStack(destination)) {
            code.add(new Move(moveKind, source, destination));
            return;
        }
        if (moveKind != LirKind.VECTOR128) {
            LirKind word = moveKind.isVector() && moveKind.bytes() == 4 ? LirKind.WORD32 : LirKind.WORD64;
            boolean general = held != GENERAL_SCRATCH;
            int scratch = general ? GENERAL_SCRATCH : VECTOR_SCRATCH;
            LirKind through = general ? word : word == LirKind.WORD32 ? LirKind.FLOAT32 : LirKind.FLOAT64;
            code.add(new Move(through, source, scratch));
            code.add(new Move(through, scratch, destination));
        } else if (held != VECTOR_SCRATCH) {
            code.add(new Move(moveKind, source, VECTOR_SCRATCH));
            code.add(new Move(moveKind, VECTOR_SCRATCH, destination));
        } else {
            code.add(new WideCopy(source, destination));
        }
    }
}
