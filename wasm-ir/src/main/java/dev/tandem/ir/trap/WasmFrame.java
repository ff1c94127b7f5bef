// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.trap;

/**
 * One activation in a wasm backtrace.
 *
 * @param module name of the module, empty if it has none
 * @param functionIndex index of the function in its module, imports first
 * @param functionName name from the name section or an export, empty if it has none
 * @param offset byte offset in the module of the instruction, or -1 where it is not known
 */
public record WasmFrame(String module, int functionIndex, String functionName, long offset) {
    /** As engines usually print it: {@code module!name@0x1f}. */
    @Override
    public String toString() {
        String name = functionName.isEmpty() ? "func[" + functionIndex + "]" : functionName;
        String place = offset < 0 ? "" : "@0x" + Long.toHexString(offset);
        return module.isEmpty() ? name + place : module + "!" + name + place;
    }
}
