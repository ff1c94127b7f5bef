// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.ir.asm.jvm.MethodLimits;

/** The same functions, cut into the smallest pieces. */
class SplitExecutionTest extends BaselineExecutionTest {
    @Override
    protected BaselineCompiler compiler() {
        return new JvmBaselineCompiler(new MethodLimits(20, 20, 40, 20, 1));
    }
}
