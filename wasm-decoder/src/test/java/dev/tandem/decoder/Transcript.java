// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.CustomSection;
import dev.tandem.decoder.module.DataSegment;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.Global;
import dev.tandem.decoder.module.Table;
import dev.tandem.decoder.module.WasmModule;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** All that can be heard of a module while and after it is decoded, as text to compare. */
final class Transcript implements ModuleListener {
    private final StringBuilder text = new StringBuilder();

    /** Sizes of the pieces a module is fed in. */
    interface Cut {
        /** @return size of the next piece, at least 1 */
        int next();

        static Cut random(RandomGenerator random) {
            return () -> random.nextInt(8) == 0 ? 1 + random.nextInt(5000) : 1 + random.nextInt(40);
        }
    }

    static String of(byte[] module, DecoderOptions options, Cut cut) {
        Transcript transcript = new Transcript();
        transcript.decode(module, options, cut);
        return transcript.text.toString();
    }

    private void decode(byte[] module, DecoderOptions options, Cut cut) {
        try {
            ModuleDecoder decoder = new ModuleDecoder(options, this);
            for (int at = 0; at < module.length; ) {
                int size = Math.min(cut.next(), module.length - at);
                byte[] piece = Arrays.copyOfRange(module, at, at + size);
                decoder.feed(piece, 0, size);
                Arrays.fill(piece, (byte) 0x55); // the decoder must not look at it any more
                at += size;
            }
            describe(decoder.finish());
        } catch (WasmFormatException e) {
            line(e.kind() + " " + e.offset() + " " + e.getMessage());
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    @Override
    public void codeSectionStarts(WasmModule module, int bodyCount) {
        line("code " + bodyCount + " " + module.exports() + module.functionCount());
    }

    @Override
    public void body(WasmModule module, FunctionBody body) {
        line("body " + text(body));
    }

    @Override
    public void end(WasmModule module) {
        line("end");
    }

    private void describe(WasmModule module) {
        for (int i = 0; i < module.types().size(); i++) {
            line("type " + i + " = " + module.types().canonical(i) + " " + module.types().get(i));
        }
        line("imports " + module.imports());
        line("tables " + module.tables() + " memories " + module.memories() + " globals " + module.globals() + " tags " + module.tags());
        for (Table table : module.definedTables()) {
            line("table " + table.type() + text(table.initializer()));
        }
        for (Global global : module.definedGlobals()) {
            line("global " + global.type() + text(Optional.of(global.initializer())));
        }
        line("exports " + module.exports() + " start " + module.startFunction() + " data count " + module.dataCount());
        for (ElementSegment segment : module.elements()) {
            line("element " + segment.mode() + segment.type() + segment.tableIndex() + text(segment.offset())
                    + Arrays.toString(segment.functions()));
            for (ConstantExpression expression : segment.expressions()) {
                line(text(Optional.of(expression)));
            }
        }
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            line("function " + module.functionTypeIndex(i) + module.hasTailCall(i) + module.isDeclaredReference(i) + text(module.body(i)));
        }
        for (DataSegment segment : module.data()) {
            line("data " + segment.memoryIndex() + text(segment.offset()) + Arrays.hashCode(segment.bytes()));
        }
        for (CustomSection section : module.customSections()) {
            line("custom " + section.name() + " " + section.offset() + " " + Arrays.hashCode(section.bytes()));
        }
        line("features " + module.features() + " code size " + module.codeSize());
    }

    private static String text(FunctionBody body) {
        return body.functionIndex() + " at " + body.offset() + ": "
                + Arrays.hashCode(Arrays.copyOfRange(body.bytes(), body.start(), body.end()));
    }

    private static String text(Optional<ConstantExpression> expression) {
        return expression
                .map(e -> " [" + e.offset() + ": " + HexFormat.of().formatHex(e.bytes()) + "] ")
                .orElse(" - ");
    }
}
