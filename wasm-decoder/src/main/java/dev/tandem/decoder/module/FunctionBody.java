// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

/**
 * The code of one function: its entry of the code section, after the size.
 *
 * <p>A view of a larger array: bodies of one chunk of the code section share it, and nothing is copied a function at a time.
 *
 * @param functionIndex index in the function index space, imports first
 * @param bytes array that holds the body; not to be modified
 * @param start index in {@code bytes} of the first byte (the local declarations)
 * @param end index after the last byte (the final {@code end})
 * @param offset byte offset in the module of the first byte
 */
public record FunctionBody(int functionIndex, byte[] bytes, int start, int end, int offset) {
    /** Size in bytes. */
    public int size() {
        return end - start;
    }
}
