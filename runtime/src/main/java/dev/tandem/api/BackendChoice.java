// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

/**
 * Which code generator was picked, and why.
 *
 * @param name of the backend: {@code "x64"}, {@code "jvm"}, or a plug-in's
 * @param reason for people to read
 */
public record BackendChoice(String name, String reason) {
    @Override
    public String toString() {
        return name + " (" + reason + ")";
    }
}
