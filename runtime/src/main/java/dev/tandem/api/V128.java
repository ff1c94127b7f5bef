// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/**
 * A vector value.
 *
 * @param low bits 0 to 63: the lanes of lowest index
 * @param high bits 64 to 127
 */
public record V128(long low, long high) {}
