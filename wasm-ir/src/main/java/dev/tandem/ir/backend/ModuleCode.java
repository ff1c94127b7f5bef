// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CodeSymbol;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.GuardMisses;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The code of one module, shared by its instances: a code slot a function. Thread-safe. */
public interface ModuleCode extends AutoCloseable {
    /**
     * The context of a new instance. The arrays are used as they are, not copied; {@code functions} holds the imported functions and is
     * filled in with the others as they are asked for. {@link Context#function} works at once, so that elements and globals can be made;
     * no code may run before {@link #bind}.
     */
    Context newContext(
            Object owner,
            LinearMemory[] memories,
            Table[] tables,
            GlobalCell[] globals,
            @Nullable FunctionReference[] functions,
            byte[][] data,
            @Nullable Object[][] elements);

    /** Takes over what the context's arrays hold; afterwards globals that the instance does not share live in the context alone. */
    void bind(Context context);

    /** Puts code into its function's slot, unless the slot holds a tier at least as high. Returns whether it did. */
    boolean publish(CodeArtifact artifact);

    /** As {@link #publish}, but code of the same tier is replaced, too, where the backend can: it was compiled with less knowledge. */
    default boolean renew(CodeArtifact artifact) {
        return publish(artifact);
    }

    /** The calls that the function's present code guards and watches, and how often they were of others than it expected. */
    default List<GuardMisses> guardMisses(int functionIndex) {
        return List.of();
    }

    /** The tier of the code that a call of the function would run now. */
    Tier tier(int functionIndex);

    /** What the function's code, if it counts, has counted so far. */
    default FunctionProfile profile(int functionIndex) {
        return FunctionProfile.empty();
    }

    /** The machine code that is there now, in order of addresses; none if the backend makes other code. */
    default List<CodeSymbol> symbols() {
        return List.of();
    }

    /** The calling thread compiles in the background: from now on the guest's go before it, where the backend can arrange that. */
    default void giveWay() {}

    /** Makes sure that the function is compiled, as its first call would. */
    void prepare(int functionIndex);

    /** Gives up the code. Instances that still run keep theirs until they end. */
    @Override
    void close();
}
