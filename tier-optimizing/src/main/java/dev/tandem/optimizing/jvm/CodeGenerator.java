// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.FunctionAssembler;
import dev.tandem.ir.asm.jvm.FunctionShape;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.asm.jvm.SlotAccess;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.cfg.Schedule;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;
import java.util.List;

/** From a scheduled graph to classes. Thread-safe. */
final class CodeGenerator {
    /** @param split whether the code was too much for one method */
    record Generated(JvmArtifact artifact, boolean split) {}

    private final GraphEmitter.Tables tables = new GraphEmitter.Tables();
    private final MethodLimits limits;

    CodeGenerator(MethodLimits limits) {
        this.limits = limits;
    }

    Generated generate(Graph graph, Schedule schedule, ModuleShapes shapes) {
        BlockSequence sequence = new BlockSequence(schedule.cfg());
        Operands operands = new Operands(shapes, tables.vectors(), tables.numbers());
        Trees trees = new Trees(schedule, sequence, operands, graph.capacity());
        LiveRanges live = new LiveRanges(graph, sequence, trees, operands);
        VectorForms forms = new VectorForms(schedule, sequence, tables.lanes(), graph.capacity());
        CodeBuffer code = new CodeBuffer();
        GuestSignature signature = shapes.signatureOf(graph.functionIndex());
        int[] parameters = parameters(code, graph, signature);
        int parameterVariables = code.variableCount();
        VariableAssignment variables = new VariableAssignment(code, graph, sequence, trees, live, forms, parameters);
        GraphEmitter emitter = new GraphEmitter(code, shapes, tables, graph, operands, trees, variables);
        if (signature.isWide()) {
            takeArguments(code, graph, trees, variables);
        }
        new BlockEmitter(schedule.cfg(), sequence, live, emitter).emit();
        GuardLayout guards = emitter.calls().guards();
        FunctionShape shape = new FunctionShape(
                graph.functionIndex(),
                signature,
                parameterVariables,
                shapes.module().hasTailCall(graph.functionIndex()),
                FeedbackLayout.NONE,
                guards,
                Tier.OPTIMIZED);
        FunctionAssembler assembler = new FunctionAssembler(code, shape, limits);
        List<byte[]> classes = assembler.assemble();
        Sites sites = emitter.sites();
        JvmArtifact artifact = new JvmArtifact(
                graph.functionIndex(), Tier.OPTIMIZED, classes, sites.offsets(), FeedbackLayout.NONE, sites.inlined(), guards);
        return new Generated(artifact, assembler.isSplit());
    }

    /** Makes the variables of the method's parameters; returns those of the function's, if they are the same. */
    private static int[] parameters(CodeBuffer code, Graph graph, GuestSignature signature) {
        if (signature.isWide()) {
            code.newVariable(Kind.REFERENCE);
            code.newVariable(Kind.REFERENCE);
            return new int[0];
        }
        int[] variables = new int[graph.type().parameterCount()];
        for (int i = 0; i < variables.length; i++) {
            variables[i] = code.newVariable(VariableAssignment.kind(graph.parameter(i)));
        }
        return variables;
    }

    /** Takes the arguments of a function that gets them in arrays. */
    private static void takeArguments(CodeBuffer code, Graph graph, Trees trees, VariableAssignment variables) {
        FunctionType type = graph.type();
        int slot = 0;
        for (int i = 0; i < type.parameterCount(); i++) {
            Parameter parameter = graph.parameter(i);
            Kind kind = VariableAssignment.kind(parameter);
            if (trees.hasVariable(parameter)) {
                take(code, kind.returned(), variables.of(parameter), slot);
                if (kind == Kind.VECTOR) {
                    take(code, Kind.LONG, variables.of(parameter) + 1, slot + 1);
                }
            }
            slot += kind.slots();
        }
    }

    private static void take(CodeBuffer code, Kind kind, int variable, int slot) {
        boolean reference = kind == Kind.REFERENCE;
        code.get(reference ? 1 : 0);
        code.checkCast(reference ? "[Ljava/lang/Object;" : "[J");
        code.pushInt(slot);
        code.invokeStatic(SlotAccess.take(kind));
        code.set(variable);
    }
}
