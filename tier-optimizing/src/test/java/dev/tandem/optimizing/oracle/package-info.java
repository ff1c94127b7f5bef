// SPDX-License-Identifier: Apache-2.0
/**
 * The oracle of the optimizing tier's tests: graphs are evaluated instead of compiled. {@link dev.tandem.optimizing.oracle.SpecScripts} runs the
 * conformance suite so, after any phase; {@link dev.tandem.optimizing.oracle.GraphOracle} compares a function before and after a phase on
 * random inputs.
 */
@NullMarked
package dev.tandem.optimizing.oracle;

import org.jspecify.annotations.NullMarked;
