// SPDX-License-Identifier: Apache-2.0
/** {@code tandem cache}. */
@NullMarked
package dev.tandem.cli.cache;

import org.jspecify.annotations.NullMarked;
