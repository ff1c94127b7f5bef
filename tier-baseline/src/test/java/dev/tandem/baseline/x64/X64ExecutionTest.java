// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.baseline.jvm.BaselineExecutionTest;
import dev.tandem.baseline.spi.BaselineCompiler;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeBackend;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The functions that every baseline compiler must get right, as machine code, on processors and memories of all kinds. */
class X64ExecutionTest {
    @BeforeAll
    static void nativeCodeMustBePossible() {
        assumeTrue(NativeBackend.unavailable().isEmpty(), () -> NativeBackend.unavailable().orElse(""));
    }

    /** What all of them do. */
    abstract static class Machine extends BaselineExecutionTest {
        private final NativeBackend backend;

        Machine(boolean guardPages, Set<CpuFeature> masked, boolean poison) {
            backend = new NativeBackend(guardPages, masked, poison);
        }

        @Override
        protected Backend backend() {
            return backend;
        }

        @Override
        protected BaselineCompiler compiler() {
            return new X64BaselineCompiler(backend.target());
        }
    }

    @Nested
    class GuardPages extends Machine {
        GuardPages() {
            super(true, Set.of(), false);
        }
    }

    @Nested
    class BoundsChecks extends Machine {
        BoundsChecks() {
            super(false, Set.of(), false);
        }
    }

    @Nested
    class OldProcessor extends Machine {
        OldProcessor() {
            super(true, EnumSet.allOf(CpuFeature.class), false);
        }
    }

    @Nested
    class CheckedUpperHalves extends Machine {
        CheckedUpperHalves() {
            super(true, Set.of(), true);
        }
    }
}
