// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/**
 * What a module may ask for at most, checked before anything is allocated. All limits are inclusive.
 *
 * @param moduleBytes size of a module in bytes
 * @param types type definitions
 * @param recursionGroups recursion groups
 * @param subtypingDepth declared supertypes above a type
 * @param functions functions, imported ones included; so with the other counts below
 * @param tableElements initial size of a table
 * @param segmentElements elements of an element segment
 * @param parameters parameters of a function or block
 * @param results results of a function or block
 * @param bodyBytes size of a function body in bytes
 * @param locals locals of a function, parameters included
 * @param structFields fields of a structure
 * @param fixedArrayElements operands of {@code array.new_fixed}
 * @param nameBytes size of a name in bytes
 * @param customSections custom sections
 * @param nesting blocks open at a time in a function body
 * @param operands values on the operand stack at a time
 */
public record ImplementationLimits(
        int moduleBytes,
        int types,
        int recursionGroups,
        int subtypingDepth,
        int functions,
        int imports,
        int exports,
        int globals,
        int tags,
        int tables,
        int memories,
        int dataSegments,
        int elementSegments,
        long tableElements,
        int segmentElements,
        int parameters,
        int results,
        int bodyBytes,
        int locals,
        int structFields,
        int fixedArrayElements,
        int nameBytes,
        int customSections,
        int nesting,
        int operands) {

    /**
     * The values of the "Implementation-defined Limits" of the WebAssembly JavaScript API, which all browsers share. That list sets none
     * for the last four; these allow what decoders and compilers can hold without recursion.
     */
    public static ImplementationLimits standard() {
        return new ImplementationLimits(
                1 << 30, 1_000_000, 1_000_000, 63, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 100_000, 100, 100_000,
                10_000_000, 10_000_000, 10_000_000, 1_000, 1_000, 7_654_321, 50_000, 10_000, 10_000, 100_000, 100_000, 50_000,
                1_000_000);
    }
}
