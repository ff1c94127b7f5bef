// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/**
 * A type definition: composite type, finality and declared supertype.
 *
 * @param supertype canonical index of the declared supertype in the same module, or {@link #NO_SUPERTYPE}
 */
public record SubType(boolean isFinal, int supertype, CompositeType composite) {
    public static final int NO_SUPERTYPE = -1;
}
