// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/**
 * The compiled code of one function: position-independent, without absolute addresses or identities of this run, so that it can be
 * cached as it is. Each backend has its own kind.
 */
public interface CodeArtifact {
    int functionIndex();

    Tier tier();

    /** Size in bytes of what was generated. */
    int size();
}
