// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.fuzz.module.Code;
import dev.tandem.fuzz.module.FuzzModule;
import dev.tandem.fuzz.module.ModuleBinary;
import dev.tandem.fuzz.run.Observation;
import dev.tandem.fuzz.run.Oracle;
import dev.tandem.fuzz.run.Plan;
import java.time.Duration;
import java.util.List;

/** Runs modules with one operation taken for another. */
record MutatedCell(Oracle cell, Opcode from, Opcode to) implements Oracle {
    @Override
    public String name() {
        return "mutated";
    }

    @Override
    public Observation run(FuzzModule module, byte[] bytes, Plan plan) {
        FuzzModule mutated = module;
        for (int i = 0; i < module.functions().size(); i++) {
            mutated = mutated.withCode(i, mutate(mutated.functions().get(i).code()));
        }
        return cell.run(mutated, ModuleBinary.encode(mutated), plan);
    }

    @Override
    public void patience(Duration patience) {
        cell.patience(patience);
    }

    private List<Code> mutate(List<Code> codes) {
        return codes.stream().map(this::mutate).toList();
    }

    private Code mutate(Code code) {
        List<Code> operands = mutate(code.operands());
        Code base = code.op() == from
                ? Code.value(to, code.results().getFirst(), operands)
                : code.withOperands(operands);
        return base.body().isEmpty() && base.otherwise().isEmpty()
                ? base
                : base.withBodies(mutate(code.body()), mutate(code.otherwise()));
    }

    @Override
    public void close() {}
}
