// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.type.FunctionType;

/** The identity of a kind of guest exceptions. */
public interface Tag extends Extern {
    /** Types of the exception's values; no results. */
    FunctionType type();

    @Override
    default ExternalKind kind() {
        return ExternalKind.TAG;
    }
}
