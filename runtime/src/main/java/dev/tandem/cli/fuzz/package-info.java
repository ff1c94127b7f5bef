// SPDX-License-Identifier: Apache-2.0
/** {@code tandem fuzz}. */
@NullMarked
package dev.tandem.cli.fuzz;

import org.jspecify.annotations.NullMarked;
