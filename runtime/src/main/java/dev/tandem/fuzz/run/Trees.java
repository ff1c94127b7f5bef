// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.fuzz.module.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds and replaces instructions by their place in preorder. */
final class Trees {
    private Trees() {}

    /** What stands at a place; null behind the last one. */
    static @Nullable Code find(List<Code> statements, int place) {
        int rest = place;
        for (Code statement : statements) {
            int size = statement.size();
            if (rest < size) {
                return rest == 0 ? statement : find(children(statement), rest - 1);
            }
            rest -= size;
        }
        return null;
    }

    private static List<Code> children(Code code) {
        List<Code> children = new ArrayList<>(code.operands());
        children.addAll(code.body());
        children.addAll(code.otherwise());
        return children;
    }

    /** The statements with the instruction at that place replaced; as an operand it can only be replaced by one other. */
    static List<Code> replace(List<Code> statements, int place, List<Code> by) {
        List<Code> changed = new ArrayList<>();
        int rest = place;
        for (Code statement : statements) {
            int size = statement.size();
            if (rest == 0) {
                changed.addAll(by);
            } else if (rest > 0 && rest < size) {
                changed.add(replaceInside(statement, rest - 1, by));
            } else {
                changed.add(statement);
            }
            rest -= size;
        }
        return changed;
    }

    private static Code replaceInside(Code code, int place, List<Code> by) {
        int operands = 0;
        for (Code operand : code.operands()) {
            operands += operand.size();
        }
        if (place < operands) {
            List<Code> changed = replace(code.operands(), place, by);
            return code.withOperands(changed);
        }
        int body = 0;
        for (Code statement : code.body()) {
            body += statement.size();
        }
        return place < operands + body
                ? code.withBodies(replace(code.body(), place - operands, by), code.otherwise())
                : code.withBodies(code.body(), replace(code.otherwise(), place - operands - body, by));
    }
}
