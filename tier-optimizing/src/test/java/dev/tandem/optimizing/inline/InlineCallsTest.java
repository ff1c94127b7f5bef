// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.inline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.GraphVerifier;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.cfg.ControlFlowGraph;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.ModuleProfile;
import dev.tandem.optimizing.build.GraphBuilder;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import dev.tandem.optimizing.spi.CompilationResult.Inlining;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All functions are {@code (i32, i32) -> i32}; bodies are named by their hex code below. The host may write to the table. */
final class InlineCallsTest {
    private static final String ARGUMENTS = "20002001";
    private static final int ADD = 0;
    private static final int TWICE = 1;
    private static final int NEVER = 2;
    private static final int CALLS_NEVER = 3;
    private static final int RECURSIVE = 4;
    private static final int INDIRECT = 5;
    private static final int TAIL_INDIRECT = 6;
    private static final int TAIL = 7;
    private static final int DEEP = 8;
    private static final List<String> BODIES = List.of(
            ARGUMENTS + "6a",
            ARGUMENTS + "1000" + "2001" + "1000",
            "00",
            ARGUMENTS + "1002",
            ARGUMENTS + "1004",
            ARGUMENTS + "2000" + "110000",
            ARGUMENTS + "2000" + "130000",
            ARGUMENTS + "1200",
            ARGUMENTS + "1001");

    private final WasmModule module = module();
    private PhaseContext context = context(0, FunctionProfile.empty());

    private static WasmModule module() {
        StringBuilder code = new StringBuilder();
        for (String body : BODIES) {
            code.append(sized("00" + body + "0b"));
        }
        String functions = "%02x".formatted(BODIES.size()) + "00".repeat(BODIES.size());
        String module = "0061736d01000000"
                + "01" + sized("01" + "60" + "027f7f" + "017f")
                + "03" + sized(functions)
                + "04" + sized("01" + "70" + "0008")
                + "07" + sized("01" + "0174" + "0100")
                + "0a" + sized("%02x".formatted(BODIES.size()) + code);
        return ModuleDecoder.decode(HexFormat.of().parseHex(module), DecoderOptions.all());
    }

    private static String sized(String hex) {
        return "%02x".formatted(hex.length() / 2) + hex;
    }

    private PhaseContext context(int function, FunctionProfile profile) {
        ModuleProfile profiles = index -> index == function ? profile : FunctionProfile.empty();
        CompilationRequest request = new CompilationRequest(module, module.body(function), profiles, () -> false);
        return new PhaseContext(request, Target.x64(true), PhaseOptions.DEFAULT, PhaseObserver.NONE);
    }

    private Graph inlined(int function, FunctionProfile profile) {
        context = context(function, profile);
        Graph graph = new GraphBuilder().build(module, module.body(function), profile);
        new InlineCalls().apply(graph, context);
        GraphVerifier.verify(graph);
        return graph;
    }

    private Graph inlined(int function) {
        return inlined(function, FunctionProfile.empty());
    }

    private static <T extends Node> List<T> all(Graph graph, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Block block : ControlFlowGraph.of(graph).blocks()) {
            block.nodes().stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
        }
        return found;
    }

    /** What was seen at the only call of a function. */
    private FunctionProfile saw(int function, CallProfile profile) {
        Graph graph = new GraphBuilder().build(module, module.body(function), FunctionProfile.empty());
        int offset = graph.positions().offset(all(graph, CallIndirect.class).getFirst().position());
        return new FunctionProfile.Builder().entries(1000).call(offset, profile).build();
    }

    private static CallProfile.Target target(int function, long count) {
        return new CallProfile.Target(function, count);
    }

    @Test
    void bodiesTakeThePlaceOfCalls() {
        Graph graph = inlined(TWICE);
        assertEquals(List.of(), all(graph, CallDirect.class));
        Operation outer = (Operation) all(graph, Return.class).getFirst().result(0);
        assertEquals(Opcode.I32_ADD, outer.op());
        assertSame(graph.parameter(1), outer.input(1));
        assertEquals(2, context.inlinings().size());
    }

    @Test
    void bodiesInBodies() {
        Graph graph = inlined(DEEP);
        assertEquals(List.of(), all(graph, CallDirect.class));
        assertEquals(TWICE, context.inlinings().getFirst().callee());
        assertEquals(List.of(TWICE, TWICE), context.inlinings().subList(1, 3).stream().map(Inlining::caller).toList());
    }

    @Test
    void calleeThatNeverReturnsEndsControl() {
        Graph graph = inlined(CALLS_NEVER);
        assertEquals(List.of(), all(graph, Return.class));
        Trap trap = all(graph, Trap.class).getFirst();
        Positions positions = graph.positions();
        assertEquals(NEVER, positions.functionIndex(trap.position()));
        assertEquals(CALLS_NEVER, positions.functionIndex(positions.caller(trap.position())), "the frame that is not there");
    }

    @Test
    void recursionIsBounded() {
        Graph graph = inlined(RECURSIVE);
        int copies = context.inlinings().size();
        assertTrue(copies > 0 && copies < 8, () -> copies + " copies");
        CallDirect inner = all(graph, CallDirect.class).getFirst();
        assertEquals(copies, graph.positions().depth(inner.position()));
    }

    @Test
    void tailCalls() {
        Graph graph = inlined(TAIL);
        assertEquals(List.of(), all(graph, CallDirect.class));
        assertEquals(Opcode.I32_ADD, ((Operation) all(graph, Return.class).getFirst().result(0)).op());
    }

    @Test
    void withoutProfileIndirectCallsStay() {
        assertEquals(List.of(), all(inlined(INDIRECT), TableElement.class));
    }

    @Test
    void likelyTargetsAreTestedInOrder() {
        Graph graph = inlined(INDIRECT, saw(INDIRECT, new CallProfile(List.of(target(ADD, 600), target(TWICE, 390)), 10)));
        assertEquals(1, all(graph, TableElement.class).size());
        List<Integer> tested = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node instanceof TargetTest test) {
                tested.add(test.functionIndex());
            }
        }
        assertEquals(List.of(ADD, TWICE), tested);
        CallIndirect general = all(graph, CallIndirect.class).getFirst();
        ControlFlowGraph cfg = ControlFlowGraph.of(graph);
        assertTrue(cfg.block(general).frequency() < 0.03);
        assertTrue(context.inlinings().getFirst().guarded());
    }

    @Test
    void oneTargetLeavesTheGeneralCallCold() {
        Graph graph = inlined(INDIRECT, saw(INDIRECT, new CallProfile(List.of(target(ADD, 1000)), 0)));
        assertTrue(ControlFlowGraph.of(graph).block(all(graph, CallIndirect.class).getFirst()).isCold());
    }

    @Test
    void guardedTailCalls() {
        Graph graph = inlined(TAIL_INDIRECT, saw(TAIL_INDIRECT, new CallProfile(List.of(target(ADD, 500), target(TWICE, 500)), 0)));
        assertEquals(2, all(graph, Return.class).size());
        assertTrue(all(graph, CallIndirect.class).getFirst().isTail());
    }

    @Test
    void functionsOfOtherModulesStayGeneralCalls() {
        CallProfile foreign = new CallProfile(List.of(target(CallProfile.Target.FOREIGN, 1000)), 0);
        assertEquals(List.of(), all(inlined(INDIRECT, saw(INDIRECT, foreign)), TableElement.class));
    }
}
