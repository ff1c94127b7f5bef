// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** Decodes the content of one section, step by step. */
interface SectionDecoder {
    /**
     * Decodes the next step. It must have no effect before it has read its last byte, for it may end in {@link Underflow} and run again.
     *
     * @return false if the section's content is complete: nothing was left to decode
     */
    boolean step();
}
