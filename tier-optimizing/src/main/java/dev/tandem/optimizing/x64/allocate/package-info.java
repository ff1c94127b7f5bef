// SPDX-License-Identifier: Apache-2.0
/**
 * The register allocator: linear scan over live intervals with holes, splitting and eviction. {@link
 * dev.tandem.optimizing.x64.allocate.RegisterAllocator} runs its parts in this order:
 *
 * <ol>
 *   <li>{@link dev.tandem.optimizing.x64.allocate.CriticalEdges} gives every edge a place for moves;
 *   <li>{@link dev.tandem.optimizing.x64.allocate.Order} numbers the instructions, cold blocks last, and finds the extents of loops;
 *   <li>{@link dev.tandem.optimizing.x64.allocate.Liveness} says what is live at the start of each block;
 *   <li>{@link dev.tandem.optimizing.x64.allocate.IntervalBuilder} makes {@link dev.tandem.optimizing.x64.allocate.Intervals};
 *   <li>{@link dev.tandem.optimizing.x64.allocate.LinearScan} gives each interval, or each part that it splits it into, a register or the
 *       stack: once for general registers, once for vector registers. {@link dev.tandem.optimizing.x64.allocate.Holes} lends registers
 *       whose owners are not live for a while, {@link dev.tandem.optimizing.x64.allocate.Preferences} says which would save a move, {@link
 *       dev.tandem.optimizing.x64.allocate.Spilling} puts on the stack what found none;
 *   <li>{@link dev.tandem.optimizing.x64.allocate.Resolution} finds the moves that splits, edges and constraints ask for, decides where spilled
 *       values are stored, and {@link dev.tandem.optimizing.x64.allocate.SpillSlots} where;
 *   <li>{@link dev.tandem.optimizing.x64.allocate.Rewriter} writes locations into the instructions and puts the moves between them, each group
 *       made sequential by {@link dev.tandem.optimizing.x64.allocate.ParallelMove};
 *   <li>{@link dev.tandem.optimizing.x64.allocate.BlockLayout} threads jumps, drops empty blocks and lays out the rest.
 * </ol>
 *
 * <p><b>Positions.</b> Instruction {@code i} has four: {@code 4i} the gap before it, where moves are; {@code 4i+1} where it reads;
 * {@code 4i+2} where it writes; {@code 4i+3} after it. Ranges are half-open.
 *
 * <p><b>Cold code costs nothing.</b> Cold blocks have the highest positions and every stretch of them is an interval of its own from the
 * beginning. So a value that lives across a call in a cold block keeps its register on the hot path: only the cold interval is spilled, and the
 * moves are on the edges into and out of the cold block, where they are put into the cold block.
 *
 * <p>Sources: C. Wimmer and H. Moessenboeck, Optimized Interval Splitting in a Linear Scan Register Allocator, VEE 2005; C. Wimmer and
 * M. Franz, Linear Scan Register Allocation on SSA Form, CGO 2010; B. Boissinot et al., liveness by exploring paths from uses (2011). {@link
 * dev.tandem.optimizing.x64.allocate.AllocationVerifier} follows the idea of regalloc2's checker.
 */
@NullMarked
package dev.tandem.optimizing.x64.allocate;

import org.jspecify.annotations.NullMarked;
