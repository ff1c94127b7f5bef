// SPDX-License-Identifier: Apache-2.0
/** The optimizing compiler for the native backend. */
@NullMarked
package dev.tandem.optimizing.x64;

import org.jspecify.annotations.NullMarked;
