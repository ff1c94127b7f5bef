// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/**
 * A custom section, uninterpreted.
 *
 * @param offset byte offset in the module of the first byte of {@code bytes}
 */
public record CustomSection(String name, byte[] bytes, int offset) {}
