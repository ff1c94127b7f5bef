// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.nativex64.NativeBackend;

/**
 * The backend and tier that behaviour tests run on: the engine's own choice, or the {@link Cell} that the system property
 * {@code tandem.test.cell} names. Behaviour tests are those tagged {@value #BEHAVIOUR}: what they show must hold in every cell.
 */
public final class CurrentCell {
    public static final String BEHAVIOUR = "behaviour";
    /** Names the cell. */
    public static final String PROPERTY = "tandem.test.cell";

    private CurrentCell() {}

    public static EngineConfig config() {
        String name = System.getProperty(PROPERTY);
        return name == null ? EngineConfig.standard() : Cell.of(name).config();
    }

    public static Engine engine() {
        return Engine.create(config());
    }

    /** For tests of what only machine code does; without guard pages, too. */
    public static Engine nativeEngine() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        assumeTrue(!config().backend().equals("jvm"));
        return Engine.create(config().withBackend(NativeBackend.NAME));
    }
}
