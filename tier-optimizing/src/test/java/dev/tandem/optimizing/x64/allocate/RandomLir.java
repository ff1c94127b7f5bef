// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import static dev.tandem.optimizing.x64.lir.Operand.alive;
import static dev.tandem.optimizing.x64.lir.Operand.aliveAny;
import static dev.tandem.optimizing.x64.lir.Operand.def;
import static dev.tandem.optimizing.x64.lir.Operand.defAny;
import static dev.tandem.optimizing.x64.lir.Operand.defFixed;
import static dev.tandem.optimizing.x64.lir.Operand.defSame;
import static dev.tandem.optimizing.x64.lir.Operand.temp;
import static dev.tandem.optimizing.x64.lir.Operand.tempFixed;
import static dev.tandem.optimizing.x64.lir.Operand.use;
import static dev.tandem.optimizing.x64.lir.Operand.useAny;
import static dev.tandem.optimizing.x64.lir.Operand.useFixed;

import dev.tandem.ir.asm.x64.Gpr;
import dev.tandem.optimizing.x64.lir.Copy;
import dev.tandem.optimizing.x64.lir.Jump;
import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.LirKind;
import dev.tandem.optimizing.x64.lir.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes random structured functions in SSA form: variables that change, and become block parameters at joins and loop heads. */
final class RandomLir {
    private static final int[] INTEGER_ARGUMENTS = {
        Gpr.RAX, Gpr.RCX, Gpr.RDX, Gpr.RBX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9
    };

    private final Random random;
    private final LirFunction function = new LirFunction(0);
    private final List<LirBlock> blocks = new ArrayList<>();
    private final LirKind[] kinds;
    /** The virtual register that each variable is at the moment. */
    private int[] variables;

    private LirBlock block;
    private int budget;
    private int depth;

    RandomLir(long seed, int variableCount, int budget) {
        random = new Random(seed);
        this.budget = budget;
        kinds = new LirKind[variableCount];
        variables = new int[variableCount];
        for (int i = 0; i < variableCount; i++) {
            // Few kinds of many: pressure in one class.
            kinds[i] = switch (random.nextInt(8)) {
                case 0 -> LirKind.FLOAT64;
                case 1 -> LirKind.VECTOR128;
                case 2 -> LirKind.FLOAT32;
                case 3, 4 -> LirKind.WORD64;
                default -> LirKind.WORD32;
            };
        }
        block = begin(1, false);
    }

    LirFunction make() {
        parameters();
        while (budget > 0) {
            statement();
        }
        leave(block, variables);
        function.setBlocks(blocks);
        return function;
    }

    private void leave(LirBlock block, int[] variables) {
        int[] results = new int[random.nextInt(variables.length) + 1];
        for (int i = 0; i < results.length; i++) {
            results[i] = useAny(variables[i]);
        }
        block.append(TestInstruction.of("return", results));
    }

    private LirBlock begin(double frequency, boolean cold) {
        LirBlock made = function.newBlock();
        made.setFrequency(frequency);
        made.setCold(cold);
        made.setLoopDepth(depth);
        blocks.add(made);
        return made;
    }

    private void parameters() {
        int[] operands = new int[variables.length];
        int integers = 0;
        int vectors = 0;
        int stack = 16;
        for (int i = 0; i < operands.length; i++) {
            int v = function.newRegister(kinds[i]);
            variables[i] = v;
            if (kinds[i].isVector() && vectors < 8) {
                operands[i] = defFixed(v, Location.vector(vectors++));
            } else if (!kinds[i].isVector() && integers < 8) {
                operands[i] = defFixed(v, INTEGER_ARGUMENTS[integers++]);
            } else {
                operands[i] = defAny(v);
                function.setIncoming(v, stack);
                stack += kinds[i].slotBytes();
            }
        }
        block.append(TestInstruction.of("parameters", operands));
    }

    private void statement() {
        budget--;
        int choice = random.nextInt(40);
        if (choice < 3 && depth < 4) {
            loop();
        } else if (choice < 6) {
            branch(false);
        } else if (choice < 8) {
            branch(true);
        } else if (choice < 9) {
            choose();
        } else if (choice < 11) {
            call();
        } else {
            operation();
        }
    }

    private void body(int most) {
        for (int i = random.nextInt(most); i >= 0 && budget > 0; i--) {
            statement();
        }
    }

    /** A variable of the kind of {@code like}. */
    private int any(boolean vector) {
        for (int tries = 0; tries < 30; tries++) {
            int i = random.nextInt(variables.length);
            if (kinds[i].isVector() == vector) {
                return variables[i];
            }
        }
        int v = function.newRegister(vector ? LirKind.FLOAT64 : LirKind.WORD64);
        block.append(TestInstruction.constant(def(v)));
        return v;
    }

    private void operation() {
        int target = random.nextInt(variables.length);
        LirKind kind = kinds[target];
        boolean vector = kind.isVector();
        int result = function.newRegister(kind);
        int a = any(vector);
        int b = any(vector);
        switch (random.nextInt(12)) {
            case 0 -> block.append(TestInstruction.constant(def(result)));
            case 1 -> block.append(TestInstruction.of("binary", use(a), use(b), def(result)));
            case 2 -> block.append(TestInstruction.of("binary", use(a), useAny(b), def(result)));
            case 3 -> block.append(TestInstruction.of("commutative", useAny(a), useAny(b), defSame(result, 0)));
            case 4 -> block.append(TestInstruction.of("tied", useAny(a), useAny(b), defSame(result, 0)));
            case 5 -> block.append(TestInstruction.of("tied", use(b), useAny(a), defSame(result, 1)));
            case 6 -> shift(vector, a, b, result);
            case 7 -> divide(vector, a, b, result);
            case 8 -> block.append(TestInstruction.of(
                    "temp", use(a), alive(b), temp(function.newRegister(kind)), def(result)));
            case 9 -> block.append(TestInstruction.of("alive", aliveAny(a), useAny(b), def(result)));
            case 10 -> block.append(new Copy(sameKind(kind, target), result, kind));
            default -> block.append(TestInstruction.of("store", use(any(false)), use(any(false)), use(a), def(result)));
        }
        variables[target] = result;
    }

    private int sameKind(LirKind kind, int otherwise) {
        for (int tries = 0; tries < 10; tries++) {
            int i = random.nextInt(variables.length);
            if (kinds[i] == kind) {
                return variables[i];
            }
        }
        return variables[otherwise];
    }

    private void shift(boolean vector, int a, int b, int result) {
        block.append(TestInstruction.of(
                "shift", useAny(a), useFixed(b, vector ? Location.vector(0) : Gpr.RCX), defSame(result, 0)));
    }

    private void divide(boolean vector, int a, int b, int result) {
        if (vector) {
            block.append(TestInstruction.clobbering(0x70000, use(a), useAny(b), def(result)));
            return;
        }
        int other = function.newRegister(LirKind.WORD32);
        block.append(TestInstruction.of(
                "divide",
                useFixed(a, Gpr.RAX),
                random.nextBoolean() ? alive(b) : aliveAny(b),
                random.nextBoolean() ? tempFixed(other, Gpr.RDX) : defFixed(other, Gpr.RDX),
                defFixed(result, Gpr.RAX)));
    }

    private void call() {
        List<Integer> operands = new ArrayList<>();
        int count = random.nextInt(14);
        int integers = 0;
        int vectors = 0;
        for (int i = 0; i < count; i++) {
            boolean vector = random.nextInt(3) == 0;
            int v = any(vector);
            if (vector && vectors < 8) {
                operands.add(useFixed(v, Location.vector(vectors++)));
            } else if (!vector && integers < 8) {
                operands.add(useFixed(v, INTEGER_ARGUMENTS[integers++]));
            } else {
                operands.add(useAny(v));
            }
        }
        if (integers < 6 && random.nextInt(4) == 0) {
            operands.add(use(any(false)));
        }
        int results = random.nextInt(3) == 0 ? random.nextInt(7) : 1;
        integers = 0;
        vectors = 0;
        for (int i = 0; i < results; i++) {
            int target = random.nextInt(variables.length);
            int v = function.newRegister(kinds[target]);
            if (kinds[target].isVector() && vectors < 4) {
                operands.add(defFixed(v, Location.vector(vectors++)));
            } else if (!kinds[target].isVector() && integers < 4) {
                operands.add(defFixed(v, INTEGER_ARGUMENTS[integers++]));
            } else {
                operands.add(defAny(v));
            }
            variables[target] = v;
        }
        block.append(TestInstruction.call(operands.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** An if, with or without else, whose first arm may be cold; it may also end the function, by a trap or a return. */
    private void branch(boolean cold) {
        block.append(TestInstruction.of("branch", useAny(any(false))));
        LirBlock before = block;
        int[] entering = variables.clone();
        double frequency = before.frequency();
        boolean inCold = cold || before.isCold();
        block = begin(cold ? frequency / 1000 : frequency / 2, inCold);
        before.addSuccessor(block);
        if (cold && random.nextBoolean()) {
            call();
        }
        body(6);
        LirBlock left = block;
        int[] leftVariables = variables;
        variables = entering.clone();
        boolean leaves = random.nextInt(6) == 0;
        LirBlock right = before;
        if (random.nextBoolean()) {
            block = begin(frequency / 2, before.isCold());
            before.addSuccessor(block);
            body(6);
            right = block;
            right.append(new Jump());
        }
        LirBlock join = begin(frequency, before.isCold());
        if (leaves && random.nextBoolean()) {
            left.append(TestInstruction.call());
        } else if (leaves) {
            leave(left, leftVariables);
        } else {
            left.append(new Jump());
        }
        join(join, leaves ? null : left, leftVariables, right, variables);
    }

    /** Makes parameters of the variables that differ. */
    private void join(LirBlock join, LirBlock left, int[] leftVariables, LirBlock right, int[] rightVariables) {
        int[] parameters = new int[variables.length];
        int[] leftArguments = new int[variables.length];
        int[] rightArguments = new int[variables.length];
        int[] after = rightVariables.clone();
        int count = 0;
        for (int i = 0; i < variables.length; i++) {
            if (leftVariables[i] != rightVariables[i] && left != null) {
                after[i] = function.newRegister(kinds[i]);
                parameters[count] = after[i];
                leftArguments[count] = leftVariables[i];
                rightArguments[count++] = rightVariables[i];
            }
        }
        join.setParameters(Arrays.copyOf(parameters, count));
        if (left != null) {
            left.addSuccessor(join, Arrays.copyOf(leftArguments, count));
        }
        right.addSuccessor(join, Arrays.copyOf(rightArguments, count));
        variables = after;
        block = join;
    }

    private void loop() {
        LirBlock before = block;
        before.append(new Jump());
        depth++;
        LirBlock head = begin(before.frequency() * 10, before.isCold());
        before.addSuccessor(head, variables.clone());
        int[] parameters = new int[variables.length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = function.newRegister(kinds[i]);
        }
        head.setParameters(parameters);
        variables = parameters.clone();
        block = head;
        body(8);
        if (random.nextInt(3) == 0) {
            // Arguments change places.
            for (int i = 0; i + 1 < variables.length; i++) {
                if (kinds[i] == kinds[i + 1] && random.nextBoolean()) {
                    int v = variables[i];
                    variables[i] = variables[i + 1];
                    variables[i + 1] = v;
                }
            }
        }
        block.append(TestInstruction.of("branch", useAny(any(false))));
        LirBlock latch = block;
        int[] back = variables.clone();
        depth--;
        block = begin(before.frequency(), before.isCold());
        if (random.nextBoolean()) {
            latch.addSuccessor(head, back);
            latch.addSuccessor(block);
        } else {
            latch.addSuccessor(block);
            latch.addSuccessor(head, back);
        }
    }

    /** A switch, some of whose cases are the same. */
    private void choose() {
        block.append(TestInstruction.of("switch", use(any(false)), temp(function.newRegister(LirKind.WORD64))));
        LirBlock before = block;
        int[] entering = variables.clone();
        int cases = 2 + random.nextInt(4);
        LirBlock[] arms = new LirBlock[cases];
        int[][] after = new int[cases][];
        for (int i = 0; i < cases; i++) {
            block = begin(before.frequency() / cases, before.isCold());
            arms[i] = block;
            before.addSuccessor(block);
            if (random.nextInt(3) == 0) {
                before.addSuccessor(block);
            }
            variables = entering.clone();
            body(4);
            arms[i] = block;
            block.append(new Jump());
            after[i] = variables;
        }
        LirBlock join = begin(before.frequency(), before.isCold());
        int[] parameters = new int[variables.length];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = function.newRegister(kinds[i]);
        }
        join.setParameters(parameters);
        for (int i = 0; i < cases; i++) {
            arms[i].addSuccessor(join, after[i]);
        }
        variables = parameters.clone();
        block = join;
    }
}
