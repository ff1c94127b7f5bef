// SPDX-License-Identifier: Apache-2.0
/**
 * The cache of optimized code. {@code CodeCache} serves an engine: it opens a {@code ModuleCache} for each module whose content is known by
 * hash, and remembers the hashes of modules from the web, so that code can be looked for before they are here. New code gathers in the
 * {@code ModuleCache}, with the names of functions that have run; the {@code CacheWriter} writes it when there is enough of it, when it has been
 * quiet for a while, and at the end, never on the guest's thread. What is {@code Kept} of a module for one target and build is one blob,
 * {@code Sealed} with its key and a checksum; damage or mismatch of any kind means that the code is made again. {@code DirectoryStore} keeps blobs
 * as files; what goes wrong there, or in another store, ends at the {@code TolerantStore}. Baseline code is never cached: making it again costs
 * as much as loading it.
 */
@NullMarked
package dev.tandem.manager.cache;

import org.jspecify.annotations.NullMarked;
