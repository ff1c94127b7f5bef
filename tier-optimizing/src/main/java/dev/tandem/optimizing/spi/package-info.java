// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of an optimizing compiler implements: {@link dev.tandem.optimizing.spi.OptimizingCompiler}, from a
 * {@link dev.tandem.optimizing.spi.CompilationRequest} to a {@link dev.tandem.optimizing.spi.CompilationResult}.
 */
@NullMarked
package dev.tandem.optimizing.spi;

import org.jspecify.annotations.NullMarked;
