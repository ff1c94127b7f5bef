// SPDX-License-Identifier: Apache-2.0
package org.example.tier;

import dev.tandem.ir.code.GuestInstance;
import dev.tandem.ir.code.InterpretedCode;
import dev.tandem.ir.profile.FunctionProfile;

/**
 * A function in steps. Immutable but for its counters.
 *
 * @param parameters how many slots hold arguments
 * @param results how many values it returns
 * @param locals how many locals there are, parameters included; results are left behind them
 * @param slots that an activation needs
 */
record Program(Step[] steps, Counters counters, int parameters, int results, int locals, int slots)
        implements InterpretedCode {
    @Override
    public void run(GuestInstance instance, long[] numbers, Object[] references) {
        counters.enter(instance);
        Frame frame = new Frame(instance, slots);
        System.arraycopy(numbers, 0, frame.numbers, 0, parameters);
        System.arraycopy(references, 0, frame.references, 0, Math.min(parameters, references.length));
        int next = 0;
        while (next != Step.END) {
            next = steps[next].run(frame);
        }
        System.arraycopy(frame.numbers, locals, numbers, 0, results);
        System.arraycopy(frame.references, locals, references, 0, Math.min(results, references.length));
    }

    @Override
    public FunctionProfile profile() {
        return counters.profile();
    }
}
