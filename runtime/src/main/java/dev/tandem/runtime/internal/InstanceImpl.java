// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.ClosedException;
import dev.tandem.api.Extern;
import dev.tandem.api.Function;
import dev.tandem.api.Global;
import dev.tandem.api.Instance;
import dev.tandem.api.Memory;
import dev.tandem.api.Module;
import dev.tandem.api.NoSuchExportException;
import dev.tandem.api.Table;
import dev.tandem.api.Tag;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.RegisteredTypes;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.LinearMemory;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An instance as Java sees it: {@link Instantiation} fills it in, then it does not change. */
final class InstanceImpl implements Instance, HostAccess {
    private final ModuleImpl module;
    private final Optional<Object> data;
    private final AtomicBoolean closed = new AtomicBoolean();

    MemoryImpl[] memories = {};
    TableImpl[] tables = {};
    GlobalImpl[] globals = {};
    TagImpl[] tags = {};

    private @Nullable Context context;
    private @Nullable Deadline deadline;
    private Map<String, Extern> exports = Map.of();

    InstanceImpl(ModuleImpl module, Optional<Object> data) {
        this.module = module;
        this.data = data;
    }

    Backend backend() {
        return module.codeBackend();
    }

    /** The instance that a context belongs to. */
    static InstanceImpl of(Context context) {
        return (InstanceImpl) context.owner();
    }

    void attach(Context made, WasmModule definition) {
        context = made;
        deadline = new Deadline(module.engine().timer(), made);
        memories = new MemoryImpl[definition.memories().size()];
        tables = new TableImpl[definition.tables().size()];
        globals = new GlobalImpl[definition.globals().size()];
        tags = new TagImpl[definition.tags().size()];
        for (int i = definition.importedTagCount(); i < tags.length; i++) {
            int type = definition.tags().get(i).typeIndex();
            tags[i] = new TagImpl(module.engine(), definition.types().function(type), module.types().id(type));
        }
    }

    /** Makes the exports, when all that they name is there. */
    void export() {
        Map<String, Extern> made = LinkedHashMap.newLinkedHashMap(module.definition().exports().size());
        for (Export export : module.definition().exports()) {
            made.put(export.name(), switch (export.kind()) {
                case FUNCTION -> exportFunction(export.index());
                case MEMORY -> memories[export.index()];
                case TABLE -> tables[export.index()];
                case GLOBAL -> globals[export.index()];
                case TAG -> tags[export.index()];
            });
        }
        exports = Collections.unmodifiableMap(made);
    }

    private FunctionImpl exportFunction(int index) {
        EngineImpl engine = module.engine();
        FunctionReference imported = context().functions[index];
        return index < module.definition().importedFunctionCount() && imported != null
                ? FunctionImpl.of(engine, imported)
                : FunctionImpl.defined(engine, context(), index, module.definition().functionType(index));
    }

    Context context() {
        return Objects.requireNonNull(context);
    }

    RegisteredTypes types() {
        return module.types();
    }

    String functionName(int index) {
        return module.functionName(index);
    }

    @Override
    public Module module() {
        return module;
    }

    @Override
    public Map<String, Extern> exports() {
        return exports;
    }

    @Override
    public Optional<Extern> export(String name) {
        return Optional.ofNullable(exports.get(name));
    }

    @Override
    public Function function(String name) {
        return exports.get(name) instanceof Function function ? function : missing(name, ExternalKind.FUNCTION);
    }

    @Override
    public Memory memory(String name) {
        return exports.get(name) instanceof Memory memory ? memory : missing(name, ExternalKind.MEMORY);
    }

    @Override
    public Table table(String name) {
        return exports.get(name) instanceof Table table ? table : missing(name, ExternalKind.TABLE);
    }

    @Override
    public Global global(String name) {
        return exports.get(name) instanceof Global global ? global : missing(name, ExternalKind.GLOBAL);
    }

    @Override
    public Tag tag(String name) {
        return exports.get(name) instanceof Tag tag ? tag : missing(name, ExternalKind.TAG);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // never returns
    private <T> T missing(String name, ExternalKind kind) {
        StringBuilder message = new StringBuilder("there is no exported ")
                .append(word(kind))
                .append(" '")
                .append(name)
                .append("'; ");
        int count = 0;
        for (Map.Entry<String, Extern> export : exports.entrySet()) {
            if (export.getValue().kind() == kind && ++count <= 20) {
                message.append(count == 1 ? "exported are '" : ", '").append(export.getKey()).append('\'');
            }
        }
        if (count > 20) {
            message.append(" and ").append(count - 20).append(" more");
        } else if (count == 0) {
            message.append("none is exported");
        }
        throw new NoSuchExportException(message.toString());
    }

    private static String word(ExternalKind kind) {
        return switch (kind) {
            case FUNCTION -> "function";
            case MEMORY -> "memory";
            case TABLE -> "table";
            case GLOBAL -> "global";
            case TAG -> "tag";
        };
    }

    @Override
    public <T> T as(Class<T> type) {
        return InterfaceBinder.bind(this, type);
    }

    @Override
    public void interrupt() {
        context().gate().interrupt();
    }

    @Override
    public void clearInterrupt() {
        context().gate().clearInterrupt();
    }

    @Override
    public void setDeadline(Duration timeout) {
        Objects.requireNonNull(deadline).set(timeout);
    }

    @Override
    public void clearDeadline() {
        Objects.requireNonNull(deadline).clear();
    }

    @Override
    public @Nullable LinearMemory linearMemory(String name) {
        return exports.get(name) instanceof MemoryImpl memory ? memory.memory() : null;
    }

    /** As entering does; the thread is inside, so it stays there. */
    @Override
    public void checkInterrupt() {
        context().gate().enter();
        context().gate().leave();
    }

    @Override
    public Optional<Object> data() {
        return data;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            context().entryCheck = InstanceImpl::refuse;
            module.engine().instanceClosed();
            Objects.requireNonNull(deadline).cancel();
        }
    }

    /** Closes it because of what went wrong with its module. */
    void close(RuntimeException reason) {
        close();
        context().entryCheck = () -> {
            throw new ClosedException("the instance is closed, because its module proved wrong: " + reason.getMessage(), reason);
        };
        interrupt();
    }

    private static void refuse() {
        throw new ClosedException("the instance is closed");
    }

    @Override
    public String toString() {
        String name = module.nameOrEmpty();
        return name.isEmpty() ? "an instance" : "an instance of '" + name + "'";
    }
}
