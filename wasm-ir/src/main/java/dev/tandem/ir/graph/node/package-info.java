// SPDX-License-Identifier: Apache-2.0
/**
 * The nodes: one small class each, as the package {@code dev.tandem.ir.graph} describes.
 *
 * <p>Control: {@link dev.tandem.ir.graph.node.Start}, {@link dev.tandem.ir.graph.node.If} with its projections,
 * {@link dev.tandem.ir.graph.node.Switch} with {@link dev.tandem.ir.graph.node.Case}s, {@link dev.tandem.ir.graph.node.Region},
 * {@link dev.tandem.ir.graph.node.Loop}, {@link dev.tandem.ir.graph.node.Safepoint}, {@link dev.tandem.ir.graph.node.Return},
 * {@link dev.tandem.ir.graph.node.Trap}. Values: {@link dev.tandem.ir.graph.node.Parameter}, {@link dev.tandem.ir.graph.node.Constant}s,
 * {@link dev.tandem.ir.graph.node.Operation}, {@link dev.tandem.ir.graph.node.Select}, {@link dev.tandem.ir.graph.node.Phi},
 * references; {@link dev.tandem.ir.graph.node.TrappingOperation} in the chain. Tokens: {@link dev.tandem.ir.graph.node.MemoryProjection},
 * {@link dev.tandem.ir.graph.node.MemoryPhi}, {@link dev.tandem.ir.graph.node.MemoryState},
 * {@link dev.tandem.ir.graph.node.UnknownMemory}. Accesses to memories, globals and tables, one class an instruction. Calls:
 * {@link dev.tandem.ir.graph.node.CallDirect}, {@link dev.tandem.ir.graph.node.CallIndirect}, {@link dev.tandem.ir.graph.node.CallRef}.
 */
@NullMarked
package dev.tandem.ir.graph.node;

import org.jspecify.annotations.NullMarked;
