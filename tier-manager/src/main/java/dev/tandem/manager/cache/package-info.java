// SPDX-License-Identifier: Apache-2.0
/**
 * The cache of optimized code. {@code CodeCache} serves an engine: it opens a {@code ModuleCache} for each module whose content is known by
 * hash. New code gathers there, and is written when there is enough of it, when it has been quiet for a while, and at the end, never on
 * the guest's thread. A {@code CacheFile} is one module's code for one target and build, under a checksum; damage or mismatch of any kind means
 * that the code is made again. {@code DirectoryStore} keeps such files. Baseline code is never cached: making it again costs as much as loading it.
 */
@NullMarked
package dev.tandem.manager.cache;

import org.jspecify.annotations.NullMarked;
