// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A control frame of the body being decoded, and the target of branches to it.
 *
 * <p>The decoder owns one label a nesting depth and uses it again for later blocks at that depth. A visitor hangs its own data on
 * {@link #attachment}, which is its own until the block's end.
 */
public final class Label {
    /** What opened the frame. */
    public enum Kind {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        TRY_TABLE
    }

    private final int depth;
    Kind kind = Kind.FUNCTION;
    FunctionType type;
    int height;
    /** What the visitor keeps with this frame; null when the frame opens. */
    public @Nullable Object attachment;

    Label(int depth, FunctionType type) {
        this.depth = depth;
        this.type = type;
    }

    /** Nesting depth: 0 for the function itself. */
    public int depth() {
        return depth;
    }

    public Kind kind() {
        return kind;
    }

    /** Parameters and results of the block. For the function's own frame: no parameters, the function's results. */
    public FunctionType type() {
        return type;
    }

    /** Height of the operand stack below the block's parameters, in values. */
    public int height() {
        return height;
    }

    public boolean isLoop() {
        return kind == Kind.LOOP;
    }

    /** How many values a branch to this label carries: a loop's parameters, else the block's results. */
    public int branchArity() {
        return isLoop() ? type.parameterCount() : type.resultCount();
    }

    /** The type of value {@code index} that a branch carries. */
    public ValueType branchType(int index) {
        return isLoop() ? type.parameter(index) : type.result(index);
    }
}
