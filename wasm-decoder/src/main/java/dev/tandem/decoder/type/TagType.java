// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.type;

/**
 * The type of an exception tag.
 *
 * @param typeIndex canonical index of its function type, which has no results
 */
public record TagType(int typeIndex) {}
