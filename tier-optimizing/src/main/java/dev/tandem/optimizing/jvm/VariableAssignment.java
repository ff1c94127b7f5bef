// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.cfg.Block;
import dev.tandem.ir.graph.node.Parameter;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.jvm.GuestSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gives values their variables. A phi and its values share one where they are not live at the same time, so that nothing need be moved:
 * they form a web. Webs that are not live at the same time share a variable, too, which keeps frames small.
 */
final class VariableAssignment {
    /** How many variables are tried before a new one is made. */
    private static final int MOST_TRIED = 200;

    private final CodeBuffer code;
    private final LiveRanges live;
    private final VectorForms forms;
    /** Nodes that share a variable. */
    private final NodeSets webs;

    private final int[] variables;
    private final Map<Kind, List<Shared>> shared = new EnumMap<>(Kind.class);

    private record Shared(int variable, Ranges taken) {}

    /** @param parameters variables of the parameters, or none if they are to have new ones */
    VariableAssignment(
            CodeBuffer code,
            Graph graph,
            BlockSequence sequence,
            Trees trees,
            LiveRanges live,
            VectorForms forms,
            int[] parameters) {
        this.code = code;
        this.live = live;
        this.forms = forms;
        this.webs = new NodeSets(graph.capacity());
        this.variables = new int[graph.capacity()];
        Arrays.fill(variables, -1);
        for (Kind kind : Kind.values()) {
            shared.put(kind, new ArrayList<>());
        }
        join(graph, sequence, trees);
        for (int i = 0; i < parameters.length; i++) {
            takeParameter(graph.parameter(i), parameters[i], trees);
        }
        assign(graph, trees);
    }

    /** The kind of a value's type: a vector, in whatever form it is kept, is two longs where it leaves the function. */
    static Kind kind(Node node) {
        return Kind.ofLetter(GuestSignature.kind(node.type()));
    }

    /** In what form a value is kept: a vector perhaps as lanes. */
    Kind form(Node node) {
        return forms.of(node);
    }

    /** The variable of a node that has one; of a vector, the first of its parts. */
    int of(Node node) {
        return variables[webs.of(node.id())];
    }

    /** Joins phis with their values, those that run most first. */
    private void join(Graph graph, BlockSequence sequence, Trees trees) {
        List<Block> hotFirst = new ArrayList<>(sequence.blocks());
        hotFirst.sort(Comparator.comparingDouble(Block::frequency).reversed());
        for (Block block : hotFirst) {
            for (Node node : block.nodes()) {
                if (node instanceof Phi phi && trees.hasVariable(phi)) {
                    join(graph, phi, trees);
                }
            }
        }
    }

    /** Values that come round a loop first: the last inputs. */
    private void join(Graph graph, Phi phi, Trees trees) {
        for (int i = phi.valueCount() - 1; i >= 0; i--) {
            Node value = phi.value(i);
            if (!trees.hasVariable(value)) {
                continue;
            }
            int mine = webs.of(phi.id());
            int other = webs.of(value.id());
            if (mine == other || form(value) != form(phi) || ranges(graph, mine).intersects(ranges(graph, other))) {
                continue;
            }
            ranges(graph, mine).addAll(ranges(graph, other));
            webs.join(mine, other);
        }
    }

    private Ranges ranges(Graph graph, int id) {
        Node node = graph.node(id);
        if (node == null) {
            throw new IllegalStateException("no node " + id);
        }
        return live.of(node);
    }

    private void takeParameter(Parameter parameter, int variable, Trees trees) {
        int web = webs.of(parameter.id());
        Ranges taken = new Ranges();
        if (trees.hasVariable(parameter)) {
            taken.addAll(ranges(parameter.graph(), web));
        } else {
            taken.addFirst(0, 1);
        }
        variables[web] = variable;
        shared(kind(parameter)).add(new Shared(variable, taken));
    }

    private List<Shared> shared(Kind kind) {
        return shared.computeIfAbsent(kind, _ -> new ArrayList<>());
    }

    private void assign(Graph graph, Trees trees) {
        List<Node> heads = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (trees.hasVariable(node) && webs.of(node.id()) == node.id() && variables[node.id()] < 0 && !live.of(node).isEmpty()) {
                heads.add(node);
            }
        }
        heads.sort(Comparator.comparingInt((Node web) -> live.of(web).start()).thenComparingInt(Node::id));
        for (Node web : heads) {
            variables[web.id()] = variable(form(web), live.of(web));
        }
    }

    private int variable(Kind kind, Ranges ranges) {
        List<Shared> known = shared(kind);
        for (int i = known.size() - 1; i >= Math.max(0, known.size() - MOST_TRIED); i--) {
            if (!known.get(i).taken.intersects(ranges)) {
                known.get(i).taken.addAll(ranges);
                return known.get(i).variable;
            }
        }
        Ranges taken = new Ranges();
        taken.addAll(ranges);
        int variable = code.newVariable(kind);
        known.add(new Shared(variable, taken));
        return variable;
    }
}
