// SPDX-License-Identifier: Apache-2.0
/**
 * The conformance suite and the behaviour tests in every cell: {@link dev.tandem.it.matrix.ConformanceIT} starts a JVM for each backend and mode, in which
 * {@link dev.tandem.it.matrix.CellRun} runs both in each tier, and writes what came of it to {@code docs/conformance.md}.
 */
@NullMarked
package dev.tandem.it.matrix;

import org.jspecify.annotations.NullMarked;
