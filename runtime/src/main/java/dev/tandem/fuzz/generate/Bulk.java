// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.body.Opcode;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import java.util.List;

/** Makes instructions that work on stretches of memories and tables, or change tables. */
final class Bulk {
    private final Frame frame;
    private final Draw draw;
    private final Expressions expressions;

    Bulk(Frame frame, Draw draw, Expressions expressions) {
        this.frame = frame;
        this.draw = draw;
        this.expressions = expressions;
    }

    /** Nothing if the module has nothing to work on. */
    List<Code> statement(Scope scope, int depth) {
        if (frame.has(Topic.BULK) && !frame.memories().isEmpty() && draw.chance(60)) {
            return List.of(memory(scope, depth + 1));
        }
        return frame.tables().isEmpty() ? List.of() : List.of(table(scope, depth + 1));
    }

    private Code memory(Scope scope, int depth) {
        int memory = draw.below(frame.memories().size());
        ValueType type = frame.addressType(memory);
        Code to = expressions.addresses().address(scope, memory, depth);
        switch (draw.below(4)) {
            case 0 -> {
                Code value = expressions.of(scope, ValueType.I32, depth);
                return Code.effect(Opcode.MEMORY_FILL, List.of(to, value, length(scope, type, depth)), memory);
            }
            case 1 -> {
                int source = draw.below(frame.memories().size());
                ValueType both = type == ValueType.I64 && frame.addressType(source) == ValueType.I64 ? ValueType.I64 : ValueType.I32;
                Code from = expressions.addresses().address(scope, source, depth);
                return Code.effect(Opcode.MEMORY_COPY, List.of(to, from, length(scope, both, depth)), memory, source);
            }
            case 2 -> {
                if (frame.dataSegments() > 0) {
                    Code from = Constants.i32(draw.below(draw.chance(80) ? 8 : 64));
                    Code length = Constants.i32(draw.below(draw.chance(80) ? 8 : 64));
                    return Code.effect(Opcode.MEMORY_INIT, List.of(to, from, length), draw.below(frame.dataSegments()), memory);
                }
            }
            default -> {
                if (frame.dataSegments() > 0 && draw.chance(30)) {
                    return Code.effect(Opcode.DATA_DROP, List.of(), draw.below(frame.dataSegments()));
                }
            }
        }
        return Code.effect(Opcode.MEMORY_FILL, List.of(to, Constants.i32(draw.anyInt()), Constants.address(type, draw.below(64))), memory);
    }

    private Code length(Scope scope, ValueType type, int depth) {
        if (draw.chance(80)) {
            return Constants.address(type, draw.chance(80) ? draw.below(40) : draw.below(5000));
        }
        Code any = expressions.of(scope, type, depth);
        return Code.value(
                type == ValueType.I64 ? Opcode.I64_AND : Opcode.I32_AND, type, List.of(any, Constants.address(type, 0xFFF)));
    }

    private Code table(Scope scope, int depth) {
        Code index = expressions.tableIndex(scope, depth);
        int choice = draw.below(7);
        if (choice == 0 || !frame.has(Topic.TABLES)) {
            return Code.effect(Opcode.TABLE_SET, List.of(index, function(scope, depth)), 0);
        }
        Code few = Constants.i32(draw.below(draw.chance(90) ? 4 : 30));
        Code other = expressions.tableIndex(scope, depth);
        return switch (choice) {
            case 1 -> Code.effect(Opcode.TABLE_FILL, List.of(index, function(scope, depth), few), 0);
            case 2 -> Code.effect(Opcode.TABLE_COPY, List.of(index, other, few), 0, 0);
            case 3, 4 -> frame.elementSegments() > 0
                    ? Code.effect(Opcode.TABLE_INIT, List.of(index, Constants.i32(draw.below(4)), few), draw.below(frame.elementSegments()), 0)
                    : Code.effect(Opcode.DROP, List.of(other));
            case 5 -> frame.elementSegments() > 0
                    ? Code.effect(Opcode.ELEM_DROP, List.of(), draw.below(frame.elementSegments()))
                    : Code.effect(Opcode.DROP, List.of(other));
            default -> Code.effect(
                    Opcode.DROP, List.of(Code.value(Opcode.TABLE_GROW, ValueType.I32, List.of(function(scope, depth), few), 0)));
        };
    }

    private Code function(Scope scope, int depth) {
        return draw.chance(80)
                ? Code.value(Opcode.REF_FUNC, ValueType.FUNCREF, List.of(), draw.below(frame.functionCount()))
                : expressions.of(scope, ValueType.FUNCREF, depth);
    }
}
