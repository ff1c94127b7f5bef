// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.module;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A module around its bodies. All that it defines is exported, unless it is closed: functions as {@code f0}, memories as {@code m0}, tables as {@code t0},
 * globals as {@code g0} and so on, numbered as in their index spaces. Immutable.
 *
 * @param imports type indices of the host functions it imports, as {@code env.f0} and so on
 * @param closed whether of memories, tables and globals only the first global is exported, so that what the code does not change never changes
 */
public record FuzzModule(
        List<FunctionType> types,
        List<Integer> imports,
        List<Body> functions,
        List<MemoryType> memories,
        List<TableType> tables,
        List<GlobalDefinition> globals,
        List<Data> data,
        List<Elements> elements,
        boolean closed) {

    /**
     * A function.
     *
     * @param locals those beyond the parameters
     */
    public record Body(int type, List<ValueType> locals, List<Code> code) {
        /** The same with other code. */
        public Body withCode(List<Code> other) {
            return new Body(type, locals, List.copyOf(other));
        }
    }

    /**
     * A global.
     *
     * @param initial a constant expression
     */
    public record GlobalDefinition(GlobalType type, Code initial) {}

    /**
     * A data segment.
     *
     * @param offset its place in memory 0, or -1 for a passive one
     */
    public record Data(String bytes, long offset) {}

    /**
     * Functions for tables.
     *
     * @param offset place in table 0, or -1 for a passive segment
     */
    public record Elements(List<Integer> functions, long offset) {}

    /** The type of function {@code index}, imports counted first. */
    public FunctionType functionType(int index) {
        int type = index < imports.size() ? imports.get(index) : functions.get(index - imports.size()).type();
        return types.get(type);
    }

    /** The same with another body for defined function {@code index}. */
    public FuzzModule withCode(int index, List<Code> code) {
        List<Body> changed = new ArrayList<>(functions);
        changed.set(index, functions.get(index).withCode(code));
        return new FuzzModule(types, imports, changed, memories, tables, globals, data, elements, closed);
    }

    /** The same with other segments. */
    public FuzzModule withSegments(List<Data> otherData, List<Elements> otherElements) {
        return new FuzzModule(types, imports, functions, memories, tables, globals, otherData, otherElements, closed);
    }

    /** The globals that are exported, the first ones. */
    public List<GlobalDefinition> exportedGlobals() {
        return closed ? globals.subList(0, 1) : globals;
    }

    /** The memories that are exported. */
    public List<MemoryType> exportedMemories() {
        return closed ? List.of() : memories;
    }

    /** The tables that are exported. */
    public List<TableType> exportedTables() {
        return closed ? List.of() : tables;
    }

    /** How many instructions it has. */
    public int size() {
        int size = 0;
        for (Body body : functions) {
            for (Code statement : body.code()) {
                size += statement.size();
            }
        }
        return size;
    }
}
