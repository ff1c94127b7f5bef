// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.api.Function;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of an instance, or a host function as one instance imports it. */
final class FunctionImpl implements Function {
    private final EngineImpl engine;
    private final Context context;
    private final int index;
    private final FunctionType type;
    private final boolean hasReferences;
    private final int slots;
    private volatile @Nullable FunctionReference reference;
    private @Nullable MethodHandle handle;

    private FunctionImpl(
            EngineImpl engine, Context context, int index, FunctionType type, @Nullable FunctionReference reference) {
        this.engine = engine;
        this.context = context;
        this.index = index;
        this.type = type;
        this.hasReferences = Values.hasReferences(type);
        this.slots = Values.slots(type);
        this.reference = reference;
    }

    /** The function behind a reference. */
    static FunctionImpl of(EngineImpl engine, FunctionReference reference) {
        return new FunctionImpl(engine, reference.context, reference.index, reference.type(), reference);
    }

    /** A function that an instance defines; its reference is made when it is needed. */
    static FunctionImpl defined(EngineImpl engine, Context context, int index, FunctionType type) {
        return new FunctionImpl(engine, context, index, type, null);
    }

    EngineImpl engine() {
        return engine;
    }

    Backend backend() {
        return InstanceImpl.of(context).backend();
    }

    FunctionReference reference() {
        FunctionReference known = reference;
        return known == null ? makeReference() : known;
    }

    private synchronized FunctionReference makeReference() {
        FunctionReference known = reference;
        if (known == null) {
            // The instance's own table of references belongs to who is inside.
            context.enter();
            try {
                known = context.function(index);
                reference = known;
            } finally {
                context.leave();
            }
        }
        return known;
    }

    private References conversion() {
        return new References(engine, backend(), InstanceImpl.of(context).types(), context.gate());
    }

    @Override
    public FunctionType type() {
        return type;
    }

    @Override
    public @Nullable Object[] call(@Nullable Object... arguments) {
        List<ValueType> parameters = type.parameters();
        if (arguments.length != parameters.size()) {
            throw new CallException(this + " takes " + parameters.size() + " arguments, but got " + arguments.length);
        }
        long[] numbers = new long[slots];
        @Nullable Object[] references = hasReferences ? new Object[slots] : Values.NO_REFERENCES;
        References conversion = conversion();
        try {
            Values.toSlots(parameters, arguments, numbers, references, conversion, "argument");
        } catch (CallException e) {
            throw new CallException(this + ": " + e.getMessage());
        }
        backend().invoke(reference(), numbers, references);
        return Values.fromSlots(type.results(), numbers, references, conversion);
    }

    @Override
    public void callRaw(long[] values) {
        if (hasReferences) {
            throw new CallException(this + " has references, which need callRaw(long[], Object[])");
        }
        checkLength(values.length);
        backend().invoke(reference(), values, Values.NO_REFERENCES);
    }

    @Override
    public void callRaw(long[] values, @Nullable Object[] references) {
        checkLength(values.length);
        if (hasReferences) {
            checkLength(references.length);
            References conversion = conversion();
            int slot = 0;
            for (int i = 0; i < type.parameterCount(); i++) {
                ValueType parameter = type.parameter(i);
                if (parameter.isReference()) {
                    references[slot] = conversion.toGuest(parameter, references[slot], "argument", i);
                }
                slot += Values.slots(parameter);
            }
            backend().invoke(reference(), values, references);
            slot = 0;
            for (int i = 0; i < type.resultCount(); i++) {
                if (type.result(i).isReference()) {
                    references[slot] = conversion.fromGuest(references[slot]);
                }
                slot += Values.slots(type.result(i));
            }
        } else {
            backend().invoke(reference(), values, Values.NO_REFERENCES);
        }
    }

    private void checkLength(int length) {
        if (length < slots) {
            throw new CallException(this + " needs arrays of at least " + slots + " elements, but one has " + length);
        }
    }

    @Override
    public synchronized MethodHandle handle() {
        MethodHandle known = handle;
        if (known == null) {
            known = GuestHandles.handle(this, backend(), reference(), conversion());
            handle = known;
        }
        return known;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // contexts and references are identities
    public boolean equals(@Nullable Object other) {
        return other instanceof FunctionImpl that
                && context == that.context
                && index == that.index
                && (index >= 0 || reference == that.reference);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(index >= 0 ? context : reference) + index;
    }

    /** As messages call it. */
    @Override
    public String toString() {
        String name = index < 0 ? "host function" : "function " + InstanceImpl.of(context).functionName(index);
        return name + " " + type;
    }
}
