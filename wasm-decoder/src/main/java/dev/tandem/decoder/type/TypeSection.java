// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/**
 * The type definitions of a module, with the subtype relation over them.
 *
 * <p>Types are iso-recursive: definitions are equal when their whole recursion groups are. Equal definitions are merged while
 * decoding, so every index that the rest of the module model carries is <em>canonical</em>: the index of the first equal definition,
 * and equality is {@code ==} on {@linkplain ValueType#code() codes}. Identity across modules is the business of the type registry of
 * {@code wasm-ir}. Immutable after decoding.
 */
public interface TypeSection {
    /** Number of type definitions as written, equal ones counted each. */
    int size();

    /** The canonical index of the definition with index {@code index} as written in the binary. */
    int canonical(int index);

    /** The definition at {@code index}. */
    SubType get(int index);

    /** The function type at {@code index}, which must be one. */
    default FunctionType function(int index) {
        return (FunctionType) get(index).composite();
    }

    /** First index of the recursion group that {@code index} belongs to. */
    int groupStart(int index);

    /** Number of definitions in the recursion group that {@code index} belongs to. */
    int groupSize(int index);

    /** Whether heap type {@code sub} is a subtype of heap type {@code sup}, both codes of {@link HeapType}. */
    boolean isHeapSubtype(int sub, int sup);

    /** Whether value type {@code sub} is a subtype of {@code sup}, both {@linkplain ValueType#code() codes}. */
    boolean isSubtype(int sub, int sup);
}
