// SPDX-License-Identifier: Apache-2.0
package dev.tandem.api;

import dev.tandem.decoder.type.FunctionType;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a module may import, by its two names. Immutable and thread-safe; serves any number of instantiations, and may hold more than a
 * module asks for.
 */
public final class Imports {
    private static final Imports NONE = builder().build();

    private final Map<String, Map<String, Extern>> definitions;
    private final Map<String, Provider> providers;

    private Imports(Builder builder) {
        this.definitions = new HashMap<>();
        for (Map.Entry<String, Map<String, Extern>> module : builder.definitions.entrySet()) {
            definitions.put(module.getKey(), Map.copyOf(module.getValue()));
        }
        this.providers = Map.copyOf(builder.providers);
    }

    public static Imports none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What stands under these names: what was defined, else what the provider of the module name gives. */
    public Optional<Extern> find(String module, String name) {
        Map<String, Extern> defined = definitions.get(module);
        Extern found = defined == null ? null : defined.get(name);
        if (found != null) {
            return Optional.of(found);
        }
        Provider provider = providers.get(module);
        return provider == null ? Optional.empty() : provider.find(name);
    }

    /** Gives the imports under one module name as they are asked for, so that only those are made. Thread-safe. */
    @FunctionalInterface
    public interface Provider {
        Optional<Extern> find(String name);
    }

    /** Collects imports; a later definition replaces an earlier one of the same names. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Map<String, Extern>> definitions = new HashMap<>();
        private final Map<String, Provider> providers = new HashMap<>();

        private Builder() {}

        /** A function, memory, table, global or tag: of the host, or exported by an instance of the same engine. */
        public Builder define(String module, String name, Extern value) {
            definitions.computeIfAbsent(module, key -> new HashMap<>()).put(name, value);
            return this;
        }

        /** See {@link HostFunction#of(Class, Object)}. */
        public <T> Builder function(String module, String name, Class<T> type, T function) {
            return define(module, name, HostFunction.of(type, function));
        }

        /** See {@link HostFunction#of(MethodHandle)}. */
        public Builder function(String module, String name, MethodHandle handle) {
            return define(module, name, HostFunction.of(handle));
        }

        /** See {@link HostFunction#raw}. */
        public Builder rawFunction(String module, String name, FunctionType type, RawHostFunction function) {
            return define(module, name, HostFunction.raw(type, function));
        }

        /** All exports of an instance, under one module name. */
        public Builder instance(String module, Instance instance) {
            for (Map.Entry<String, Extern> export : instance.exports().entrySet()) {
                define(module, export.getKey(), export.getValue());
            }
            return this;
        }

        /** Everything under one module name that is not defined by itself. */
        public Builder provider(String module, Provider provider) {
            providers.put(module, provider);
            return this;
        }

        public Imports build() {
            return new Imports(this);
        }
    }
}
