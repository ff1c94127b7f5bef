// SPDX-License-Identifier: Apache-2.0
/**
 * What a file system must be able to do to be given to a guest. {@link dev.tandem.wasi.fs.Directory} knows names, never paths: paths, {@code ..}
 * and symbolic links are followed by WASI itself, one name at a time, so that no implementation can let a guest out. The implementation over
 * {@link java.nio.file} is behind {@link dev.tandem.wasi.Wasi.Builder#directory}.
 */
@NullMarked
package dev.tandem.wasi.fs;

import org.jspecify.annotations.NullMarked;
