// SPDX-License-Identifier: Apache-2.0
/** That guests stay inside: accesses at all edges, addresses of all makings, nothing after a trap; on every backend and bounds mode. */
@NullMarked
package dev.tandem.it.security;

import org.jspecify.annotations.NullMarked;
