// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code --trace-tiers} shows: a {@link dev.tandem.cli.trace.TierTrace} hears the events of the tiers and prints them as lines or keeps
 * them for a {@link dev.tandem.cli.trace.TierReport}, a page that needs nothing but itself.
 */
@NullMarked
package dev.tandem.cli.trace;

import org.jspecify.annotations.NullMarked;
