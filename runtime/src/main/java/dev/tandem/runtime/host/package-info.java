// SPDX-License-Identifier: Apache-2.0
/** Java functions that guests call: from method handles and lambdas to what a backend links. */
@NullMarked
package dev.tandem.runtime.host;

import org.jspecify.annotations.NullMarked;
