// SPDX-License-Identifier: Apache-2.0
/** {@code tandem bench} and {@code tandem compile}: measurements, as JSON lines for tools to read. */
@NullMarked
package dev.tandem.cli.bench;

import org.jspecify.annotations.NullMarked;
