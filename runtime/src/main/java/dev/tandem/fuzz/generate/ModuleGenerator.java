// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.module.Code;
import dev.tandem.fuzz.module.FuzzModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a module from a seed: the same seed and topics, the same module. */
public final class ModuleGenerator {
    /** Signatures of the host functions: what they are given is recorded, what they return depends on it. */
    public static final List<FunctionType> HOST = List.of(
            new FunctionType(List.of(ValueType.I32), List.of()),
            new FunctionType(List.of(ValueType.I64), List.of(ValueType.I64)),
            new FunctionType(List.of(ValueType.F32, ValueType.F64), List.of(ValueType.I32)),
            // Calls back: the first exported function of this type.
            new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32)));

    /** How many modules of a hundred keep what they define to themselves. */
    private static final int CLOSED = 30;

    private final Draw draw;
    private final Set<Topic> topics;

    private ModuleGenerator(long seed, Set<Topic> allowed) {
        draw = new Draw(seed);
        topics = Topic.draw(draw, allowed);
    }

    /** @param allowed what the module may be about */
    public static FuzzModule generate(long seed, Set<Topic> allowed) {
        return new ModuleGenerator(seed, allowed).generate();
    }

    private FuzzModule generate() {
        List<ValueType> valueTypes = valueTypes();
        List<FunctionType> types = new ArrayList<>(HOST);
        List<Integer> imports = new ArrayList<>();
        for (int i = 0; i < HOST.size(); i++) {
            imports.add(i);
        }
        for (int i = draw.between(1, 5); i > 0; i--) {
            types.add(signature(valueTypes));
        }
        List<Integer> functions = new ArrayList<>();
        functions.add(HOST.size() - 1);
        for (int i = draw.between(1, 6); i > 0; i--) {
            functions.add(draw.between(HOST.size(), types.size() - 1));
        }
        List<MemoryType> memories = memories();
        List<TableType> tables = topics.contains(Topic.TABLES) || topics.contains(Topic.INDIRECT_CALLS)
                ? List.of(new TableType(ValueType.FUNCREF, new Limits(draw.between(4, 12), 40, false)))
                : List.of();
        List<FuzzModule.GlobalDefinition> globals = globals(valueTypes);
        List<FuzzModule.Data> data = memories.isEmpty() ? List.of() : data();
        List<FuzzModule.Elements> elements = tables.isEmpty() ? List.of() : elements(imports.size() + functions.size());
        Frame frame = new Frame(
                topics,
                new Operations(topics),
                valueTypes,
                types,
                imports,
                functions,
                memories,
                tables,
                globals.stream().map(FuzzModule.GlobalDefinition::type).toList(),
                data.size(),
                elements.size());
        List<FuzzModule.Body> bodies = new ArrayList<>();
        for (int type : functions) {
            bodies.add(body(frame, type));
        }
        return new FuzzModule(List.copyOf(types), imports, bodies, memories, tables, globals, data, elements, draw.chance(CLOSED));
    }

    private List<ValueType> valueTypes() {
        List<ValueType> types = new ArrayList<>(List.of(ValueType.I32, ValueType.I32, ValueType.I64));
        if (topics.contains(Topic.FLOATS)) {
            types.addAll(List.of(ValueType.F32, ValueType.F64));
        }
        if (topics.contains(Topic.VECTORS)) {
            types.addAll(List.of(ValueType.V128, ValueType.V128));
        }
        if (topics.contains(Topic.REFERENCES)) {
            types.addAll(List.of(ValueType.FUNCREF, ValueType.EXTERNREF));
        }
        return types;
    }

    private FunctionType signature(List<ValueType> valueTypes) {
        int most = draw.chance(10) ? 12 : 4;
        int results = topics.contains(Topic.MULTI_VALUE) ? draw.below(draw.chance(10) ? 7 : 4) : draw.below(2);
        return new FunctionType(some(valueTypes, draw.below(most + 1)), some(valueTypes, results));
    }

    private List<ValueType> some(List<ValueType> valueTypes, int count) {
        List<ValueType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(draw.pick(valueTypes));
        }
        return types;
    }

    private List<MemoryType> memories() {
        List<MemoryType> memories = new ArrayList<>();
        if (topics.contains(Topic.MEMORY)) {
            for (int i = topics.contains(Topic.MANY_MEMORIES) ? draw.between(2, 3) : 1; i > 0; i--) {
                boolean is64 = topics.contains(Topic.MEMORY64) && draw.chance(70);
                memories.add(new MemoryType(new Limits(draw.between(1, 2), draw.between(2, 4), is64), false));
            }
        }
        return memories;
    }

    private List<FuzzModule.GlobalDefinition> globals(List<ValueType> valueTypes) {
        List<FuzzModule.GlobalDefinition> globals = new ArrayList<>();
        globals.add(new FuzzModule.GlobalDefinition(new GlobalType(ValueType.I32, true), Constants.i32(0)));
        for (int i = draw.below(6); i > 0; i--) {
            ValueType type = draw.pick(valueTypes);
            globals.add(new FuzzModule.GlobalDefinition(new GlobalType(type, draw.chance(80)), Constants.constant(type, draw)));
        }
        return globals;
    }

    private List<FuzzModule.Data> data() {
        List<FuzzModule.Data> data = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) {
            StringBuilder bytes = new StringBuilder();
            for (int k = draw.below(48); k > 0; k--) {
                bytes.append((char) draw.below(256));
            }
            data.add(new FuzzModule.Data(bytes.toString(), draw.chance(60) ? draw.below(512) : -1));
        }
        return data;
    }

    private List<FuzzModule.Elements> elements(int functionCount) {
        List<FuzzModule.Elements> elements = new ArrayList<>();
        for (int i = draw.between(1, 3); i > 0; i--) {
            List<Integer> functions = new ArrayList<>();
            for (int k = draw.between(1, 4); k > 0; k--) {
                functions.add(draw.below(functionCount));
            }
            elements.add(new FuzzModule.Elements(functions, elements.isEmpty() || draw.chance(50) ? 0 : -1));
        }
        return elements;
    }

    private FuzzModule.Body body(Frame frame, int typeIndex) {
        FunctionType type = frame.types().get(typeIndex);
        Scope scope = new Scope(type, draw.between(20, draw.chance(10) ? 1500 : 200));
        for (int i = draw.below(8); i > 0; i--) {
            scope.newLocal(draw.pick(frame.valueTypes()));
        }
        Statements statements = new Statements(frame, draw);
        List<Code> code = new ArrayList<>(statements.burn());
        code.addAll(statements.list(scope, 8, 0));
        if (frame.has(Topic.TAIL_CALLS) && draw.chance(20)) {
            statements.expressions().calls().tail(scope, 0).ifPresent(code::add);
        }
        code.addAll(statements.expressions().all(scope, type.results(), 0));
        return new FuzzModule.Body(typeIndex, scope.extraLocals(), code);
    }
}
