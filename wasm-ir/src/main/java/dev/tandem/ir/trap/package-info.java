// SPDX-License-Identifier: Apache-2.0
/** How guest code ends abnormally: {@link dev.tandem.ir.trap.WasmTrap traps}, their codes and the wasm frames they carry. */
@NullMarked
package dev.tandem.ir.trap;

import org.jspecify.annotations.NullMarked;
