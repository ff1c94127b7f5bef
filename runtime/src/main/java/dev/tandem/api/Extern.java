// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.module.ExternalKind;

/** Something that can be exported or imported: a {@link Function}, {@link Memory}, {@link Table}, {@link Global} or {@link Tag}. */
public interface Extern {
    ExternalKind kind();
}
