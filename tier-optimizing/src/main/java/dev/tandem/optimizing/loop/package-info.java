// SPDX-License-Identifier: Apache-2.0
/** Phases for loops: what does not change moves out of them; small ones are unrolled, others peeled where that makes checks needless. */
@NullMarked
package dev.tandem.optimizing.loop;

import org.jspecify.annotations.NullMarked;
