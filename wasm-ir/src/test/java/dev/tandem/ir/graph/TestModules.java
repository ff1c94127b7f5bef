// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;

/** Modules for graphs that are made by hand. */
public final class TestModules {
    private TestModules() {}

    /** Function 0 of type (i32, i32) to i32 with nothing in it, a memory, three mutable i32 globals of which two are imported. */
    public static WasmModule small() {
        byte[] bytes = {
            0, 'a', 's', 'm', 1, 0, 0, 0,
            1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f,
            2, 15, 2, 1, 'm', 1, 'a', 3, 0x7f, 1, 1, 'm', 1, 'b', 3, 0x7f, 1,
            3, 2, 1, 0,
            5, 3, 1, 0, 1,
            6, 6, 1, 0x7f, 1, 0x41, 0, 0x0b,
            10, 6, 1, 4, 0, 0x41, 0, 0x0b
        };
        return ModuleDecoder.decode(bytes, DecoderOptions.all());
    }
}
