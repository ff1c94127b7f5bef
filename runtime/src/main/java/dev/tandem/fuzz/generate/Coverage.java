// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.fuzz.module.Code;
import dev.tandem.fuzz.module.FuzzModule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which instructions of the opcode table have been in a module. */
public final class Coverage {
    private final Set<Opcode> seen = EnumSet.noneOf(Opcode.class);

    /** Of no module yet. */
    public Coverage() {}

    public void add(FuzzModule module) {
        for (FuzzModule.Body body : module.functions()) {
            add(body.code());
        }
    }

    private void add(List<Code> codes) {
        for (Code code : codes) {
            seen.add(code.op());
            add(code.operands());
            add(code.body());
            add(code.otherwise());
        }
    }

    /** Whether any of them leaves results open to the engine. */
    public boolean hasRelaxed() {
        return seen.stream().anyMatch(op -> op.feature().filter(feature -> feature == Feature.RELAXED_SIMD).isPresent());
    }

    /** The instructions that engines without garbage collection, exceptions and threads know, and that were in no module. */
    public List<Opcode> missing() {
        List<Opcode> missing = new ArrayList<>();
        for (Opcode op : Opcode.values()) {
            Feature feature = op.feature().orElse(null);
            boolean wanted = feature != Feature.GC && feature != Feature.EXCEPTIONS && feature != Feature.THREADS;
            boolean marker = op == Opcode.END || op == Opcode.ELSE;
            if (wanted && !marker && !seen.contains(op)) {
                missing.add(op);
            }
        }
        return missing;
    }

    /** A line for people. */
    public String report() {
        List<Opcode> missing = missing();
        return seen.size() + " instructions covered, " + missing.size() + " not" + (missing.isEmpty() ? "" : ": " + missing);
    }
}
