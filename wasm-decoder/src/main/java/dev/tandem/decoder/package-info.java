// SPDX-License-Identifier: Apache-2.0
/**
 * Push decoder for binary modules: errors with byte offsets, limits, feature flags.
 */
@NullMarked
package dev.tandem.decoder;

import org.jspecify.annotations.NullMarked;
