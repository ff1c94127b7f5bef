// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import java.util.List;

/**
 * A conformance script.
 *
 * @param source name of the {@code .wast} it was converted from
 */
record Script(String source, List<Command> commands) {}
