// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/**
 * An export.
 *
 * @param index index in the index space of {@code kind}, imports first
 */
public record Export(String name, ExternalKind kind, int index) {}
