// SPDX-License-Identifier: Apache-2.0
/**
 * Heat, policies, and the publication of code.
 */
@NullMarked
package dev.tandem.manager;

import org.jspecify.annotations.NullMarked;
