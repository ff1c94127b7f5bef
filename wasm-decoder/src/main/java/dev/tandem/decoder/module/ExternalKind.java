// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/** The kinds of things that modules import and export, in the order of their binary codes. */
public enum ExternalKind {
    FUNCTION,
    TABLE,
    MEMORY,
    GLOBAL,
    TAG
}
