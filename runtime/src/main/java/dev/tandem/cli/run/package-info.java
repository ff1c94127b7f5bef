// SPDX-License-Identifier: Apache-2.0
/**
 * {@code tandem run}: runs a program.
 *
 * <p>Starting quickly is part of the job, and the reason for {@link dev.tandem.cli.run.QuickRun}.
 */
@NullMarked
package dev.tandem.cli.run;

import org.jspecify.annotations.NullMarked;
