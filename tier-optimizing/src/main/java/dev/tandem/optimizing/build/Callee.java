// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.Stamp;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.Constant;
import dev.tandem.ir.graph.node.MemoryState;
import dev.tandem.ir.graph.node.UnknownMemory;
import org.jspecify.annotations.Nullable;

/** The function whose body is built, and how it is entered and left: it is the graph's own, or takes the place of a call. */
final class Callee {
    private final Graph graph;
    private final int functionIndex;
    private final @Nullable Call call;

    private Callee(Graph graph, int functionIndex, @Nullable Call call) {
        this.graph = graph;
        this.functionIndex = functionIndex;
        this.call = call;
    }

    /** The function that the graph is for. */
    static Callee outermost(Graph graph) {
        return new Callee(graph, graph.functionIndex(), null);
    }

    /** A function in the place of {@code call}, after the control before that. */
    static Callee inPlaceOf(Call call, int functionIndex) {
        return new Callee(call.graph(), functionIndex, call);
    }

    int functionIndex() {
        return functionIndex;
    }

    int callerPosition() {
        return call == null ? Positions.NONE : call.position();
    }

    ControlNode control() {
        return call == null ? graph.start() : call.control();
    }

    /** Whether a return of the body is one of the graph's function. */
    boolean returnsToCaller() {
        return call == null || call.isTail();
    }

    /** The alias classes that calls in the body take and give tokens of. */
    AliasClass[] threaded(BodySurvey survey) {
        MemoryState state = call == null ? null : call.state();
        return graph.aliasClasses().all().stream()
                .filter(c -> survey.touches(c) || (state != null && state.token(c) != null))
                .toArray(AliasClass[]::new);
    }

    Variables variables(BodySurvey survey, BodyState decoder) {
        Stamp[] stamps = new Stamp[decoder.localCount()];
        for (int i = 0; i < stamps.length; i++) {
            stamps[i] = Stamp.of(decoder.localType(i));
        }
        AliasClass[] classes = graph.aliasClasses().all().toArray(new AliasClass[0]);
        return new Variables(graph, survey.assignments(), variable -> initial(variable, decoder, classes), stamps, classes);
    }

    private Node initial(int variable, BodyState decoder, AliasClass[] classes) {
        if (variable < decoder.functionType().parameterCount()) {
            return call == null ? graph.parameter(variable) : call.argument(variable);
        }
        if (variable < decoder.localCount()) {
            return graph.unique(Constant.zero(decoder.localType(variable)));
        }
        if (call == null) {
            return graph.start();
        }
        Node token = call.state().token(classes[variable - decoder.localCount()]);
        return token == null ? graph.add(new UnknownMemory(classes[variable - decoder.localCount()])) : token;
    }
}
