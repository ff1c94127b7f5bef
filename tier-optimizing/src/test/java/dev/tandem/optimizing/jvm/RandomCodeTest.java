// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.evaluate.Bits;
import dev.tandem.ir.jvm.JvmBackend;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmTrap;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import dev.tandem.optimizing.canonical.Canonicalize;
import dev.tandem.optimizing.canonical.Expressions;
import dev.tandem.optimizing.canonical.Expressions.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Code for random graphs with branches, switches and loops does what evaluating them does, whole and split; and is the same each time. */
class RandomCodeTest {
    private static final MethodLimits TINY = new MethodLimits(200, 200, 400, 120, 20);

    @Test
    void codeDoesWhatGraphsMean() {
        check(Long.getLong("tandem.test.seed", System.nanoTime()), MethodLimits.HOTSPOT, 120);
    }

    @Test
    void splitCodeDoesWhatGraphsMean() {
        check(Long.getLong("tandem.test.seed", System.nanoTime()), TINY, 60);
    }

    private static void check(long seed, MethodLimits limits, int rounds) {
        Random seeds = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            long graphSeed = seeds.nextLong();
            String message = "-Dtandem.test.seed=" + seed + ", graph " + graphSeed;
            Graph graph = new Expressions.Generator(new Random(graphSeed), false).make(3 + seeds.nextInt(14), seeds.nextInt(4));
            if (seeds.nextBoolean()) {
                new Canonicalize().apply(graph, Expressions.context(graph));
            }
            try {
                Running running = new Running(graph, limits);
                for (int i = 0; i < 6; i++) {
                    List<Bits> arguments = Expressions.arguments(seeds, graph);
                    running.check(message, arguments, Expressions.evaluate(graph, arguments));
                }
            } catch (RuntimeException | LinkageError | AssertionError e) {
                throw new AssertionError(message + "\n" + dump(graph), e);
            }
        }
    }

    private static String dump(Graph graph) {
        StringBuilder text = new StringBuilder();
        for (Node node : graph.nodes()) {
            text.append(node).append('\n');
        }
        return text.toString();
    }

    /** A graph's code in a backend. */
    private static final class Running {
        private final Graph graph;
        private final Backend backend = new JvmBackend();
        private final Context context;

        Running(Graph graph, MethodLimits limits) {
            this.graph = graph;
            JvmArtifact artifact = generate(graph, limits);
            JvmArtifact again = generate(graph, limits);
            for (int i = 0; i < artifact.classes().size(); i++) {
                assertArrayEquals(artifact.classes().get(i), again.classes().get(i));
            }
            ModuleCode code = backend.newModuleCode(graph.module(), new Types(), _ -> (CodeArtifact) artifact);
            context = code.newContext(
                    this, new LinearMemory[0], new Table[0], new GlobalCell[0], new FunctionReference[1], new byte[0][], new Object[0][]);
            code.bind(context);
        }

        private static JvmArtifact generate(Graph graph, MethodLimits limits) {
            return new CodeGenerator(limits)
                    .generate(graph, Schedule.of(graph), new ModuleShapes(graph.module()))
                    .artifact();
        }

        void check(String message, List<Bits> arguments, Outcome expected) {
            if (expected.trap().equals(Optional.of(TrapCode.INTERRUPTED))) {
                return; // evaluating took too long
            }
            long[] numbers = new long[2 * arguments.size()];
            int slot = 0;
            for (int i = 0; i < arguments.size(); i++) {
                numbers[slot++] = arguments.get(i).low();
                if (graph.type().parameter(i).code() == 5) {
                    numbers[slot++] = arguments.get(i).high();
                }
            }
            Optional<TrapCode> trap = Optional.empty();
            try {
                backend.invoke(context.function(0), numbers, new Object[numbers.length]);
            } catch (WasmTrap caught) {
                trap = Optional.of(caught.code());
            }
            assertEquals(expected.trap(), trap, message);
            slot = 0;
            for (int i = 0; trap.isEmpty() && i < expected.results().size(); i++) {
                assertEquals(expected.results().get(i).low(), numbers[slot++], message + ", result " + i);
                if (graph.type().result(i).code() == 5) {
                    assertEquals(expected.results().get(i).high(), numbers[slot++], message + ", high half of result " + i);
                }
            }
        }
    }

    private static final class Types implements ModuleTypes {
        @Override
        public int id(int typeIndex) {
            return typeIndex;
        }

        @Override
        public boolean isSubtype(int sub, int sup) {
            return sub == sup;
        }
    }
}
