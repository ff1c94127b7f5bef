// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import java.util.Optional;

/** The names that the producer gave to things, for people to read. Decoded when first asked; a damaged section has no names. */
public interface NameSection {
    /** The name of the module. */
    Optional<String> moduleName();

    /** The name of the function with that index. */
    Optional<String> functionName(int functionIndex);

    /** The name of a local of a function, parameters first. */
    Optional<String> localName(int functionIndex, int localIndex);
}
