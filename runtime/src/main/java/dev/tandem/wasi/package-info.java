// SPDX-License-Identifier: Apache-2.0
/**
 * WASI preview 1, whole.
 *
 * <pre>{@code
 * try (Wasi wasi = Wasi.builder()
 *         .args(List.of("prog", "in.txt"))
 *         .inheritStdio()
 *         .directory(Path.of("data"), "/")
 *         .build()) {
 *     Instance instance = engine.instantiate(module, wasi.imports());
 *     int exitCode = wasi.run(instance);
 * }
 * }</pre>
 *
 * <p><b>Sandbox.</b> A guest reaches its standard streams and the directories it was given, and nothing else: not by {@code ..}, absolute
 * paths, symbolic links, hard links or renames. A directory given read-only stays unchanged. See {@code PathWalk} in the implementation.
 *
 * <p><b>Own files, clocks, random numbers.</b> Implement {@link dev.tandem.wasi.fs.Directory}, {@link dev.tandem.wasi.WasiClock},
 * {@link java.util.random.RandomGenerator}; a {@link java.nio.file.FileSystem} of any kind works as it is.
 *
 * <p><b>Errors.</b> What goes wrong is an {@link dev.tandem.wasi.Errno} for the guest. A pointer outside of the memory is {@code FAULT}, before anything
 * has happened. {@code proc_exit} surfaces as {@link dev.tandem.wasi.WasiExit}.
 */
@NullMarked
package dev.tandem.wasi;

import org.jspecify.annotations.NullMarked;
