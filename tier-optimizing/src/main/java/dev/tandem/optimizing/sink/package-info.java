// SPDX-License-Identifier: Apache-2.0
/**
 * Takes back some of what value numbering joined: {@link dev.tandem.optimizing.sink.SinkCopies} computes cheap values anew where they are used,
 * if that is seldom.
 */
@NullMarked
package dev.tandem.optimizing.sink;

import org.jspecify.annotations.NullMarked;
