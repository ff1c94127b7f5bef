// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.code;

/** How good a function's code is; a slot only ever goes up. */
public enum Tier {
    /** Not compiled: the slot holds the lazy stub. */
    NONE,
    BASELINE,
    OPTIMIZED
}
