// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @Test
    void durations() {
        assertEquals(Duration.ofMillis(500), Units.duration("--timeout", "500ms"));
        assertEquals(Duration.ofMillis(1500), Units.duration("--timeout", "1.5s"));
        assertEquals(Duration.ofMinutes(2), Units.duration("--timeout", "2m"));
        assertEquals(Duration.ofHours(1), Units.duration("--timeout", "1h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "0s", "-1s", "10 s", "1.2.3s", "10sec", "1e3s", "99999999999h"})
    void notDurations(String text) {
        var e = assertThrows(BadInputException.class, () -> Units.duration("--timeout", text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("--timeout: "));
    }

    @Test
    void sizes() {
        assertEquals(65536, Units.size("--max-memory", "65536"));
        assertEquals(64 << 20, Units.size("--max-memory", "64MiB"));
        assertEquals(1536L << 20, Units.size("--max-memory", "1.5G"));
        assertEquals(0, Units.size("--max-memory", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "64MB", "1.5", "64 MiB", "9999999999TiB"})
    void notSizes(String text) {
        assertThrows(BadInputException.class, () -> Units.size("--max-memory", text));
    }
}
