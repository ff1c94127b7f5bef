// SPDX-License-Identifier: Apache-2.0
/**
 * Which tier compiles which function, and when: what deployments may bring ({@link dev.tandem.manager.TieringPolicy},
 * {@link dev.tandem.manager.TierListener}) and see ({@link dev.tandem.manager.CompilationStatistics}). The work is done in
 * {@code dev.tandem.manager.tiering}.
 */
@NullMarked
package dev.tandem.manager;

import org.jspecify.annotations.NullMarked;
