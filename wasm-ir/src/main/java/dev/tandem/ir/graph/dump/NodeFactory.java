// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph.dump;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.ConstantDouble;
import dev.tandem.ir.graph.node.ConstantFloat;
import dev.tandem.ir.graph.node.ConstantInt;
import dev.tandem.ir.graph.node.ConstantLong;
import dev.tandem.ir.graph.node.ConstantNull;
import dev.tandem.ir.graph.node.ConstantVector;
import dev.tandem.ir.graph.node.DataDrop;
import dev.tandem.ir.graph.node.ElemDrop;
import dev.tandem.ir.graph.node.GlobalGet;
import dev.tandem.ir.graph.node.GlobalSet;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.ImmutableGlobal;
import dev.tandem.ir.graph.node.Load;
import dev.tandem.ir.graph.node.LoadLane;
import dev.tandem.ir.graph.node.MemoryByteSize;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.MemoryGrow;
import dev.tandem.ir.graph.node.MemoryInit;
import dev.tandem.ir.graph.node.MemoryPhi;
import dev.tandem.ir.graph.node.MemoryProjection;
import dev.tandem.ir.graph.node.MemorySize;
import dev.tandem.ir.graph.node.MemoryState;
import dev.tandem.ir.graph.node.MultiplyHigh;
import dev.tandem.ir.graph.node.Operation;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.RefFunc;
import dev.tandem.ir.graph.node.RefIsNull;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.Return;
import dev.tandem.ir.graph.node.Safepoint;
import dev.tandem.ir.graph.node.Select;
import dev.tandem.ir.graph.node.Store;
import dev.tandem.ir.graph.node.StoreLane;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.TableCopy;
import dev.tandem.ir.graph.node.TableElement;
import dev.tandem.ir.graph.node.TableFill;
import dev.tandem.ir.graph.node.TableGet;
import dev.tandem.ir.graph.node.TableGrow;
import dev.tandem.ir.graph.node.TableInit;
import dev.tandem.ir.graph.node.TableSet;
import dev.tandem.ir.graph.node.TableSize;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.ir.graph.node.Trap;
import dev.tandem.ir.graph.node.TrappingOperation;
import dev.tandem.ir.graph.node.UnknownMemory;

/** Makes nodes by the names of their classes. */
final class NodeFactory {
    private final Graph graph;

    NodeFactory(Graph graph) {
        this.graph = graph;
    }

    private AliasClass aliasClass(Attributes attributes) {
        String text = attributes.text("aliasClass");
        int colon = text.indexOf(':');
        return graph.aliasClasses()
                .of(AliasClass.Kind.valueOf(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    /** A phi whose inputs are added later. */
    Phi phi(Attributes attributes) {
        return new Phi(Stamp.of(attributes.type()));
    }

    /** A phi of tokens whose inputs are added later. */
    MemoryPhi memoryPhi(Attributes attributes) {
        return new MemoryPhi(aliasClass(attributes));
    }

    private static ControlNode control(Node[] inputs) {
        return (ControlNode) inputs[0];
    }

    Node make(NodeLine line, Node[] in) {
        Attributes a = line.attributes();
        return switch (line.name()) {
            case "BoundsCheck" -> new BoundsCheck(a.number("offset"), a.integer("width"), control(in), in[1], in[2]);
            case "CallDirect" -> new CallDirect(a.integer("functionIndex"), a.functionType(), a.flag("tail"), in);
            case "CallIndirect" ->
                new CallIndirect(
                        a.integer("tableIndex"),
                        a.integer("typeIndex"),
                        a.functionType(),
                        a.flag("tail"),
                        a.integers("expected"),
                        in);
            case "CallRef" -> new CallRef(
                        a.integer("typeIndex"), a.functionType(), a.flag("tail"), a.integers("expected"), in);
            case "Case" -> new Case((Switch) in[0], a.integer("successor"));
            case "ConstantDouble" -> new ConstantDouble(a.number("rawBits"));
            case "ConstantFloat" -> new ConstantFloat(a.integer("rawBits"));
            case "ConstantInt" -> new ConstantInt(a.integer("value"));
            case "ConstantLong" -> new ConstantLong(a.number("value"));
            case "ConstantNull" -> new ConstantNull(a.type());
            case "ConstantVector" -> new ConstantVector(a.number("low"), a.number("high"));
            case "DataDrop" -> new DataDrop(a.integer("dataIndex"), aliasClass(a), control(in), in[1]);
            case "ElemDrop" -> new ElemDrop(a.integer("elementIndex"), aliasClass(a), control(in), in[1]);
            case "GlobalGet" -> new GlobalGet(a.integer("globalIndex"), a.type(), aliasClass(a), control(in), in[1]);
            case "GlobalSet" -> new GlobalSet(a.integer("globalIndex"), aliasClass(a), control(in), in[1], in[2]);
            case "If" -> new If(control(in), in[1], a.fraction("probability"));
            case "IfFalse" -> new IfFalse((If) in[0]);
            case "IfTrue" -> new IfTrue((If) in[0]);
            case "ImmutableGlobal" -> new ImmutableGlobal(a.integer("globalIndex"), a.type());
            case "Load" ->
                new Load(
                        a.op(), a.integer("memoryIndex"), a.number("offset"), aliasClass(a), control(in), in[1], in[2]);
            case "LoadLane" ->
                new LoadLane(
                        a.op(), a.integer("memoryIndex"), a.number("offset"), a.integer("lane"), aliasClass(a),
                        control(in), in[1], in[2], in[3]);
            case "MemoryByteSize" -> new MemoryByteSize(a.integer("memoryIndex"), aliasClass(a), control(in), in[1]);
            case "MemoryCopy" ->
                new MemoryCopy(
                        a.integer("destinationMemory"), a.integer("sourceMemory"), aliasClass(a), control(in), in[1],
                        in[2], in[3], in[4], in[5]);
            case "MemoryFill" ->
                new MemoryFill(
                        a.integer("memoryIndex"), aliasClass(a), control(in), in[1], in[2], in[3], in[4]);
            case "MemoryGrow" ->
                new MemoryGrow(
                        a.integer("memoryIndex"), a.type(), aliasClass(a), control(in), in[1], in[2]);
            case "MemoryInit" ->
                new MemoryInit(
                        a.integer("dataIndex"), a.integer("memoryIndex"), aliasClass(a), control(in), in[1], in[2], in[3],
                        in[4], in[5]);
            case "MemoryProjection" -> new MemoryProjection(control(in), aliasClass(a));
            case "MemorySize" -> new MemorySize(a.integer("memoryIndex"), a.type(), aliasClass(a), control(in), in[1]);
            case "MemoryState" -> new MemoryState(in);
            case "MultiplyHigh" -> new MultiplyHigh(a.integer("signed") != 0, in[0], in[1]);
            case "Operation" -> new Operation(a.op(), a.number("immediate"), a.number("immediateHigh"), in);
            case "RefAsNonNull" -> new RefAsNonNull(a.type(), control(in), in[1]);
            case "RefFunc" -> new RefFunc(a.integer("functionIndex"), a.type());
            case "RefIsNull" -> new RefIsNull(in[0]);
            case "Result" -> new Result((Call) in[0], a.integer("index"));
            case "Return" -> new Return(in);
            case "Safepoint" -> new Safepoint(control(in));
            case "Select" -> new Select(a.type(), in[0], in[1], in[2]);
            case "Store" ->
                new Store(
                        a.op(), a.integer("memoryIndex"), a.number("offset"), aliasClass(a), control(in), in[1], in[2], in[3]);
            case "StoreLane" ->
                new StoreLane(
                        a.op(), a.integer("memoryIndex"), a.number("offset"), a.integer("lane"), aliasClass(a),
                        control(in), in[1], in[2], in[3]);
            case "Switch" -> new Switch(control(in), in[1], a.integers("targets"), a.fractions("probabilities"));
            case "TableCopy" ->
                new TableCopy(
                        a.integer("destinationTable"), a.integer("sourceTable"), aliasClass(a), control(in), in[1], in[2],
                        in[3], in[4], in[5]);
            case "TableElement" ->
                new TableElement(
                        a.integer("tableIndex"), a.type(), aliasClass(a), control(in), in[1], in[2]);
            case "TableFill" ->
                new TableFill(
                        a.integer("tableIndex"), aliasClass(a), control(in), in[1], in[2], in[3], in[4]);
            case "TableGet" -> new TableGet(a.integer("tableIndex"), a.type(), aliasClass(a), control(in), in[1], in[2]);
            case "TableGrow" ->
                new TableGrow(
                        a.integer("tableIndex"), a.type(), aliasClass(a), control(in), in[1], in[2], in[3]);
            case "TableInit" ->
                new TableInit(
                        a.integer("elementIndex"), a.integer("tableIndex"), aliasClass(a), control(in), in[1], in[2],
                        in[3], in[4], in[5]);
            case "TableSet" -> new TableSet(a.integer("tableIndex"), aliasClass(a), control(in), in[1], in[2], in[3]);
            case "TableSize" -> new TableSize(a.integer("tableIndex"), a.type(), aliasClass(a), control(in), in[1]);
            case "TargetTest" -> new TargetTest(a.integer("functionIndex"), in[0]);
            case "Trap" -> new Trap(control(in), a.trapCode());
            case "TrappingOperation" -> new TrappingOperation(a.op(), in);
            case "UnknownMemory" -> new UnknownMemory(aliasClass(a));
            default -> throw new IllegalArgumentException("no node class " + line.name());
        };
    }
}
