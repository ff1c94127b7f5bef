// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.type;

import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.backend.ModuleTypes;

/** The types of a module by their engine-wide identities. Immutable. */
public final class RegisteredTypes implements ModuleTypes {
    private final TypeRegistry registry;
    private final int[] ids;

    RegisteredTypes(TypeRegistry registry, int[] ids) {
        this.registry = registry;
        this.ids = ids;
    }

    @Override
    public int id(int typeIndex) {
        return ids[typeIndex];
    }

    @Override
    public boolean isSubtype(int sub, int sup) {
        return registry.isSubtype(sub, sup);
    }

    /** The code of a value type of this module, with the identity in place of a type index. */
    public int code(ValueType type) {
        if (!type.isReference() || !HeapType.isConcrete(type.heapType())) {
            return type.code();
        }
        return ValueType.refCode(type.isNullable(), ids[type.heapType()]);
    }

    /** Whether values of a type of this module are functions, or null. */
    public boolean isFunction(ValueType type) {
        return type.isReference() && registry.isValueSubtype(code(type), ValueType.FUNCREF.code());
    }
}
