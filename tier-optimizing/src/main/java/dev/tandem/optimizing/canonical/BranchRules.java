// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.IntegerStamp;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.node.Case;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.IfFalse;
import dev.tandem.ir.graph.node.IfTrue;
import dev.tandem.ir.graph.node.Phi;
import dev.tandem.ir.graph.node.Projection;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Switch;
import org.jspecify.annotations.Nullable;

/** Branches that always go one way, test what could be tested simpler, or make no difference. */
final class BranchRules {
    private BranchRules() {}

    static boolean branch(If branch, Rewriter rewriter) {
        Node condition = branch.condition();
        if (Constants.isNeverZero(condition.stamp())) {
            take(branch, branch.trueSuccessor(), rewriter);
            return true;
        }
        if (Constants.isZero(condition.stamp())) {
            take(branch, branch.falseSuccessor(), rewriter);
            return true;
        }
        Node plain = SelectRules.plainTest(condition);
        if (plain != condition) {
            branch.setInput(1, plain);
            rewriter.enqueue(condition);
            rewriter.enqueue(branch);
            return true;
        }
        Node opposite = SelectRules.negatedTest(condition);
        if (opposite != null) {
            exchange(branch, opposite, rewriter);
            return true;
        }
        return joinAtOnce(branch, rewriter);
    }

    /** Control goes straight from before {@code branch} to where {@code way} leads; the other ways die. */
    private static void take(FixedNode branch, Projection way, Rewriter rewriter) {
        ControlNode before = branch.control();
        ControlNode next = way.next();
        way.replaceAllUses(before);
        rewriter.enqueueInputs(branch);
        rewriter.killControl(branch);
        if (next != null && next.isAlive()) {
            rewriter.enqueue(next);
        }
    }

    private static void exchange(If branch, Node condition, Rewriter rewriter) {
        If opposite = rewriter.graph().add(new If(branch.control(), condition, 1 - branch.probability()));
        opposite.at(branch.position());
        IfTrue ifTrue = branch.trueSuccessor();
        IfFalse ifFalse = branch.falseSuccessor();
        ifTrue.replaceAllUses(rewriter.graph().add(new IfFalse(opposite)));
        ifFalse.replaceAllUses(rewriter.graph().add(new IfTrue(opposite)));
        ifTrue.kill();
        ifFalse.kill();
        rewriter.enqueueInputs(branch);
        branch.kill();
        rewriter.enqueue(opposite);
    }

    /** Both ways lead at once to one region whose phis do not care which. */
    private static boolean joinAtOnce(If branch, Rewriter rewriter) {
        Projection ifTrue = branch.trueSuccessor();
        Projection ifFalse = branch.falseSuccessor();
        if (!(ifTrue.next() instanceof Region region) || ifFalse.next() != region) {
            return false;
        }
        int first = ifTrue.nextSlot();
        int second = ifFalse.nextSlot();
        for (Phi phi : region.phis()) {
            if (phi.value(first) != phi.value(second)) {
                return false;
            }
        }
        take(branch, ifTrue, rewriter);
        rewriter.enqueue(region);
        return true;
    }

    static boolean choice(Switch branch, Rewriter rewriter) {
        if (branch.index().stamp() instanceof IntegerStamp stamp && stamp.isConstant()) {
            int key = (int) Math.min(stamp.unsignedMin(), branch.keyCount());
            take(branch, branch.cases()[branch.target(key)], rewriter);
            return true;
        }
        if (branch.successorCount() == 1) {
            take(branch, branch.cases()[0], rewriter);
            return true;
        }
        if (branch.successorCount() == 2) {
            Node condition = firstIsOther(branch, rewriter);
            if (condition != null) {
                toBranch(branch, condition, rewriter);
                return true;
            }
        }
        return false;
    }

    /** Of a switch with two successors: not zero if the index goes to the default's; null if that is no simple comparison. */
    private static @Nullable Node firstIsOther(Switch branch, Rewriter rewriter) {
        int otherwise = branch.target(branch.keyCount());
        int special = -1;
        for (int key = 0; key < branch.keyCount(); key++) {
            if (branch.target(key) != otherwise) {
                if (special >= 0) {
                    return null;
                }
                special = key;
            }
        }
        if (special < 0) {
            return null;
        }
        return special == 0
                ? branch.index()
                : rewriter.operation(Opcode.I32_NE, branch.index(), rewriter.constant(32, special));
    }

    private static void toBranch(Switch branch, Node isDefault, Rewriter rewriter) {
        int otherwise = branch.target(branch.keyCount());
        Case[] cases = branch.cases();
        If test = rewriter.graph().add(new If(branch.control(), isDefault, branch.probability(otherwise)));
        test.at(branch.position());
        Case toDefault = cases[otherwise];
        Case toSpecial = cases[1 - otherwise];
        toDefault.replaceAllUses(rewriter.graph().add(new IfTrue(test)));
        toSpecial.replaceAllUses(rewriter.graph().add(new IfFalse(test)));
        toDefault.kill();
        toSpecial.kill();
        rewriter.enqueueInputs(branch);
        branch.kill();
        rewriter.enqueue(test);
    }
}
