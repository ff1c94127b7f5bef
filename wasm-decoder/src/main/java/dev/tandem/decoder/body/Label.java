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
    Signature signature;
    int height;
    /** Whether the code that follows can't be reached: the operand stack is polymorphic. */
    boolean unreachable;
    /** Whether the frame opened in unreachable code: its contents are validated, but not visited. */
    boolean dead;
    boolean hasElse;
    /** How many locals without a default value were set when the frame opened. */
    int locallySet;
    /** What the visitor keeps with this frame; null when the frame opens. */
    public @Nullable Object attachment;

    Label(int depth, Signature signature) {
        this.depth = depth;
        this.signature = signature;
        this.type = signature.type;
    }

    /** The types that a branch to this label carries. */
    int[] branchTypes() {
        return kind == Kind.LOOP ? signature.parameters : signature.results;
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
