// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/**
 * A validated constant expression: its bytes as they stand in the module, final {@code end} included.
 *
 * <p>Most are a single constant; the runtime evaluates any.
 *
 * @param offset byte offset in the module of the first byte
 */
public record ConstantExpression(byte[] bytes, int offset) {}
