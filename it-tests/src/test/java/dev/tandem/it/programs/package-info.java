// SPDX-License-Identifier: Apache-2.0
/**
 * Whole programs through the command line, each in a process of its own, as a user starts them.
 *
 * <p>{@link dev.tandem.it.programs.ProgramsIT} runs small C programs whose source and binary are in {@code src/test/programs}, and
 * the examples. {@link dev.tandem.it.programs.RealProgramsIT} runs third-party programs, from SQLite to clang, where
 * {@code .ci/fetch-real-programs} has brought them. {@link dev.tandem.it.programs.TandemProcess} starts and watches the process.
 */
@NullMarked
package dev.tandem.it.programs;

import org.jspecify.annotations.NullMarked;
