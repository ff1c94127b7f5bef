// SPDX-License-Identifier: Apache-2.0
package dev.tandem.manager.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A function was compiled. */
@Name("dev.tandem.FunctionCompiled")
@Label("Function Compiled")
@Category("Tandem")
@StackTrace(false)
@SuppressWarnings("unused") // read by the recorder
final class FunctionCompiledEvent extends Event {
    @Label("Module")
    String module = "";

    @Label("Function Index")
    int function;

    @Label("Tier")
    String tier = "";

    @DataAmount
    @Label("Size of Body")
    int wasmBytes;

    @DataAmount
    @Label("Size of Code")
    int codeBytes;

    @Timespan
    @Label("Compile Time")
    long compileTime;
}
