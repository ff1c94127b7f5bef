// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.build;

import dev.tandem.ir.graph.AliasClass;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.Node;
import java.util.Optional;

/** What comes out of a body that was built in the place of a call. */
public final class InlinedBody {
    private final Optional<ControlNode> control;
    private final Node[] results;
    private final AliasClass[] classes;
    private final Node[] tokens;

    InlinedBody(Optional<ControlNode> control, Node[] results, AliasClass[] classes, Node[] tokens) {
        this.control = control;
        this.results = results;
        this.classes = classes;
        this.tokens = tokens;
    }

    /** Where control comes out; empty if the body never returns, or if the call was a tail call, whose returns are the function's own. */
    public Optional<ControlNode> control() {
        return control;
    }

    /** Result {@code index}; only if control comes out. */
    public Node result(int index) {
        return results[index];
    }

    public int resultCount() {
        return results.length;
    }

    /**
     * The state of the class where control comes out. There is one for every class of which the call takes a token, and for those that the
     * body uses.
     */
    public Optional<Node> token(AliasClass aliasClass) {
        for (int i = 0; i < tokens.length; i++) {
            if (classes[i] == aliasClass) {
                return Optional.of(tokens[i]);
            }
        }
        return Optional.empty();
    }
}
