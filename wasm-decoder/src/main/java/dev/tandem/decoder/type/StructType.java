// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

import java.util.List;

/** A structure type. */
public record StructType(List<FieldType> fields) implements CompositeType {
    public StructType {
        fields = List.copyOf(fields);
    }
}
