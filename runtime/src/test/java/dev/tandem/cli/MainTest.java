// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void wrongUseIsExitCodeTwo() {
        assertEquals(2, Main.execute("--no-such-option"));
        assertEquals(2, Main.execute());
    }
}
