// SPDX-License-Identifier: Apache-2.0
/**
 * How the public API does its work.
 */
@NullMarked
package dev.tandem.runtime.internal;

import org.jspecify.annotations.NullMarked;
