// SPDX-License-Identifier: Apache-2.0
package org.example.embedding;

import dev.tandem.api.Engine;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import java.nio.file.Path;

/** Calls the export {@code run: [i32] -> [i32]} of a module, and prints what it returns. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        try (Engine engine = Engine.create();
                Module module = engine.compile(Path.of(args[0]));
                Instance instance = module.instantiate()) {
            Object result = instance.function("run").call(Integer.valueOf(args[1]))[0];
            System.out.println("run(" + args[1] + ") = " + result + " on " + engine.backend().name());
        }
    }
}
