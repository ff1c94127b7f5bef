// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.trap;

/** Why a guest trapped. The messages are those that the specification's test suite expects. */
public enum TrapCode {
    UNREACHABLE("unreachable"),
    MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
    TABLE_OUT_OF_BOUNDS("out of bounds table access"),
    /** A {@code call_indirect} past the end of its table. */
    UNDEFINED_ELEMENT("undefined element"),
    /** A {@code call_indirect} of a null element. */
    UNINITIALIZED_ELEMENT("uninitialized element"),
    INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
    INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
    INTEGER_OVERFLOW("integer overflow"),
    INVALID_CONVERSION("invalid conversion to integer"),
    NULL_FUNCTION_REFERENCE("null function reference"),
    NULL_REFERENCE("null reference"),
    NULL_STRUCTURE_REFERENCE("null structure reference"),
    NULL_ARRAY_REFERENCE("null array reference"),
    NULL_I31_REFERENCE("null i31 reference"),
    NULL_EXCEPTION_REFERENCE("null exception reference"),
    CAST_FAILURE("cast failure"),
    ARRAY_OUT_OF_BOUNDS("out of bounds array access"),
    UNALIGNED_ATOMIC("unaligned atomic"),
    EXPECTED_SHARED_MEMORY("expected shared memory"),
    CALL_STACK_EXHAUSTED("call stack exhausted"),
    /** Another thread interrupted the guest, or its deadline passed. */
    INTERRUPTED("interrupted"),
    /** The host ran out of memory for a guest object. */
    OUT_OF_MEMORY("out of memory");

    private final String message;

    TrapCode(String message) {
        this.message = message;
    }

    /** The specification's wording. */
    public String message() {
        return message;
    }
}
