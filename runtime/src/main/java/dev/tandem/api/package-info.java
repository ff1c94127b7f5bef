// SPDX-License-Identifier: Apache-2.0
/**
 * The engine for programs that embed it.
 *
 * <p>{@link dev.tandem.api.Engine} compiles bytes to a {@link dev.tandem.api.Module}, which is instantiated with
 * {@link dev.tandem.api.Imports} to an {@link dev.tandem.api.Instance}, whose exports are called:
 *
 * {@snippet :
 * try (Engine engine = Engine.create();
 *         Module module = engine.compile(Path.of("add.wasm"));
 *         Instance instance = module.instantiate()) {
 *     interface Calculator {
 *         int add(int a, int b);
 *     }
 *     int sum = instance.as(Calculator.class).add(1, 2);
 * }
 * }
 *
 * Engines and modules are thread-safe, instances are used by one thread at a time. A guest fault is a
 * {@link dev.tandem.ir.trap.WasmTrap}, a bad module a {@link dev.tandem.decoder.WasmFormatException}, all else a
 * {@link dev.tandem.api.WasmException}. Interfaces here are implemented by the engine alone, unless they say otherwise.
 */
@NullMarked
package dev.tandem.api;

import org.jspecify.annotations.NullMarked;
