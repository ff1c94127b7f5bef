// SPDX-License-Identifier: Apache-2.0
/**
 * The Sea-of-Nodes graph of a function (Click and Paleczny 1995), which the optimizing tier works on.
 *
 * <p><b>Edges.</b> A {@link Node} has ordered inputs; the other ends are its users. {@link Node#inputKind} says what flows along an edge:
 * control, a memory token, a value, or ownership (phi of a region, result and token of a call). Nodes are made unattached, then
 * {@link Graph#add} gives them an id, or {@link Graph#unique} finds an equal pure node instead.
 *
 * <p><b>Fixed and floating.</b> Whatever can trap, has an effect, reads mutable state or directs control is a {@link FixedNode}: input 0 is the
 * control before it, and it is itself the control after it, so that it has exactly one control user ({@link ControlNode#next}); branches
 * have a projection for each way instead, and ends have none. The chain is the order of effects and traps, exactly as the program says.
 * All else floats: pure nodes without control input, which the scheduler places. There is no floating load.
 *
 * <p><b>Control.</b> {@code Start} begins. {@code If} passes to {@code IfTrue} and {@code IfFalse}, {@code Switch} to one {@code Case} a
 * successor. {@code Region} joins: all its inputs are control (at least one), and each of its {@code Phi}s has the region as input 0 and the
 * value for the region's input {@code i} as input {@code i + 1}. A {@code Loop} is a region with exactly two inputs: 0 is the entry, 1
 * the only back-edge, which is a {@code Safepoint} (several {@code continue}s meet in a region before it). {@code Return}, {@code Trap}
 * and calls that {@linkplain dev.tandem.ir.graph.node.Call#isTail() are tail calls} end control. A loop without exit is fine: nothing need lead to an end.
 *
 * <p><b>Memory.</b> Beside the chain runs, for each {@link AliasClass}, a thread of tokens: what reads the class takes the token of the state it
 * sees, what writes it takes the one before and gives a new one. The threads never constrain order, the chain does that; they only
 * tell phases which writes a read can see. An {@link AccessNode} takes its class's token as input 1. A node that writes one class and has no
 * value (stores, {@code GlobalSet}, {@code TableSet}, fills, copies) is itself the new token, its kind is {@link NodeKind#MEMORY}.
 * Writers with a value ({@code MemoryGrow}, {@code TableGrow}) and calls, which write everything, give tokens through
 * {@code MemoryProjection}s; {@code MemoryProjection(Start, c)} is the state on entry. A call takes the tokens of all classes
 * in use at input 1, bundled in a {@code MemoryState}. {@code MemoryPhi}s join tokens at regions. {@code UnknownMemory} is a state nobody
 * knows anything about: where inlined code uses a class that the caller does not thread. A token without users does not make its
 * write dead: state outlives the function, and a trap shows it.
 *
 * <p><b>Positions.</b> Fixed nodes that can trap or call name a {@linkplain Positions position}: offset, function and, in inlined code, the
 * position of the call; so backtraces can show the frames that inlining removed.
 *
 * <p><b>Stamps.</b> {@link Node#stamp} is what is known of the value: its type at first, facts as phases find them.
 *
 * <p><b>Changing.</b> {@link Node#setInput}, {@link Node#replaceAllUses}, {@link Node#replaceDataUses} (all but control edges: for the value of a
 * fixed node), {@link FixedNode#removeFromChain}, {@link FixedNode#insertBefore}, {@link FixedNode#replaceAndKill}, {@link Node#kill},
 * {@link Graph#killUnused}; {@code Region.removePredecessor} keeps phis in step. Unique nodes whose inputs changed are put in the table again by
 * {@link Graph#reunique}.
 *
 * <p><b>A new node</b> is one small class in {@code node}: constructor with inputs and attributes, accessors, {@link Node#attributes}, and
 * {@link Node#inputKind} if not all inputs are values.
 */
@NullMarked
package dev.tandem.ir.graph;

import org.jspecify.annotations.NullMarked;
