// SPDX-License-Identifier: Apache-2.0
/** The conformance suite on the whole engine. */
@NullMarked
package dev.tandem.it.spec;

import org.jspecify.annotations.NullMarked;
