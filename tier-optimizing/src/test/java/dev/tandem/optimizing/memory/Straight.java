// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.memory;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.AliasClasses;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.Loop;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.MemoryState;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.Target;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the chain of a function {@code (i32, i32) -> i32} by hand. Its module imports two mutable i32 globals (0, 1: maybe the same), has
 * a third one (2) and a memory of one page.
 */
public final class Straight {
    private static final String MODULE = "0061736d01000000"
            + "0107016002" + "7f7f017f" // (i32, i32) -> i32
            + "020f02" + "016d0167037f01" + "016d0168037f01" // two globals
            + "03020100"
            + "0503010001"
            + "0606017f0141000b"
            + "0a05010300000b";

    public final WasmModule module = ModuleDecoder.decode(HexFormat.of().parseHex(MODULE), DecoderOptions.all());
    public final Graph graph = new Graph(module, 0);
    public final Node a = graph.parameter(0);
    public final Node b = graph.parameter(1);
    private final AliasClasses classes = graph.aliasClasses();
    public final AliasClass memory = classes.memory(0);
    public final AliasClass size = classes.memorySize(0);
    private ControlNode control = graph.start();
    private Node token = graph.unique(new MemoryProjection(graph.start(), memory));

    private <T extends FixedNode> T fix(T node) {
        graph.add(node);
        control = node;
        return node;
    }

    public Node constant(int value) {
        return graph.unique(new ConstantInt(value));
    }

    public Node add(Node x, int value) {
        return graph.unique(new Operation(Opcode.I32_ADD, x, constant(value)));
    }

    public Load load(Opcode op, Node address, long offset) {
        return fix(new Load(op, 0, offset, memory, control, token, address));
    }

    public Load load(Node address, long offset) {
        return load(Opcode.I32_LOAD, address, offset);
    }

    public Store store(Opcode op, Node address, long offset, Node value) {
        Store store = fix(new Store(op, 0, offset, memory, control, token, address, value));
        token = store;
        return store;
    }

    public Store store(Node address, long offset, Node value) {
        return store(Opcode.I32_STORE, address, offset, value);
    }

    public GlobalGet global(int index) {
        return fix(new GlobalGet(index, ValueType.I32, classes.global(index), control, start(classes.global(index))));
    }

    public GlobalSet setGlobal(int index, Node value) {
        return fix(new GlobalSet(index, classes.global(index), control, start(classes.global(index)), value));
    }

    public MemorySize memorySize() {
        return fix(new MemorySize(0, ValueType.I32, size, control, start(size)));
    }

    public MemoryGrow grow() {
        return fix(new MemoryGrow(0, ValueType.I32, size, control, start(size), constant(1)));
    }

    public CallDirect call() {
        CallDirect call = fix(new CallDirect(0, graph.type(), false, control, graph.unique(new MemoryState(token)), a, b));
        token = graph.unique(new MemoryProjection(call, memory));
        return call;
    }

    public BoundsCheck check(Node address, long offset, int width) {
        MemoryByteSize bytes = fix(new MemoryByteSize(0, size, control, start(size)));
        return fix(new BoundsCheck(offset, width, control, bytes, address));
    }

    /** The token of another class: which one does not matter to phases that follow control. */
    private Node start(AliasClass aliasClass) {
        return graph.unique(new MemoryProjection(graph.start(), aliasClass));
    }

    /** {@code if (condition) then else otherwise}. */
    public void branch(Node condition, Runnable then, Runnable otherwise) {
        Node before = token;
        If test = fix(new If(control, condition, 0.5));
        control = graph.add(new IfTrue(test));
        then.run();
        ControlNode end = control;
        Node one = token;
        control = graph.add(new IfFalse(test));
        token = before;
        otherwise.run();
        Region region = graph.add(new Region(end, control));
        token = graph.add(new MemoryPhi(memory, region, one, token));
        control = region;
    }

    /** {@code do body while (a)}. */
    public void loop(Runnable body) {
        Loop loop = graph.add(new Loop(control));
        MemoryPhi phi = graph.add(new MemoryPhi(memory, loop, token));
        control = loop;
        token = phi;
        body.run();
        If test = fix(new If(control, a, 0.5));
        loop.addInput(graph.add(new Safepoint(graph.add(new IfTrue(test)))));
        phi.addInput(token);
        control = graph.add(new IfFalse(test));
    }

    /** Returns the sum of the values and runs the phase. Gives what is returned then, before the summing. */
    public Return run(Phase phase, Node... values) {
        Node sum = values[0];
        for (int i = 1; i < values.length; i++) {
            sum = graph.unique(new Operation(Opcode.I32_ADD, sum, values[i]));
        }
        Return end = fix(new Return(control, sum));
        phase.apply(graph, context());
        return end;
    }

    public PhaseContext context() {
        return new PhaseContext(new CompilationRequest(module, module.body(0)), Target.x64(true), PhaseOptions.DEFAULT, PhaseObserver.NONE);
    }

    /** The live nodes of a class. */
    public <T extends Node> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (kind.isInstance(node)) {
                found.add(kind.cast(node));
            }
        }
        return found;
    }
}
