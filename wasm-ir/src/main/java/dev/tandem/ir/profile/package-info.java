// SPDX-License-Identifier: Apache-2.0
/**
 * What baseline code has seen of a function's behaviour, for the optimizing compiler: a
 * {@link dev.tandem.ir.profile.FunctionProfile} is a snapshot with a {@link dev.tandem.ir.profile.CallProfile} a call site, a count a loop and, if asked for,
 * a {@link dev.tandem.ir.profile.BranchProfile} a branch,
 * a {@link dev.tandem.ir.profile.ModuleProfile} gives those of all functions, for inlining.
 *
 * <p>A profile is a guess about the future. Code that relies on one checks it and has a general path beside.
 */
@NullMarked
package dev.tandem.ir.profile;

import org.jspecify.annotations.NullMarked;
