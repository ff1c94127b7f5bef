// SPDX-License-Identifier: Apache-2.0
/** The engine under load and in want: many threads at once, little memory, small stacks, a system that refuses. */
@NullMarked
package dev.tandem.it.stress;

import org.jspecify.annotations.NullMarked;
