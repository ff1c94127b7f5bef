// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.bench;

import dev.tandem.cli.BadInputException;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.WasmModule;
import java.util.ArrayList;
import java.util.List;

/** Finds defined functions by what people call them. */
final class Functions {
    private Functions() {}

    /**
     * @param name an index, a name from the name section or the exports, or {@code *} for all
     * @throws BadInputException if there is none
     */
    static List<Integer> named(WasmModule module, String name) {
        List<Integer> found = new ArrayList<>();
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            if (name.equals("*")
                    || name.equals(Integer.toString(i))
                    || name.equals(module.names().functionName(i).orElse(null))
                    || isExported(module, i, name)) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            throw new BadInputException("--dump: the module defines no function " + name);
        }
        return found;
    }

    private static boolean isExported(WasmModule module, int index, String name) {
        for (Export export : module.exports()) {
            if (export.kind() == ExternalKind.FUNCTION && export.index() == index && export.name().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
