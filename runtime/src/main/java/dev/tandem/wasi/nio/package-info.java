// SPDX-License-Identifier: Apache-2.0
/**
 * Directories of the host, over {@link java.nio.file}.
 *
 * <p>Where the platform has {@link java.nio.file.SecureDirectoryStream} (POSIX systems, Jimfs), {@link dev.tandem.wasi.nio.SecureDirectory} holds
 * directories open and works relative to them, so that another process that swaps a directory for a symbolic link at the worst
 * moment cannot lead the guest outside. Java has no such calls for making directories and links and for reading links; these, and everything where there
 * are no secure streams ({@link dev.tandem.wasi.nio.PathDirectory}), go by path, right after a check that the path still leads to the directory itself.
 * Between that check and the call remains a short race, which only processes outside the sandbox can enter.
 */
@NullMarked
package dev.tandem.wasi.nio;

import org.jspecify.annotations.NullMarked;
