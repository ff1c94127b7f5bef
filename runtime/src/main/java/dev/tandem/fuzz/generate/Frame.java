// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.generate;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import java.util.List;
import java.util.Set;

/**
 * What all bodies of a module see.
 *
 * @param imports type indices of imported functions
 * @param functions type indices of defined functions
 * @param valueTypes the types that locals, parameters and results may have
 */
record Frame(
        Set<Topic> topics,
        Operations operations,
        List<ValueType> valueTypes,
        List<FunctionType> types,
        List<Integer> imports,
        List<Integer> functions,
        List<MemoryType> memories,
        List<TableType> tables,
        List<GlobalType> globals,
        int dataSegments,
        int elementSegments) {

    boolean has(Topic topic) {
        return topics.contains(topic);
    }

    int functionCount() {
        return imports.size() + functions.size();
    }

    int typeOf(int function) {
        return function < imports.size() ? imports.get(function) : functions.get(function - imports.size());
    }

    FunctionType functionType(int function) {
        return types.get(typeOf(function));
    }

    ValueType addressType(int memory) {
        return memories.get(memory).limits().addressType();
    }
}
