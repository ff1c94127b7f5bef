// SPDX-License-Identifier: Apache-2.0
/** What the fuzzer found, kept. */
@NullMarked
package dev.tandem.it.finds;

import org.jspecify.annotations.NullMarked;
