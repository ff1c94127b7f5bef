// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.profile;

/** The profiles of a module's functions. Gives the same snapshot whenever it is asked, so that compiling is deterministic. */
@FunctionalInterface
public interface ModuleProfile {
    /** Nothing was seen of any function. */
    ModuleProfile EMPTY = functionIndex -> FunctionProfile.empty();

    /** The profile of a function that the module defines. */
    FunctionProfile function(int functionIndex);
}
