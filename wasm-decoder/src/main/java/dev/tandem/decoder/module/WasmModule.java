// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.module;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.TagType;
import dev.tandem.decoder.type.TypeSection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A decoded module: everything in it but validated code, which {@link #body} gives.
 *
 * <p>All indices count imports first, as in the specification. While a module is still arriving this is filled section by section;
 * what precedes the section being decoded is final and may be read by any thread that was told of it. Index spaces answer for what
 * has arrived: inside the global section {@link #globals} holds the globals before the one being decoded.
 */
public interface WasmModule {
    TypeSection types();

    List<Import> imports();

    List<Export> exports();

    int importedFunctionCount();

    /** Number of functions, imported ones included. */
    int functionCount();

    /** Canonical index of the type of the function with that index. */
    int functionTypeIndex(int functionIndex);

    default FunctionType functionType(int functionIndex) {
        return types().function(functionTypeIndex(functionIndex));
    }

    int importedTableCount();

    /** Types of all tables, imported ones first. */
    List<TableType> tables();

    /** The tables that the module defines. */
    List<Table> definedTables();

    int importedMemoryCount();

    /** Types of all memories, imported ones first. */
    List<MemoryType> memories();

    int importedGlobalCount();

    /** Types of all globals, imported ones first. */
    List<GlobalType> globals();

    /** The globals that the module defines. */
    List<Global> definedGlobals();

    int importedTagCount();

    /** Types of all tags, imported ones first. */
    List<TagType> tags();

    /** Whether {@code ref.func} may name the function in bodies: its index occurs in an export, an element segment or a constant expression. */
    boolean isDeclaredReference(int functionIndex);

    /** What the data count section says; empty if there is none. */
    OptionalInt dataCount();

    /**
     * What the {@code metadata.code.branch_hint} section says of an instruction.
     *
     * @param offset byte offset of the instruction, relative to {@linkplain FunctionBody#offset() the body's}
     */
    BranchHint branchHint(int functionIndex, int offset);

    /** Index of the start function. */
    OptionalInt startFunction();

    List<ElementSegment> elements();

    List<DataSegment> data();

    /** Whether the module defines that function and its body has arrived and validated. */
    boolean hasBody(int functionIndex);

    /** The body of a function that the module defines, which must {@linkplain #hasBody have arrived}. */
    FunctionBody body(int functionIndex);

    /** Whether the function with that index contains a {@code return_call}, {@code return_call_indirect} or {@code return_call_ref}. */
    boolean hasTailCall(int functionIndex);

    /** What never changes in instances of the module, as far as it has arrived. */
    ModuleFacts facts();

    NameSection names();

    List<CustomSection> customSections();

    /** Size of the code section's content in bytes. */
    int codeSize();

    /** The features beyond WebAssembly 1.0 that the module was seen to use so far. */
    Set<Feature> features();
}
