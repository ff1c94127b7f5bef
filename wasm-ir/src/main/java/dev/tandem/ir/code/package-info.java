// SPDX-License-Identifier: Apache-2.0
/**
 * Artifacts that compilers make: {@link dev.tandem.ir.code.JvmArtifact} for bytecode, {@link dev.tandem.ir.code.InterpretedArtifact} for code that is a
 * Java object and sees its instance as a {@link dev.tandem.ir.code.GuestInstance}.
 */
@NullMarked
package dev.tandem.ir.code;

import org.jspecify.annotations.NullMarked;
