// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.code.CompilationException;

/** Vector instructions: none yet. */
final class VectorEmitter {
    VectorEmitter(Emission emission, Address address) {}

    private CompilationException refuse() {
        return new CompilationException("no vectors", -1);
    }

    void unary(Opcode op) {
        throw refuse();
    }

    void binary(Opcode op) {
        throw refuse();
    }

    void load(Opcode op, int memory, long offset) {
        throw refuse();
    }

    void constant(long low, long high) {
        throw refuse();
    }

    void ternary(Opcode op) {
        throw refuse();
    }

    void extractLane(Opcode op, int lane) {
        throw refuse();
    }

    void replaceLane(Opcode op, int lane) {
        throw refuse();
    }

    void shuffle(long low, long high) {
        throw refuse();
    }

    void loadLane(Opcode op, int memory, long offset, int lane) {
        throw refuse();
    }

    void storeLane(Opcode op, int memory, long offset, int lane) {
        throw refuse();
    }
}
