// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.module;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.ValueType;
import java.util.List;

/** Writes a module in the text format, folded. */
public final class ModuleText {
    private final FuzzModule module;
    private final StringBuilder out = new StringBuilder();

    private ModuleText(FuzzModule module) {
        this.module = module;
    }

    public static String print(FuzzModule module) {
        return new ModuleText(module).print();
    }

    private String print() {
        out.append("(module\n");
        for (FunctionType type : module.types()) {
            line(1, "(type (func" + values("param", type.parameters()) + values("result", type.results()) + "))");
        }
        for (int i = 0; i < module.imports().size(); i++) {
            line(1, "(import \"env\" \"f" + i + "\" (func (type " + module.imports().get(i) + ")))");
        }
        for (int i = 0; i < module.tables().size(); i++) {
            String limits = limits(module.tables().get(i).limits());
            line(1, "(table" + export("t", i, module.exportedTables()) + " " + limits + " " + module.tables().get(i).element() + ")");
        }
        for (int i = 0; i < module.memories().size(); i++) {
            line(1, "(memory" + export("m", i, module.exportedMemories()) + " " + limits(module.memories().get(i).limits()) + ")");
        }
        for (int i = 0; i < module.globals().size(); i++) {
            FuzzModule.GlobalDefinition global = module.globals().get(i);
            String type = global.type().mutable() ? "(mut " + global.type().type() + ")" : global.type().type().toString();
            line(1, "(global" + export("g", i, module.exportedGlobals()) + " " + type + " " + inline(global.initial()) + ")");
        }
        segments();
        for (int i = 0; i < module.functions().size(); i++) {
            function(module.imports().size() + i, module.functions().get(i));
        }
        return out.append(")\n").toString();
    }

    private static String export(String kind, int index, List<?> exported) {
        return index < exported.size() ? " (export \"" + kind + index + "\")" : "";
    }

    private void segments() {
        for (FuzzModule.Elements segment : module.elements()) {
            StringBuilder functions = new StringBuilder();
            segment.functions().forEach(function -> functions.append(' ').append(function));
            boolean is64 = !module.tables().isEmpty() && module.tables().getFirst().limits().is64();
            line(1, "(elem" + offset(segment.offset(), is64) + " func" + functions + ")");
        }
        for (FuzzModule.Data segment : module.data()) {
            StringBuilder bytes = new StringBuilder();
            for (int i = 0; i < segment.bytes().length(); i++) {
                int value = segment.bytes().charAt(i) & 0xFF;
                bytes.append('\\').append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
            }
            boolean is64 = !module.memories().isEmpty() && module.memories().getFirst().limits().is64();
            line(1, "(data" + offset(segment.offset(), is64) + " \"" + bytes + "\")");
        }
        line(1, "(elem declare func" + allFunctions() + ")");
    }

    private String allFunctions() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < module.imports().size() + module.functions().size(); i++) {
            all.append(' ').append(i);
        }
        return all.toString();
    }

    private static String offset(long offset, boolean is64) {
        return offset < 0 ? "" : (is64 ? " (i64.const " : " (i32.const ") + offset + ")";
    }

    private void function(int index, FuzzModule.Body body) {
        FunctionType type = module.types().get(body.type());
        line(
                1,
                "(func (;" + index + ";) (export \"f" + index + "\") (type " + body.type() + ")"
                        + values("param", type.parameters()) + values("result", type.results()) + values("local", body.locals()));
        statements(2, body.code());
        line(1, ")");
    }

    private void statements(int depth, List<Code> statements) {
        for (Code statement : statements) {
            write(depth, statement);
        }
    }

    private void write(int depth, Code code) {
        String single = inline(code);
        boolean structured = !code.body().isEmpty() || !code.otherwise().isEmpty();
        if (!structured && single.length() < 110) {
            line(depth, single);
            return;
        }
        line(depth, "(" + head(code));
        for (Code operand : code.operands()) {
            write(depth + 1, operand);
        }
        if (code.op() == Opcode.IF) {
            line(depth + 1, "(then");
            statements(depth + 2, code.body());
            line(depth + 1, ")");
            if (!code.otherwise().isEmpty()) {
                line(depth + 1, "(else");
                statements(depth + 2, code.otherwise());
                line(depth + 1, ")");
            }
        } else {
            statements(depth + 1, code.body());
        }
        line(depth, ")");
    }

    private String inline(Code code) {
        StringBuilder text = new StringBuilder("(").append(head(code));
        code.operands().forEach(operand -> text.append(' ').append(inline(operand)));
        if (code.op() == Opcode.IF) {
            text.append(" (then").append(inline(code.body())).append(')');
            text.append(code.otherwise().isEmpty() ? "" : " (else" + inline(code.otherwise()) + ")");
        } else {
            text.append(inline(code.body()));
        }
        return text.append(')').toString();
    }

    private String inline(List<Code> statements) {
        StringBuilder text = new StringBuilder();
        statements.forEach(statement -> text.append(' ').append(inline(statement)));
        return text.toString();
    }

    private static String head(Code code) {
        StringBuilder text = new StringBuilder(code.op().mnemonic());
        switch (code.op().immediates()) {
            case BLOCK_TYPE -> text.append(values("result", code.results()));
            case F32 -> text.append(' ').append(decimal(Float.intBitsToFloat((int) code.immediate(0)), code.immediate(0), 23));
            case F64 -> text.append(' ').append(decimal(Double.longBitsToDouble(code.immediate(0)), code.immediate(0), 52));
            case V128 -> text.append(" i64x2 ").append(code.immediate(0)).append(' ').append(code.immediate(1));
            case LANES -> {
                for (int i = 0; i < 16; i++) {
                    text.append(' ').append((code.immediate(i / 8) >>> (8 * (i % 8))) & 0xFF);
                }
            }
            case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE -> {
                text.append(code.immediate(1) == 0 ? "" : " " + code.immediate(1));
                text.append(" offset=").append(Long.toUnsignedString(code.immediate(2)));
                text.append(" align=").append(1L << code.immediate(0));
                text.append(code.immediateCount() == 4 ? " " + code.immediate(3) : "");
            }
            case TYPE -> text.append(' ').append(code.immediate(0));
            case TYPE_TABLE -> text.append(' ').append(code.immediate(1)).append(" (type ").append(code.immediate(0)).append(')');
            case ELEM_TABLE, DATA_MEMORY -> text.append(' ').append(code.immediate(1)).append(' ').append(code.immediate(0));
            case VALUE_TYPES -> text.append(" (result ").append(ValueType.of((int) code.immediate(0))).append(')');
            case HEAP_TYPE -> text.append(' ').append(HeapType.name((int) code.immediate(0)));
            default -> {
                for (int i = 0; i < code.immediateCount(); i++) {
                    text.append(' ').append(code.immediate(i));
                }
            }
        }
        return text.toString();
    }

    /** A float that reads back as the same bits. */
    private static String decimal(double value, long bits, int fraction) {
        if (!Double.isNaN(value)) {
            String text = fraction == 23 ? Float.toString((float) value) : Double.toString(value);
            return text.replace("Infinity", "inf");
        }
        boolean negative = fraction == 23 ? (int) bits < 0 : bits < 0;
        return (negative ? "-" : "") + "nan:0x" + Long.toHexString(bits & ((1L << fraction) - 1));
    }

    private static String values(String keyword, List<ValueType> types) {
        if (types.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (").append(keyword);
        types.forEach(type -> text.append(' ').append(type));
        return text.append(')').toString();
    }

    private static String limits(Limits limits) {
        return (limits.is64() ? "i64 " : "") + limits.minimum() + (limits.hasMaximum() ? " " + limits.maximum() : "");
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
