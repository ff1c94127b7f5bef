// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/**
 * The type of a structure field or array element.
 *
 * @param type the type it has when on the stack ({@code i32} for packed storage)
 * @param storage how wide it is stored
 */
public record FieldType(ValueType type, Storage storage, boolean mutable) {
    /** How a field is stored: as its value type, or packed into 8 or 16 bits. */
    public enum Storage {
        FULL,
        I8,
        I16
    }
}
