// SPDX-License-Identifier: Apache-2.0
/**
 * The module model: what the sections of a module say.
 */
@NullMarked
package dev.tandem.decoder.module;

import org.jspecify.annotations.NullMarked;
