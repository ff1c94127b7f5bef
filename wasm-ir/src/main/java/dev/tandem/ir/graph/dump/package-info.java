// SPDX-License-Identifier: Apache-2.0
/**
 * Graphs for people: {@link dev.tandem.ir.graph.dump.GraphText}, which {@link dev.tandem.ir.graph.dump.GraphParser} reads back,
 * {@link dev.tandem.ir.graph.dump.GraphDot} for Graphviz, and {@link dev.tandem.ir.graph.dump.GraphIgv} for the Ideal Graph Visualizer.
 * {@code NodeFactory} makes nodes by name: a new node class gets a line there.
 */
@NullMarked
package dev.tandem.ir.graph.dump;

import org.jspecify.annotations.NullMarked;
