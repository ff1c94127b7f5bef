// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend is to the rest of the engine: how its code is linked, called from Java, and calls Java. Both tiers of an instance use
 * one backend.
 */
@NullMarked
package dev.tandem.ir.backend;

import org.jspecify.annotations.NullMarked;
