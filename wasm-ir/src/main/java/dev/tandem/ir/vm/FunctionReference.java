// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.vm;

import dev.tandem.decoder.type.FunctionType;

/** A function as a value: what tables hold, {@code ref.func} makes and imports are. One object a function and instance. */
public final class FunctionReference {
    /** Engine-wide identity of its type, see {@link dev.tandem.ir.type.TypeRegistry}. */
    public final int typeId;

    /** The instance whose code it is; for a host function, the instance that imported it. */
    public final Context context;

    /** Index in its module's function index space; -1 for a host function. */
    public final int index;

    /** What a call runs. Starts as the lazy stub of its signature, which replaces itself at the first call. */
    public Code code;

    private final FunctionType type;

    public FunctionReference(int typeId, FunctionType type, Context context, int index, Code code) {
        this.typeId = typeId;
        this.type = type;
        this.context = context;
        this.index = index;
        this.code = code;
    }

    /** Its type; type indices in it are those of the module that defines it. */
    public FunctionType type() {
        return type;
    }
}
