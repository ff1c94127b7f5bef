// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.CallException;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.RegisteredTypes;
import dev.tandem.ir.vm.EntryGate;
import dev.tandem.ir.vm.FunctionReference;
import org.jspecify.annotations.Nullable;

/**
 * References on their way between Java and guest: functions change clothes, all else passes as it is.
 *
 * @param backend whose code holds the references on the guest's side
 * @param types of the module that declares the reference types
 * @param gate of who receives the references; a function that arrives is linked with it
 */
record References(EngineImpl engine, Backend backend, RegisteredTypes types, EntryGate gate) {

    /**
     * A reference as the guest holds it.
     *
     * @param kind what the value is, for the error message
     * @param index which of its kind, or -1
     * @throws CallException if the value is not of the type
     */
    @Nullable Object toGuest(ValueType type, @Nullable Object value, String kind, int index) {
        if (value == null) {
            if (!type.isNullable()) {
                throw new CallException(Values.describe(kind, index) + " must not be null: its type is " + type);
            }
            return null;
        }
        if (types.isFunction(type)) {
            return function(type, value, kind, index);
        }
        if (type.heapType() == HeapType.EXTERN) {
            return value;
        }
        throw new CallException(Values.describe(kind, index) + " of type " + type + " can only be null from Java, but it is "
                + value.getClass().getName());
    }

    private FunctionReference function(ValueType type, Object value, String kind, int index) {
        if (!(value instanceof FunctionImpl function)) {
            throw new CallException(Values.describe(kind, index) + " of type " + type + " must be a dev.tandem.api.Function, but it is "
                    + value.getClass().getName());
        }
        if (!function.engine().equals(engine)) {
            throw new CallException(Values.describe(kind, index) + " is a function of another engine");
        }
        if (!function.backend().equals(backend)) {
            throw new CallException(Values.describe(kind, index) + " is a function of the backend '" + function.backend().name()
                    + "', which code of the backend '" + backend.name() + "' cannot call");
        }
        FunctionReference reference = function.reference();
        if (!engine.registry().isValueSubtype(ValueType.refCode(false, reference.typeId), types.code(type))) {
            throw new CallException(Values.describe(kind, index) + " must be of type " + type + ", but the function is " + function.type());
        }
        Gates.link(gate, reference.context.gate());
        return reference;
    }

    /** A guest's reference as Java sees it. */
    @Nullable Object fromGuest(@Nullable Object value) {
        return value instanceof FunctionReference function ? FunctionImpl.of(engine, function) : value;
    }
}
