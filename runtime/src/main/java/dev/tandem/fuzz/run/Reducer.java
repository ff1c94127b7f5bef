// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.generate.Constants;
import dev.tandem.fuzz.module.Code;
import dev.tandem.fuzz.module.FuzzModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Makes a module smaller for as long as it stays interesting: hierarchical delta debugging (Misherghi and Su 2006) over the trees of
 * the bodies. Whether what it tries is valid is for the predicate to find out.
 */
public final class Reducer {
    /** Reducing takes away fuel, too: what then never ends shall not take long. */
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    private final BiPredicate<FuzzModule, Plan> interesting;
    private final int mostTries;
    private int tries;
    private FuzzModule module;
    private Plan plan;

    /**
     * What became of a module on which two differ.
     *
     * @param line the first line in which they still do
     */
    public record Reduced(FuzzModule module, Plan plan, String line) {}

    /** @param mostTries how many modules it may try */
    private Reducer(FuzzModule module, Plan plan, BiPredicate<FuzzModule, Plan> interesting, int mostTries) {
        this.module = module;
        this.plan = plan;
        this.interesting = interesting;
        this.mostTries = mostTries;
    }

    /** Reduces for as long as the two show a difference of the same kind. */
    public static Reduced reduce(Differential.Difference difference, FuzzModule module, Plan plan, int mostTries) {
        Oracle first = difference.first();
        Oracle second = difference.second();
        Differential two = new Differential(List.of(first, second));
        first.patience(IMPATIENCE);
        second.patience(IMPATIENCE);
        Reducer reducer = new Reducer(
                module,
                plan,
                (candidate, calls) -> two.run(candidate, calls)
                        .filter(found -> found.kind().equals(difference.kind()))
                        .isPresent(),
                mostTries);
        reducer.run();
        String line = two.run(reducer.module, reducer.plan).map(Differential.Difference::line).orElse(difference.line());
        first.patience(Cell.PATIENCE);
        second.patience(Cell.PATIENCE);
        return new Reduced(reducer.module, reducer.plan, line);
    }

    /** Reduces until nothing more helps. */
    private void run() {
        reduceCalls();
        int before;
        do {
            before = module.size() + module.data().size() + module.elements().size();
            reduceSegments();
            for (int i = 0; i < module.functions().size(); i++) {
                reduceFunction(i);
            }
        } while (module.size() + module.data().size() + module.elements().size() < before && tries < mostTries);
        reduceCalls();
    }

    private boolean attempt(FuzzModule candidate, Plan candidatePlan) {
        if (tries++ >= mostTries || !interesting.test(candidate, candidatePlan)) {
            return false;
        }
        module = candidate;
        plan = candidatePlan;
        return true;
    }

    private void reduceCalls() {
        for (int chunk = Math.max(1, plan.calls().size() / 2); chunk > 0; chunk /= 2) {
            for (int from = 0; from + chunk <= plan.calls().size(); ) {
                List<Plan.Call> rest = without(plan.calls(), from, chunk);
                if (!attempt(module, new Plan(rest))) {
                    from += chunk;
                }
            }
        }
    }

    private void reduceSegments() {
        for (int i = module.data().size() - 1; i >= 0; i--) {
            attempt(module.withSegments(without(module.data(), i, 1), module.elements()), plan);
        }
        for (int i = module.elements().size() - 1; i >= 0; i--) {
            attempt(module.withSegments(module.data(), without(module.elements(), i, 1)), plan);
        }
    }

    private void reduceFunction(int index) {
        List<Code> trivial = new ArrayList<>();
        for (ValueType type : module.functionType(module.imports().size() + index).results()) {
            trivial.add(Constants.zero(type));
        }
        if (attempt(module.withCode(index, trivial), plan)) {
            return;
        }
        reduceStatements(index);
        for (int at = 0; at < size(index); at++) {
            reduceAt(index, at);
        }
    }

    /** Removes stretches of the body's statements, halving their length. */
    private void reduceStatements(int function) {
        List<Code> statements = module.functions().get(function).code();
        for (int chunk = Math.max(1, statements.size() / 2); chunk > 0; chunk /= 2) {
            for (int from = 0; from + chunk <= module.functions().get(function).code().size(); ) {
                List<Code> rest = without(module.functions().get(function).code(), from, chunk);
                if (!attempt(module.withCode(function, rest), plan)) {
                    from += chunk;
                }
            }
        }
    }

    private int size(int function) {
        int size = 0;
        for (Code statement : module.functions().get(function).code()) {
            size += statement.size();
        }
        return size;
    }

    /** Tries to replace the instruction at that place, counted in preorder, by something smaller. */
    private void reduceAt(int function, int at) {
        while (tries < mostTries) {
            Code code = Trees.find(module.functions().get(function).code(), at);
            if (code == null) {
                return;
            }
            boolean smaller = false;
            for (List<Code> candidate : smaller(code)) {
                List<Code> changed = Trees.replace(module.functions().get(function).code(), at, candidate);
                if (attempt(module.withCode(function, changed), plan)) {
                    smaller = true;
                    break;
                }
            }
            if (!smaller) {
                return;
            }
        }
    }

    private static List<List<Code>> smaller(Code code) {
        List<List<Code>> candidates = new ArrayList<>();
        if (code.results().isEmpty()) {
            candidates.add(List.of());
        } else if (code.results().size() == 1 && code.op().shape() != Opcode.Shape.CONSTANT) {
            candidates.add(List.of(Constants.zero(code.results().getFirst())));
        }
        for (Code operand : code.operands()) {
            if (operand.results().equals(code.results())) {
                candidates.add(List.of(operand));
            }
        }
        if (!code.body().isEmpty()) {
            candidates.add(code.body());
            candidates.add(code.otherwise());
            for (int i = 0; i < code.body().size(); i++) {
                candidates.add(List.of(code.withBodies(without(code.body(), i, 1), code.otherwise())));
            }
            for (int i = 0; i < code.otherwise().size(); i++) {
                candidates.add(List.of(code.withBodies(code.body(), without(code.otherwise(), i, 1))));
            }
        }
        if (code.op().shape() == Opcode.Shape.CONSTANT && code.immediateCount() == 1) {
            for (long value : new long[] {0, 1, -1, code.immediate(0) / 2}) {
                if (Math.abs(value) < Math.abs(code.immediate(0))) {
                    candidates.add(List.of(code.withImmediate(0, value)));
                }
            }
        }
        return candidates;
    }

    private static <T> List<T> without(List<T> list, int from, int count) {
        List<T> rest = new ArrayList<>(list.subList(0, from));
        rest.addAll(list.subList(from + count, list.size()));
        return rest;
    }
}
