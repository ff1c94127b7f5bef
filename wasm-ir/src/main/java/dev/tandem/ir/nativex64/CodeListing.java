// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.x64.Relocation;
import java.util.HexFormat;
import java.util.List;

/**
 * Machine code as text: where in the code, where in the module, the bytes. One line an instruction of the body, more if its code is long or in
 * several places; relocations below the bytes they are in. Any disassembler can take the bytes column.
 */
public final class CodeListing {
    private static final int BYTES_PER_LINE = 16;
    private static final String[] SYMBOL_KINDS = {
        "slot of function", "budget of function", "builtin", "trap", "feedback", "budget spent", "find target", "guards missed"
    };

    private CodeListing() {}

    /** @param positions where in the code that of which offset in the body begins; before the first is the prologue */
    public static String of(WasmModule module, FunctionBody body, NativeArtifact artifact, CodePositions positions) {
        StringBuilder text = new StringBuilder();
        int index = artifact.functionIndex();
        text.append("function ").append(index);
        module.names().functionName(index).ifPresent(name -> text.append(" '").append(name).append('\''));
        text.append(", ").append(artifact.tier()).append(": ").append(body.size()).append(" bytes to ");
        text.append(artifact.code().length).append('\n');
        int from = 0;
        long wasm = body.offset();
        for (CodePositions.Cursor next = positions.cursor(); next.next(); ) {
            lines(text, artifact, from, next.codeOffset(), wasm);
            from = next.codeOffset();
            wasm = body.offset() + (long) next.wasmOffset();
        }
        lines(text, artifact, from, artifact.size(), wasm);
        return text.toString();
    }

    private static void lines(StringBuilder text, NativeArtifact artifact, int from, int to, long wasm) {
        HexFormat hex = HexFormat.of();
        for (int at = from; at < to; at += BYTES_PER_LINE) {
            int end = Math.min(to, at + BYTES_PER_LINE);
            text.append("  ").append(hex.toHexDigits(at, 5));
            text.append(at == from ? "  0x" + hex.toHexDigits(wasm, 7) : "           ");
            text.append("  ").append(HexFormat.ofDelimiter(" ").formatHex(artifact.code(), at, end)).append('\n');
            relocations(text, artifact.relocations(), at, end);
        }
    }

    private static void relocations(StringBuilder text, List<Relocation> relocations, int from, int to) {
        for (Relocation relocation : relocations) {
            if (relocation.position() >= from && relocation.position() < to) {
                int kind = Symbol.kind(relocation.symbol());
                text.append("                    ^ ").append(HexFormat.of().toHexDigits(relocation.position(), 5)).append(": ");
                text.append(kind < SYMBOL_KINDS.length ? SYMBOL_KINDS[kind] : "symbol " + kind);
                text.append(' ').append(name(kind, Symbol.index(relocation.symbol()))).append('\n');
            }
        }
    }

    private static String name(int kind, int index) {
        return switch (kind) {
            case Symbol.BUILTIN -> Builtin.values()[index].name();
            case Symbol.TRAP -> dev.tandem.ir.trap.TrapCode.values()[index].name();
            default -> Integer.toString(index);
        };
    }
}
