// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import org.jspecify.annotations.Nullable;

/** The context of an instance on the JVM backend; each module's generated context class extends it. */
public abstract class JvmContext extends Context {
    private final JvmModuleCode code;
    private final Object owner;
    /** For interpreted functions; made when the first one runs. */
    private @Nullable JvmGuest guest;

    protected JvmContext(Parts parts) {
        super(parts.memories, parts.tables, parts.globals, parts.functions, parts.data, parts.elements);
        this.code = parts.code;
        this.owner = parts.owner;
    }

    /** What a context is made of: one argument, because reflection on long signatures is slow at its first use. */
    public record Parts(
            JvmModuleCode code,
            Object owner,
            LinearMemory[] memories,
            Table[] tables,
            GlobalCell[] globals,
            @Nullable FunctionReference[] functions,
            byte[][] data,
            @Nullable Object[][] elements) {}

    /** Copies the arrays into the fields that generated code uses. Called once, before any code runs. */
    public abstract void bind();

    /** The module's code. */
    public final JvmModuleCode code() {
        return code;
    }

    final JvmGuest guest() {
        JvmGuest made = guest;
        if (made == null) {
            made = new JvmGuest(this);
            guest = made;
        }
        return made;
    }

    @Override
    public final Object owner() {
        return owner;
    }

    @Override
    protected final FunctionReference makeFunction(int index) {
        return code.makeFunction(this, index);
    }

    @Override
    public final void interrupt() {
        interrupted = true;
        BackEdgePoll.arm(this);
    }

    @Override
    public final void clearInterrupt() {
        interrupted = false;
        BackEdgePoll.disarm(this);
    }
}
