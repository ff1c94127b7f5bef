// SPDX-License-Identifier: Apache-2.0
/** What only the whole engine can show: {@link dev.tandem.it.Cell} names the ways to run guests, each package has tests of one kind. */
@NullMarked
package dev.tandem.it;

import org.jspecify.annotations.NullMarked;
