// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.planted;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.ir.graph.Graph;
import dev.tandem.optimizing.x64.lir.LirFunction;
import java.util.function.Consumer;

/** Mistakes, each of which some compiler made. */
enum PlantedBug {
    WRONG_ZERO_EXTENSION("`i64.extend_i32_u` extends the sign", graph ->
            GraphBugs.mistake(graph, Opcode.I64_EXTEND_I32_U, Opcode.I64_EXTEND_I32_S)),
    WRONG_CONDITION("`i32.lt_u` compares signed", graph -> GraphBugs.mistake(graph, Opcode.I32_LT_U, Opcode.I32_LT_S)),
    OFF_BY_ONE_CONDITION("`i64.gt_s` is true of equal numbers", graph ->
            GraphBugs.mistake(graph, Opcode.I64_GT_S, Opcode.I64_GE_S)),
    SWAPPED_OPERANDS("`i32.sub` subtracts the other way round", graph -> GraphBugs.swapOperands(graph, Opcode.I32_SUB)),
    SHIFT_BY_WIDTH("`i32.shl` by 32 or more is 0", GraphBugs::shiftOut),
    MINIMUM_BY_COMPARISON("`f64.min` is a comparison and a select, which NaN and -0 tell apart", graph ->
            GraphBugs.compareForMinimum(graph, Opcode.F64_MIN, Opcode.F64_LT)),
    NEGATION_BY_SUBTRACTION("`f64.neg` of 0 is 0", GraphBugs::subtractForNegation),
    WRONG_SATURATION("`i32.trunc_sat_f64_s` of negative numbers is 0", graph ->
            GraphBugs.mistake(graph, Opcode.I32_TRUNC_SAT_F64_S, Opcode.I32_TRUNC_SAT_F64_U)),
    DIVISION_BY_CONSTANT("a negative i32 divided by a constant is rounded down", GraphBugs::roundQuotientsDown, Where.X64),
    SIGN_OF_A_NARROW_LOAD("`i32.load8_s` does not extend the sign", graph ->
            GraphBugs.misload(graph, Opcode.I32_LOAD8_S, Opcode.I32_LOAD8_U)),
    LOST_STORE("a store is dead when another follows, wherever that goes", GraphBugs::loseStores),
    HOISTED_TRAP("a division goes before the store that it stands behind", GraphBugs::hoistTraps),
    LOST_TRAP("a division is dead when nobody wants its result", GraphBugs::dropTraps),
    LAST_BYTE("the bounds check takes the last byte to be outside", GraphBugs::refuseTheLastByte, Where.X64_CHECKS),
    STALE_GLOBAL("a global has after a call what it had before", GraphBugs::forwardOverCalls),
    STALE_SIZE("`memory.size` is what it was at the start", GraphBugs::forgetGrowth),
    SWAPPED_ARGUMENTS("a call passes its first two arguments in the wrong order", GraphBugs::swapArguments),
    WRONG_LANE("`i32x4.extract_lane` takes the neighbour", GraphBugs::neighbouringLane),
    LOST_SATURATION("`i8x16.add_sat_s` wraps", graph -> GraphBugs.mistake(graph, Opcode.I8X16_ADD_SAT_S, Opcode.I8X16_ADD)),
    SPILL_WIDTH("half of a spilled f64 is loaded", Where.X64, AllocationBugs::narrowReloads),
    MOVE_ORDER("moves that happen at once are made in reverse", Where.X64, AllocationBugs::reverseMoves);

    /** Where the mistake can be made. */
    enum Where {
        ANY,
        X64,
        X64_CHECKS
    }

    private final String description;
    private final Where where;
    private final Consumer<Graph> inGraph;
    private final Consumer<LirFunction> inAllocation;

    PlantedBug(String description, Consumer<Graph> inGraph) {
        this(description, inGraph, Where.ANY);
    }

    PlantedBug(String description, Consumer<Graph> inGraph, Where where) {
        this.description = description;
        this.where = where;
        this.inGraph = inGraph;
        this.inAllocation = function -> {};
    }

    PlantedBug(String description, Where where, Consumer<LirFunction> inAllocation) {
        this.description = description;
        this.where = where;
        this.inGraph = graph -> {};
        this.inAllocation = inAllocation;
    }

    /** What goes wrong. */
    String description() {
        return description;
    }

    Where where() {
        return where;
    }

    /** Makes the mistake in a graph that all phases are done with. */
    void plantIn(Graph graph) {
        inGraph.accept(graph);
    }

    /** Makes the mistake in an allocated function. */
    void plantIn(LirFunction function) {
        inAllocation.accept(function);
    }
}
