// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;

/** Tests that run machine code; skipped, with the reason, where there is none. */
abstract class NativeTest {
    @BeforeAll
    static void nativeCodeMustBePossible() {
        assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
    }
}
