// SPDX-License-Identifier: Apache-2.0
/**
 * The runtime objects that generated code and the rest of the engine share: linear memories, tables, globals, function references,
 * and the context that stands for an instance.
 *
 * <p>Each is an abstract holder that a backend completes: for the JVM backend a memory is a {@code byte[]} and a global a field.
 * Generated code reads the public fields of the final classes directly; they are part of the contract with compilers.
 */
@NullMarked
package dev.tandem.ir.vm;

import org.jspecify.annotations.NullMarked;
