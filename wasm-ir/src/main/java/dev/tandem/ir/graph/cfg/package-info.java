// SPDX-License-Identifier: Apache-2.0
/**
 * From the sea of nodes back to blocks in order, what both code generators of the optimizing tier start from.
 *
 * <p>{@link dev.tandem.ir.graph.cfg.ControlFlowGraph} finds {@linkplain dev.tandem.ir.graph.cfg.Block blocks} along the chain of control,
 * dominators, {@linkplain dev.tandem.ir.graph.cfg.NaturalLoop loops} and how often each block runs.
 * {@link dev.tandem.ir.graph.cfg.Schedule} then places every floating node (global code motion) and orders the nodes of each block and the
 * blocks themselves, once for register allocation and once for writing code. {@link dev.tandem.ir.graph.cfg.ScheduleText} prints it,
 * {@link dev.tandem.ir.graph.cfg.ScheduleVerifier} checks it. All of it is deterministic and near linear in the size of the graph.
 */
@NullMarked
package dev.tandem.ir.graph.cfg;

import org.jspecify.annotations.NullMarked;
