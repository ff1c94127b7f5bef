// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/** A producer's hint which way a branch goes. */
public enum BranchHint {
    NONE,
    UNLIKELY,
    LIKELY
}
