// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/**
 * A function as a Java object that runs it: what an interpreter makes. For the JVM backend, whose other tier may replace it by bytecode.
 *
 * @param code runs the function, for all instances of the module
 * @param size what it takes, in bytes, as well as the compiler can tell
 */
public record InterpretedArtifact(int functionIndex, Tier tier, InterpretedCode code, int size) implements CodeArtifact {}
