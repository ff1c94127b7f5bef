// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64.emit;

import dev.tandem.optimizing.x64.lir.LirBlock;
import dev.tandem.optimizing.x64.lir.LirInstruction;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Collects where in the code each instruction begins, to show its bytes beside it. */
public class CodeListing {
    /** Collects nothing. */
    public static final CodeListing NONE = new CodeListing() {
        @Override
        void block(int at, LirBlock block) {}

        @Override
        void instruction(int at, LirInstruction instruction) {}

        @Override
        void end(int at) {}
    };

    private final List<Line> lines = new ArrayList<>();

    private record Line(int at, String text) {}

    void block(int at, LirBlock block) {
        lines.add(new Line(at, block + ":"));
    }

    void instruction(int at, LirInstruction instruction) {
        lines.add(new Line(at, "    " + instruction));
    }

    /** What follows belongs to no block: traps, slow paths, constants. */
    void end(int at) {
        lines.add(new Line(at, "out of line:"));
    }

    /** A line an instruction: offset, text, bytes. */
    public String text(byte[] code) {
        HexFormat hex = HexFormat.of();
        StringBuilder text = new StringBuilder();
        if (!lines.isEmpty()) {
            text.append("entry: ").append(hex.formatHex(code, 0, lines.getFirst().at)).append('\n');
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int end = i + 1 < lines.size() ? lines.get(i + 1).at : code.length;
            text.append(hex.toHexDigits(line.at, 5)).append("  ").append(line.text);
            if (end > line.at) {
                text.append("  | ").append(hex.formatHex(code, line.at, end));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
