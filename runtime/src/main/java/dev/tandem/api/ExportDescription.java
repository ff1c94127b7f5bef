// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** An export that a module has. */
public record ExportDescription(String name, ExternType type) {}
