// SPDX-License-Identifier: Apache-2.0
/**
 * Whether the fuzzer would find it, if the compilers were wrong: {@link dev.tandem.it.planted.PlantedBug} lists mistakes that compilers are
 * known to make, {@link dev.tandem.it.planted.PlantedBugsTest} plants each and fuzzes.
 */
@NullMarked
package dev.tandem.it.planted;

import org.jspecify.annotations.NullMarked;
