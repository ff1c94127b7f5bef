// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.backend;

import dev.tandem.ir.code.CodeArtifact;

/** Makes the first code of a function, when its lazy stub is called. */
@FunctionalInterface
public interface FunctionCompiler {
    /** Called on the guest's thread; for one function by one thread at a time. */
    CodeArtifact compile(int functionIndex);
}
