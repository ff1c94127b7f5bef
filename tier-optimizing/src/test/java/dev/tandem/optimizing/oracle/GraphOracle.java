// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.graph.evaluate.EvaluatedFunction;
import dev.tandem.ir.graph.evaluate.EvaluatedGlobal;
import dev.tandem.ir.graph.evaluate.EvaluatedInstance;
import dev.tandem.ir.graph.evaluate.EvaluatedMemory;
import dev.tandem.ir.graph.evaluate.EvaluatedTable;
import dev.tandem.ir.graph.evaluate.EvaluationLimitException;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.optimizing.build.GraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares a function before and after a phase: both graphs are evaluated on the same random inputs, in fresh instances with the same random
 * memory, and must give the same results or trap, the same calls of imports, memories and globals. Callees are graphs as built.
 */
public final class GraphOracle {
    private static final long STEPS = 20_000;
    private static final long[] EDGES = {
        0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 255, 65535, 65536, -1, -2, -8, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final double[] FLOAT_EDGES = {
        0.0, -0.0, 1, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0x1p31, -0x1p31 - 1, 0x1p32, 0x1p63, 0x1p64
    };

    private final WasmModule module;
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<Integer, Graph> built = new HashMap<>();
    private int compared;

    public GraphOracle(WasmModule module) {
        this.module = module;
    }

    /** How many runs ended, in both graphs, before the evaluator gave up, and so were compared. */
    public int compared() {
        return compared;
    }

    /** The graph of a function as it is built, anew. */
    public Graph build(int functionIndex) {
        return builder.build(module, module.body(functionIndex), FunctionProfile.empty());
    }

    /**
     * Builds the function, applies the phase, verifies the outcome and compares it with the original.
     *
     * @param phase changes the graph, or gives another
     * @param seed of the random inputs, printed with a failure
     * @param runs how many inputs to try
     */
    public void check(int functionIndex, UnaryOperator<Graph> phase, long seed, int runs) {
        Graph changed = phase.apply(build(functionIndex));
        GraphVerifier.verify(changed);
        Random random = new Random(seed);
        for (int run = 0; run < runs; run++) {
            long state = random.nextLong();
            String before = outcome(functionIndex, this::builtOnce, state);
            String after = outcome(functionIndex, f -> f == functionIndex ? changed : builtOnce(f), state);
            if (!before.startsWith("limit") && !after.startsWith("limit")) {
                compared++;
                assertEquals(before, after, () -> "function " + functionIndex + ", seed " + seed + ", input " + state);
            }
        }
    }

    private Graph builtOnce(int functionIndex) {
        Graph known = built.get(functionIndex);
        if (known == null) {
            known = build(functionIndex);
            built.put(functionIndex, known);
        }
        return known;
    }

    /** Everything that can be seen of one call. */
    private String outcome(int functionIndex, IntFunction<Graph> graphs, long seed) {
        Random random = new Random(seed);
        StringBuilder log = new StringBuilder();
        EvaluatedInstance instance = new EvaluatedInstance(module, graphs, imports(log), STEPS);
        try {
            instance.initialize();
        } catch (WasmTrap | EvaluationLimitException notNeeded) {
            log.append("instantiation fails;");
        }
        disturb(instance, random);
        FunctionType type = module.functionType(functionIndex);
        @Nullable Object[] arguments = new Object[type.parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = random(type.parameter(i), random);
        }
        try {
            log.append(Arrays.toString(instance.function(functionIndex).call(arguments)));
        } catch (WasmTrap trap) {
            log.append(trap.code());
        } catch (EvaluationLimitException | StackOverflowError tooMuch) {
            return "limit";
        }
        for (int i = 0; i < module.memories().size(); i++) {
            log.append(" memory ").append(instance.memory(i).pages()).append(' ').append(Arrays.hashCode(instance.memory(i).bytes()));
        }
        for (int i = 0; i < module.globals().size(); i++) {
            if (!module.globals().get(i).type().isReference()) {
                log.append(" global ").append(instance.global(i).get());
            }
        }
        for (int i = 0; i < module.tables().size(); i++) {
            log.append(" table ").append(instance.table(i).elements().length);
        }
        return log.toString();
    }

    private static void disturb(EvaluatedInstance instance, Random random) {
        for (int i = 0; i < instance.module().memories().size(); i++) {
            byte[] bytes = instance.memory(i).bytes();
            byte[] noise = new byte[Math.min(bytes.length, 1024)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, bytes, 0, noise.length);
        }
    }

    private static @Nullable Object random(ValueType type, Random random) {
        long bits = random.nextInt(3) == 0
                ? random.nextLong()
                : random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(2000);
        double number = random.nextInt(3) == 0
                ? random.nextGaussian() * 1000
                : FLOAT_EDGES[random.nextInt(FLOAT_EDGES.length)];
        return switch (type.code()) {
            case 1 -> Bits.ofInt((int) bits);
            case 2 -> Bits.ofLong(bits);
            case 3 -> Bits.ofFloat((float) number);
            case 4 -> Bits.ofDouble(number);
            case 5 -> new Bits(random.nextLong(), random.nextLong());
            default -> null;
        };
    }

    private EvaluatedInstance.Imports imports(StringBuilder log) {
        List<EvaluatedFunction> functions = new ArrayList<>();
        List<EvaluatedMemory> memories = new ArrayList<>();
        List<EvaluatedTable> tables = new ArrayList<>();
        List<EvaluatedGlobal> globals = new ArrayList<>();
        for (Import wanted : module.imports()) {
            switch (wanted.descriptor()) {
                case Import.Function function ->
                    functions.add(new Stub(module.types().function(function.typeIndex()), wanted.name(), log));
                case Import.Memory memory -> memories.add(new EvaluatedMemory(memory.type()));
                case Import.Table table -> tables.add(new EvaluatedTable(table.type()));
                case Import.Global global -> globals.add(new EvaluatedGlobal(random(global.type().type(), new Random(1))));
                case Import.Tag tag -> throw new IllegalArgumentException("tags are not evaluated");
            }
        }
        return new EvaluatedInstance.Imports(functions, memories, tables, globals);
    }

    /** An imported function: what it gives depends on its arguments and on what was called before. */
    private record Stub(FunctionType type, String name, StringBuilder log) implements EvaluatedFunction {
        @Override
        public @Nullable Object[] call(@Nullable Object[] arguments) {
            log.append(name).append(Arrays.toString(arguments)).append(';');
            Random random = new Random(log.toString().hashCode());
            @Nullable Object[] results = new Object[type.resultCount()];
            for (int i = 0; i < results.length; i++) {
                results[i] = random(type.result(i), random);
            }
            return results;
        }
    }
}
