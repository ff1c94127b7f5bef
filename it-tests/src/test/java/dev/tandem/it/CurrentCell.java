// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.api.Engine;
import dev.tandem.api.EngineConfig;
import dev.tandem.ir.nativex64.NativeBackend;
import java.util.Optional;

/**
 * The backend and tier that behaviour tests run on: the engine's own choice, or the {@link Cell} that the system property
 * {@code tandem.test.cell} names. Behaviour tests are those tagged {@value #BEHAVIOUR}: what they show must hold in every cell.
 */
public final class CurrentCell {
    public static final String BEHAVIOUR = "behaviour";
    /** Names the cell. */
    public static final String PROPERTY = "tandem.test.cell";

    private CurrentCell() {}

    private static Optional<Cell> cell() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Cell::of);
    }

    /** To be varied; what a configuration cannot say of the cell is missing. */
    public static EngineConfig config() {
        return cell().map(Cell::config).orElseGet(EngineConfig::standard);
    }

    public static Engine engine() {
        return cell().map(Cell::engine).orElseGet(Engine::create);
    }

    /** For tests of what only machine code does; without guard pages, too. */
    public static Engine nativeEngine() {
        assumeTrue(NativeBackend.unavailable().isEmpty());
        assumeTrue(!config().backend().equals("jvm"));
        return cell().isPresent() ? engine() : Engine.create(config().withBackend(NativeBackend.NAME));
    }
}
