// SPDX-License-Identifier: Apache-2.0
/**
 * What branches tell about the code they lead to.
 *
 * <p>{@link dev.tandem.optimizing.branch.BranchElimination} walks the dominator tree with {@link dev.tandem.optimizing.branch.Facts} that hold where
 * it is, and decides later conditions by them.
 */
@NullMarked
package dev.tandem.optimizing.branch;

import org.jspecify.annotations.NullMarked;
