// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

/**
 * One clause of a {@code try_table}.
 *
 * @param tagIndex the tag caught, or -1 for all
 * @param withReference whether the exception reference is pushed after the tag's values
 * @param target where caught control goes
 */
public record CatchClause(int tagIndex, boolean withReference, Label target) {
    public boolean catchesAll() {
        return tagIndex < 0;
    }
}
