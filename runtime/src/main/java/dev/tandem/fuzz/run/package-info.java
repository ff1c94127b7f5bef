// SPDX-License-Identifier: Apache-2.0
/**
 * Differential testing: runs a module in several cells (a backend and a tier each) and in V8 where there is one, compares all that can be
 * observed, and reduces a module that makes them differ.
 */
@NullMarked
package dev.tandem.fuzz.run;

import org.jspecify.annotations.NullMarked;
