// SPDX-License-Identifier: Apache-2.0
/**
 * From function bodies to graphs.
 *
 * <p>A tour. {@link GraphBuilder} builds the graph of a function, or a body into the graph of its caller. It looks at a body twice:
 * {@code BodySurvey} notes where variables are assigned and where constructs end; {@code BodyBuilder} then hands each instruction to the
 * builder of its family, which share a {@code Building}. {@code ControlBuilder} opens a {@code Frame} for every block and joins the branches to it at
 * its end; {@code Variables} brings locals and memory tokens into SSA form on demand. At the end {@code TrivialPhis} and {@code ColdPaths}
 * clean up.
 */
@NullMarked
package dev.tandem.optimizing.build;

import org.jspecify.annotations.NullMarked;
