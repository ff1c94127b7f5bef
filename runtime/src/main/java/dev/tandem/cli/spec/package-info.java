// SPDX-License-Identifier: Apache-2.0
/**
 * {@code tandem spec}: runs the WebAssembly conformance scripts, converted to JSON with binary modules.
 *
 * <p>{@link dev.tandem.cli.spec.ScriptFiles} finds scripts, {@link dev.tandem.cli.spec.ScriptReader} makes
 * {@linkplain dev.tandem.cli.spec.Command commands} of them, {@link dev.tandem.cli.spec.ScriptRunner} carries the commands out and
 * compares results with {@linkplain dev.tandem.cli.spec.Expectation expectations}.
 */
@NullMarked
package dev.tandem.cli.spec;

import org.jspecify.annotations.NullMarked;
