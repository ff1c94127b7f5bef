// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;

/**
 * Hears of a module's parts as they arrive. Called on the thread that feeds the {@link ModuleDecoder}, in the order of the binary.
 */
public interface ModuleListener {
    /** All sections before the code section are decoded and valid; imports, types and function signatures are final. */
    default void codeSectionStarts(WasmModule module, int bodyCount) {}

    /** A body has arrived and validated. */
    default void body(WasmModule module, FunctionBody body) {}

    /** The data section has arrived and is valid: what still follows are custom sections. Not called if there is no data section. */
    default void dataSectionEnds(WasmModule module) {}

    /** The last byte has arrived and the whole module is valid. */
    default void end(WasmModule module) {}
}
