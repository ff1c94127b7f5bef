// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.BackendChoice;
import dev.tandem.api.CallException;
import dev.tandem.api.ClosedException;
import dev.tandem.api.ExportDescription;
import dev.tandem.api.ExternType;
import dev.tandem.api.ImportDescription;
import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.InstanceOptions;
import dev.tandem.api.Module;
import dev.tandem.decoder.module.CustomSection;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CodeSymbol;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.type.RegisteredTypes;
import dev.tandem.manager.CompilationStatistics;
import dev.tandem.manager.tiering.ModuleTiers;
import dev.tandem.manager.tiering.TierManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled module. */
final class ModuleImpl implements Module {
    private final EngineImpl engine;
    private final WasmModule definition;
    private final RegisteredTypes types;
    private final TierManager manager;
    private final ModuleTiers tiers;
    private final Backend backend;
    private final BackendChoice choice;
    private final ModuleCode code;
    private volatile boolean closed;

    ModuleImpl(EngineImpl engine, WasmModule definition) {
        this(engine, definition, null);
    }

    /** @param arriving where to wait for bodies that are not here yet */
    ModuleImpl(EngineImpl engine, WasmModule definition, @Nullable BodyGate arriving) {
        this.engine = engine;
        this.definition = definition;
        CodeGenerator chosen = engine.generator();
        BackendChoice choice = engine.backend();
        ModuleTiers managed;
        try {
            managed = chosen.tiers().manage(definition);
        } catch (CompilationException refusal) {
            chosen = engine.otherGenerator().orElseThrow(() -> refusal);
            choice = new BackendChoice(chosen.backend().name(), "auto: " + refusal.getMessage());
            try {
                managed = chosen.tiers().manage(definition);
            } catch (CompilationException second) {
                refusal.addSuppressed(second);
                throw refusal;
            }
        }
        this.tiers = managed;
        this.manager = chosen.tiers();
        this.backend = chosen.backend();
        this.choice = choice;
        this.types = engine.registry().register(definition.types());
        FunctionCompiler compiler = arriving == null ? tiers : new WaitingCompiler(tiers, arriving);
        this.code = backend.newModuleCode(definition, types, compiler);
        tiers.attach(code);
    }

    /** Compiles functions when their bodies have arrived. */
    record WaitingCompiler(ModuleTiers tiers, BodyGate bodies) implements FunctionCompiler {
        @Override
        public boolean isReady(int functionIndex) {
            return bodies.has(functionIndex);
        }

        @Override
        public void await(int functionIndex) {
            bodies.await(functionIndex);
        }

        @Override
        public CodeArtifact compile(int functionIndex) {
            return tiers.compile(functionIndex);
        }

        @Override
        public int budgetSpent(int functionIndex) {
            return tiers.budgetSpent(functionIndex);
        }

        @Override
        public long guardsMissed(int functionIndex) {
            return tiers.guardsMissed(functionIndex);
        }

        @Override
        public void freed(int functionIndex, Tier tier, int codeBytes) {
            tiers.freed(functionIndex, tier, codeBytes);
        }
    }

    /** Whether the backend, chosen when only the beginning was known, can run the whole. */
    boolean accepts(WasmModule complete) {
        try {
            manager.manage(complete);
            return true;
        } catch (CompilationException e) {
            return false;
        }
    }

    ModuleTiers tiers() {
        return tiers;
    }

    /** All {@code bytes} of it have arrived. */
    void decoded(long bytes, long nanoseconds) {
        tiers.decoded(bytes, nanoseconds);
    }

    Backend codeBackend() {
        return backend;
    }

    @Override
    public BackendChoice backend() {
        return choice;
    }

    EngineImpl engine() {
        return engine;
    }

    RegisteredTypes types() {
        return types;
    }

    ModuleCode code() {
        return code;
    }

    String nameOrEmpty() {
        return definition.names().moduleName().orElse("");
    }

    /** What messages call a function: its export name, its name, or its index. */
    String functionName(int index) {
        for (Export export : definition.exports()) {
            if (export.kind() == ExternalKind.FUNCTION && export.index() == index) {
                return "'" + export.name() + "'";
            }
        }
        Optional<String> known = definition.names().functionName(index);
        return known.isPresent() ? "'" + known.get() + "'" : Integer.toString(index);
    }

    @Override
    public Optional<String> name() {
        return definition.names().moduleName();
    }

    @Override
    public List<ImportDescription> imports() {
        List<ImportDescription> descriptions = new ArrayList<>();
        for (Import one : definition.imports()) {
            descriptions.add(new ImportDescription(one.module(), one.name(), type(one.descriptor())));
        }
        return List.copyOf(descriptions);
    }

    @Override
    public List<ExportDescription> exports() {
        List<ExportDescription> descriptions = new ArrayList<>();
        for (Export export : definition.exports()) {
            int index = export.index();
            descriptions.add(new ExportDescription(export.name(), switch (export.kind()) {
                case FUNCTION -> new ExternType.Function(definition.functionType(index));
                case TABLE -> new ExternType.Table(definition.tables().get(index));
                case MEMORY -> new ExternType.Memory(definition.memories().get(index));
                case GLOBAL -> new ExternType.Global(definition.globals().get(index));
                case TAG ->
                    new ExternType.Tag(definition.types().function(definition.tags().get(index).typeIndex()));
            }));
        }
        return List.copyOf(descriptions);
    }

    /** What an import asks for. */
    ExternType type(Import.Descriptor descriptor) {
        return switch (descriptor) {
            case Import.Function function ->
                new ExternType.Function(definition.types().function(function.typeIndex()));
            case Import.Table table -> new ExternType.Table(table.type());
            case Import.Memory memory -> new ExternType.Memory(memory.type());
            case Import.Global global -> new ExternType.Global(global.type());
            case Import.Tag tag -> new ExternType.Tag(definition.types().function(tag.type().typeIndex()));
        };
    }

    @Override
    public List<CustomSection> customSections() {
        return definition.customSections();
    }

    @Override
    public WasmModule definition() {
        return definition;
    }

    @Override
    public Instance instantiate(Imports imports, InstanceOptions options) {
        if (closed) {
            throw new ClosedException("the module is closed");
        }
        engine.instanceOpens();
        boolean done = false;
        try {
            Instance instance = new Instantiation(this, imports, options).run(options);
            done = true;
            return instance;
        } finally {
            if (!done) {
                engine.instanceClosed();
            }
        }
    }

    @Override
    public void compileAll(int threads) {
        if (closed) {
            throw new ClosedException("the module is closed");
        }
        if (threads < 1) {
            throw new CallException("threads must be 1 or more: " + threads);
        }
        tiers.compileAll(code, threads);
    }

    @Override
    public Optional<String> listing(int functionIndex, String stage) {
        if (functionIndex < definition.importedFunctionCount() || functionIndex >= definition.functionCount()) {
            throw new CallException("the module defines no function " + functionIndex);
        }
        return manager.listing(definition, functionIndex, stage);
    }

    @Override
    public List<CodeSymbol> machineCode() {
        return code.symbols();
    }

    @Override
    public CompilationStatistics statistics() {
        return tiers.statistics();
    }

    @Override
    public void close() {
        closed = true;
        tiers.close();
        code.close();
    }

    @Override
    public String toString() {
        return name().map(known -> "module '" + known + "'").orElse("a module");
    }
}
