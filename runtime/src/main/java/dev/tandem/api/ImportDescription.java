// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/** An import that a module asks for. */
public record ImportDescription(String module, String name, ExternType type) {}
