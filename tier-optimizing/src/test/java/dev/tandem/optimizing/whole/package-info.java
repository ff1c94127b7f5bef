// SPDX-License-Identifier: Apache-2.0
/** Tests of both optimizing compilers as a whole: the same code in any order, switches, dumps. */
@NullMarked
package dev.tandem.optimizing.whole;

import org.jspecify.annotations.NullMarked;
