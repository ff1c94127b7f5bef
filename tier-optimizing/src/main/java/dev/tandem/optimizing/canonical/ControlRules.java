// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.canonical;

import dev.tandem.ir.graph.ControlNode;
import dev.tandem.ir.graph.FixedNode;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.ReferenceStamp;
import dev.tandem.ir.graph.node.BoundsCheck;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.If;
import dev.tandem.ir.graph.node.MemoryAccess;
import dev.tandem.ir.graph.node.MemoryCopy;
import dev.tandem.ir.graph.node.MemoryFill;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.Region;
import dev.tandem.ir.graph.node.Switch;
import dev.tandem.ir.graph.node.TrappingOperation;

/** Simplifies nodes in the chain of control. */
final class ControlRules {
    private ControlRules() {}

    /** Whether something was changed. */
    static boolean simplify(ControlNode node, Rewriter rewriter) {
        if (node instanceof FixedNode fixed && (removeUnused(fixed, rewriter) || replaceConstant(fixed, rewriter))) {
            return true;
        }
        if (node instanceof Call call) {
            CallDirect direct = KnownCallee.direct(call);
            if (direct != null) {
                rewriter.replaceInPlace(call, direct);
            }
            return direct != null;
        }
        if (node instanceof If branch) {
            return BranchRules.branch(branch, rewriter);
        }
        if (node instanceof Switch branch) {
            return BranchRules.choice(branch, rewriter);
        }
        if (node instanceof Region region) {
            return RegionRules.simplify(region, rewriter);
        }
        if (node instanceof TrappingOperation operation) {
            return TrapRules.simplify(operation, rewriter);
        }
        if (node instanceof RefAsNonNull check) {
            return nullCheck(check, rewriter);
        }
        if (node instanceof MemoryAccess access) {
            return AddressRules.access(access, rewriter);
        }
        if (node instanceof MemoryCopy copy) {
            return BulkRules.copy(copy, rewriter);
        }
        if (node instanceof MemoryFill fill) {
            return BulkRules.fill(fill, rewriter);
        }
        if (node instanceof BoundsCheck check) {
            return AddressRules.boundsCheck(check, rewriter);
        }
        return false;
    }

    /** A node in the chain that only gives a value, which nobody takes. */
    private static boolean removeUnused(FixedNode node, Rewriter rewriter) {
        if (!onlyGivesValue(node)) {
            return false;
        }
        Node next = node.next();
        if (next == null || node.userCount() != 1) {
            return false;
        }
        rewriter.enqueueInputs(node);
        node.removeFromChain();
        node.kill();
        rewriter.enqueue(next);
        rewriter.changed();
        return true;
    }

    /** One whose value is known: the size of a memory that never grows, for example. */
    private static boolean replaceConstant(FixedNode node, Rewriter rewriter) {
        Node constant = onlyGivesValue(node) ? rewriter.constantOf(node.stamp()) : null;
        if (constant != null) {
            rewriter.replaceFixed(node, constant);
        }
        return constant != null;
    }

    private static boolean onlyGivesValue(FixedNode node) {
        return !node.hasEffect() && !node.canTrap() && !node.endsControl();
    }

    private static boolean nullCheck(RefAsNonNull check, Rewriter rewriter) {
        if (check.reference().stamp() instanceof ReferenceStamp stamp && stamp.nonNull()) {
            rewriter.replaceFixed(check, check.reference());
            return true;
        }
        return false;
    }
}
