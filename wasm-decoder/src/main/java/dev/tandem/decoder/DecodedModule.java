// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.BranchHint;
import dev.tandem.decoder.module.CustomSection;
import dev.tandem.decoder.module.DataSegment;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.Global;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.ModuleFacts;
import dev.tandem.decoder.module.NameSection;
import dev.tandem.decoder.module.Table;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.TagType;
import dev.tandem.decoder.type.TypeSection;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The module being decoded, filled by the section decoders of this package.
 *
 * <p>Nothing is written to a part once its section has ended, so a thread that hears of the module through a safe hand-over after that
 * may read the part without locks.
 */
final class DecodedModule implements WasmModule, IntConsumer {
    private final FeatureUse features;
    private final TypeTable types;
    private final Entries<Import> imports = new Entries<>();
    private final Entries<Export> exports = new Entries<>();
    private final Entries<TableType> tables = new Entries<>();
    private final Entries<Table> definedTables = new Entries<>();
    private final Entries<MemoryType> memories = new Entries<>();
    private final Entries<GlobalType> globals = new Entries<>();
    private final Entries<Global> definedGlobals = new Entries<>();
    private final Entries<TagType> tags = new Entries<>();
    private final Entries<ElementSegment> elements = new Entries<>();
    private final Entries<DataSegment> data = new Entries<>();
    private final Entries<CustomSection> customSections = new Entries<>();
    private final BitSet declaredReferences = new BitSet();

    private int[] functionTypes = new int[0];
    private int functionCount;
    private int importedFunctionCount;
    private int importedTableCount;
    private int importedMemoryCount;
    private int importedGlobalCount;
    private int importedTagCount;
    private OptionalInt startFunction = OptionalInt.empty();
    private OptionalInt dataCount = OptionalInt.empty();
    private BranchHints branchHints = BranchHints.NONE;
    /** Asked for by backtraces of code that runs before the section, mostly the last one, has arrived. */
    private volatile LazyNames names = LazyNames.NONE;
    private CodeStore code = CodeStore.EMPTY;
    private int codeSize;
    private ModuleFacts facts = ModuleFacts.NONE;

    DecodedModule(TypeTable types, FeatureUse features) {
        this.types = types;
        this.features = features;
    }

    // Filling

    void add(Import entry) {
        imports.append(entry);
        Import.Descriptor descriptor = entry.descriptor(); // no pattern switch: costs milliseconds in a cold JVM
        if (descriptor instanceof Import.Function function) {
            addFunction(function.typeIndex());
            importedFunctionCount++;
        } else if (descriptor instanceof Import.Table table) {
            tables.append(table.type());
            importedTableCount++;
        } else if (descriptor instanceof Import.Memory memory) {
            memories.append(memory.type());
            importedMemoryCount++;
        } else if (descriptor instanceof Import.Global global) {
            globals.append(global.type());
            importedGlobalCount++;
        } else if (descriptor instanceof Import.Tag tag) {
            tags.append(tag.type());
            importedTagCount++;
        }
    }

    void addFunction(int typeIndex) {
        functionTypes = Growth.room(functionTypes, functionCount);
        functionTypes[functionCount++] = typeIndex;
    }

    void add(Table table) {
        tables.append(table.type());
        definedTables.append(table);
    }

    void add(MemoryType memory) {
        memories.append(memory);
    }

    void add(Global global) {
        globals.append(global.type());
        definedGlobals.append(global);
    }

    void add(TagType tag) {
        tags.append(tag);
    }

    void add(Export export) {
        exports.append(export);
    }

    void add(ElementSegment segment) {
        elements.append(segment);
    }

    void add(DataSegment segment) {
        data.append(segment);
    }

    void add(CustomSection section) {
        customSections.append(section);
    }

    /** Declares a reference to the function. */
    @Override
    public void accept(int functionIndex) {
        declareReference(functionIndex);
    }

    void declareReference(int functionIndex) {
        declaredReferences.set(functionIndex);
    }

    void startFunction(int functionIndex) {
        startFunction = OptionalInt.of(functionIndex);
    }

    void dataCount(int count) {
        dataCount = OptionalInt.of(count);
    }

    void branchHints(BranchHints hints) {
        branchHints = hints;
    }

    /** Whether a name section was seen: only the first counts. */
    boolean hasNames() {
        return !names.isEmpty();
    }

    void names(LazyNames section) {
        names = section;
    }

    void code(CodeStore store, int size, ModuleFacts known) {
        code = store;
        facts = known;
        codeSize = size;
    }

    /** Gives back what the lists have reserved. */
    void trim() {
        if (functionTypes.length > functionCount) {
            functionTypes = Arrays.copyOf(functionTypes, functionCount);
        }
        imports.trim();
        exports.trim();
        tables.trim();
        definedTables.trim();
        globals.trim();
        definedGlobals.trim();
        elements.trim();
    }

    // Reading

    @Override
    public TypeSection types() {
        return types;
    }

    @Override
    public List<Import> imports() {
        return imports;
    }

    @Override
    public List<Export> exports() {
        return exports;
    }

    @Override
    public int importedFunctionCount() {
        return importedFunctionCount;
    }

    @Override
    public int functionCount() {
        return functionCount;
    }

    @Override
    public int functionTypeIndex(int functionIndex) {
        return functionTypes[functionIndex];
    }

    @Override
    public int importedTableCount() {
        return importedTableCount;
    }

    @Override
    public List<TableType> tables() {
        return tables;
    }

    @Override
    public List<Table> definedTables() {
        return definedTables;
    }

    @Override
    public int importedMemoryCount() {
        return importedMemoryCount;
    }

    @Override
    public List<MemoryType> memories() {
        return memories;
    }

    @Override
    public int importedGlobalCount() {
        return importedGlobalCount;
    }

    @Override
    public List<GlobalType> globals() {
        return globals;
    }

    @Override
    public List<Global> definedGlobals() {
        return definedGlobals;
    }

    @Override
    public int importedTagCount() {
        return importedTagCount;
    }

    @Override
    public List<TagType> tags() {
        return tags;
    }

    @Override
    public OptionalInt startFunction() {
        return startFunction;
    }

    @Override
    public List<ElementSegment> elements() {
        return elements;
    }

    @Override
    public List<DataSegment> data() {
        return data;
    }

    @Override
    public OptionalInt dataCount() {
        return dataCount;
    }

    @Override
    public boolean isDeclaredReference(int functionIndex) {
        return declaredReferences.get(functionIndex);
    }

    @Override
    public BranchHint branchHint(int functionIndex, int offset) {
        return branchHints.get(functionIndex, offset);
    }

    @Override
    public FunctionBody body(int functionIndex) {
        return code.get(functionIndex);
    }

    @Override
    public boolean hasBody(int functionIndex) {
        return code.has(functionIndex);
    }

    @Override
    public boolean hasTailCall(int functionIndex) {
        return code.hasTailCall(functionIndex);
    }

    @Override
    public ModuleFacts facts() {
        return facts;
    }

    @Override
    public NameSection names() {
        return names;
    }

    @Override
    public List<CustomSection> customSections() {
        return customSections;
    }

    @Override
    public int codeSize() {
        return codeSize;
    }

    @Override
    public Set<Feature> features() {
        return features.used();
    }
}
