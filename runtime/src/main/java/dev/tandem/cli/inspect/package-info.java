// SPDX-License-Identifier: Apache-2.0
/** {@code tandem inspect}: says what is in a module. */
@NullMarked
package dev.tandem.cli.inspect;

import org.jspecify.annotations.NullMarked;
