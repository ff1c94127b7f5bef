// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.allocate;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirFunction;
import dev.tandem.optimizing.x64.lir.Registers;

/** Register allocation for one function, in place. See the package for how. */
public final class RegisterAllocator {
    private final LirFunction function;
    private final boolean verify;
    private final int registers;
    private final boolean dispatchCopies;

    public RegisterAllocator(LirFunction function) {
        this(function, false);
    }

    /** @param verify whether the result is checked by {@link AllocationVerifier} */
    public RegisterAllocator(LirFunction function, boolean verify) {
        this(function, verify, true);
    }

    /** @param dispatchCopies whether there are to be {@link DispatchCopies} */
    public RegisterAllocator(LirFunction function, boolean verify, boolean dispatchCopies) {
        this(function, verify, dispatchCopies, Registers.ALL);
    }

    /** @param registers the {@link Registers} that are free to use; fixed operands may name others */
    RegisterAllocator(LirFunction function, boolean verify, boolean dispatchCopies, int registers) {
        this.function = function;
        this.verify = verify;
        this.dispatchCopies = dispatchCopies;
        this.registers = registers;
    }

    /**
     * Allocates, inserts moves and lays out the blocks.
     *
     * @throws dev.tandem.ir.code.CompilationException if the function is beyond the allocator's budgets
     */
    public void run() {
        allocate();
        if (verify) {
            new AllocationVerifier(function).verify();
        }
        for (LirBlock block : function.blocks()) {
            block.setParameters();
            for (int s = 0; s < block.successorCount(); s++) {
                block.setArguments(s);
            }
        }
        BlockLayout.run(function, dispatchCopies);
    }

    private void allocate() {
        CriticalEdges.split(function);
        FramePlacement.run(function);
        Order order = new Order(function);
        Liveness liveness = new Liveness(function, order);
        Hints hints = new Hints(function.registerCount(), order.instructions);
        Intervals intervals = new IntervalBuilder(function, order, liveness, hints).build();
        RegisterState fixed = new RegisterState(order.instructions);
        boolean[] incoming = new boolean[function.registerCount()];
        for (int i = 0; i < function.incomingCount(); i++) {
            incoming[function.incomingRegister(i)] = true;
        }
        for (int pass = 0; pass < 2; pass++) {
            new LinearScan(function, order, intervals, hints, fixed, pass == 1, registers, incoming).run();
        }
        intervals.index(function.registerCount());
        MoveList moves = new MoveList();
        Rewriter rewriter = new Rewriter(function, order, intervals, hints, moves);
        rewriter.constrain();
        Resolution resolution = new Resolution(function, order, liveness, intervals, hints, moves);
        resolution.run();
        SpillSlots slots = new SpillSlots(function, intervals);
        slots.assign(hints, resolution);
        rewriter.rewrite(slots);
    }
}
