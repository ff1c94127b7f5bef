// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.planted;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.optimizing.pipeline.Phase;
import dev.tandem.optimizing.pipeline.PhaseContext;
import dev.tandem.optimizing.pipeline.Pipeline;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Mistakes, each of which some compiler made. */
enum PlantedBug {
    WRONG_ZERO_EXTENSION(9, "`i64.extend_i32_u` extends the sign", graph ->
            GraphBugs.mistake(graph, Opcode.I64_EXTEND_I32_U, Opcode.I64_EXTEND_I32_S)),
    WRONG_CONDITION(80, "`i32.lt_u` compares signed", graph -> GraphBugs.mistake(graph, Opcode.I32_LT_U, Opcode.I32_LT_S)),
    OFF_BY_ONE_CONDITION(88, "`i64.gt_s` is true of equal numbers", graph ->
            GraphBugs.mistake(graph, Opcode.I64_GT_S, Opcode.I64_GE_S)),
    SWAPPED_OPERANDS(43, "`i64.sub` subtracts the other way round", graph -> GraphBugs.swapOperands(graph, Opcode.I64_SUB)),
    SHIFT_BY_WIDTH(43, "`i32.shl` by 32 or more is 0", GraphBugs::shiftOut),
    MINIMUM_BY_COMPARISON(65, "`f64.min` is a comparison and a select, which NaN and -0 tell apart", graph ->
            GraphBugs.compareForMinimum(graph, Opcode.F64_MIN, Opcode.F64_LT)),
    NEGATION_BY_SUBTRACTION(64, "`f64.neg` of 0 is 0", GraphBugs::subtractForNegation),
    WRONG_SATURATION(103, "`i32.trunc_sat_f64_s` of negative numbers is 0", graph ->
            GraphBugs.mistake(graph, Opcode.I32_TRUNC_SAT_F64_S, Opcode.I32_TRUNC_SAT_F64_U)),
    DIVISION_BY_CONSTANT(77, "a negative i32 divided by a constant is rounded down", GraphBugs::roundQuotientsDown, Where.X64),
    SIGN_OF_A_NARROW_LOAD(443, "`i32.load8_s` does not extend the sign", graph ->
            GraphBugs.misload(graph, Opcode.I32_LOAD8_S, Opcode.I32_LOAD8_U)),
    LOST_STORE(32, "a store is dead when another follows, wherever that goes", GraphBugs::loseStores),
    HOISTED_TRAP(37, "a division goes before the store that it stands behind", GraphBugs::hoistTraps),
    LOST_TRAP(120, "a division is dead when nobody wants its result", GraphBugs::dropTraps),
    LAST_BYTE(2124, "the bounds check takes the last byte to be outside", GraphBugs::refuseTheLastByte, Where.X64_CHECKS),
    STALE_GLOBAL(588, "a global has after a call what it had before", GraphBugs::forwardOverCalls),
    STALE_SIZE(236, "`memory.size` is what it was at the start", GraphBugs::forgetGrowth),
    SWAPPED_ARGUMENTS(16, "a call passes its first two arguments in the wrong order", GraphBugs::swapArguments),
    WRONG_LANE(9, "`i32x4.extract_lane` takes the neighbour", GraphBugs::neighbouringLane),
    LOST_SATURATION(4342, "`i8x16.add_sat_s` wraps", graph -> GraphBugs.mistake(graph, Opcode.I8X16_ADD_SAT_S, Opcode.I8X16_ADD)),
    SPILL_WIDTH(3, "half of a spilled f64 is loaded", Where.X64, AllocationBugs::narrowReloads),
    MOVE_ORDER(229, "moves of floats that happen at once are made in reverse", Where.X64, AllocationBugs::reverseMoves);

    /** Where the mistake can be made. */
    enum Where {
        ANY,
        X64,
        X64_CHECKS
    }

    private final long knownSeed;
    private final String description;
    private final Where where;
    private final Consumer<Graph> inGraph;
    private final Consumer<LirFunction> inAllocation;

    PlantedBug(long knownSeed, String description, Consumer<Graph> inGraph) {
        this(knownSeed, description, inGraph, Where.ANY);
    }

    PlantedBug(long knownSeed, String description, Consumer<Graph> inGraph, Where where) {
        this.knownSeed = knownSeed;
        this.description = description;
        this.where = where;
        this.inGraph = inGraph;
        this.inAllocation = function -> {};
    }

    PlantedBug(long knownSeed, String description, Where where, Consumer<LirFunction> inAllocation) {
        this.knownSeed = knownSeed;
        this.description = description;
        this.where = where;
        this.inGraph = graph -> {};
        this.inAllocation = inAllocation;
    }

    /** The seed of a module that shows it, as long as the generator stays as it is. */
    long knownSeed() {
        return knownSeed;
    }

    /** What goes wrong. */
    String description() {
        return description;
    }

    Where where() {
        return where;
    }

    /** Where in the pipeline it is made: early, for what phases learn of values to hold of the wrong ones. */
    Pipeline in(Pipeline right) {
        List<Phase> phases = new ArrayList<>(right.phases());
        phases.add(this == DIVISION_BY_CONSTANT ? phases.size() : 0, new Phase("planted-bug") {
            @Override
            protected void run(Graph graph, PhaseContext context) {
                inGraph.accept(graph);
            }
        });
        return new Pipeline(phases);
    }

    /** Makes the mistake in an allocated function. */
    void plantIn(LirFunction function) {
        inAllocation.accept(function);
    }
}
