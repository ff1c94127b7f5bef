// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Imports;
import dev.tandem.api.Instance;
import dev.tandem.api.Module;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What one thread of a script sees: its instances, definitions and registered modules. Confined to that thread. */
final class Scope {
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, Module> definitions = new HashMap<>();
    private final Imports.Builder registered = Imports.builder();
    private Optional<Instance> current = Optional.empty();
    private Optional<Module> latestDefinition = Optional.empty();

    /** A scope in which {@code spectest} can be imported. */
    Scope(Spectest spectest) {
        registered.provider("spectest", spectest::find);
    }

    Imports imports() {
        return registered.build();
    }

    /** From now on no instance is current: what a module that fails leaves behind. */
    void forgetCurrent() {
        current = Optional.empty();
    }

    void instance(Optional<String> name, Instance instance) {
        current = Optional.of(instance);
        name.ifPresent(given -> instances.put(given, instance));
    }

    /** Makes an instance known by name without making it current. */
    void share(String name, Instance instance) {
        instances.put(name, instance);
    }

    /** The instance of that name, or the current one. */
    Instance find(Optional<String> name) {
        if (name.isEmpty()) {
            return current.orElseThrow(() -> new ScriptException("there is no current instance"));
        }
        Instance found = instances.get(name.get());
        if (found == null) {
            throw new ScriptException("there is no instance " + name.get());
        }
        return found;
    }

    void definition(Optional<String> name, Module module) {
        latestDefinition = Optional.of(module);
        name.ifPresent(given -> definitions.put(given, module));
    }

    Module definition(Optional<String> name) {
        Optional<Module> found = name.isEmpty() ? latestDefinition : Optional.ofNullable(definitions.get(name.get()));
        return found.orElseThrow(() -> new ScriptException("there is no module definition " + name.orElse("")));
    }

    /** From now on imports from {@code module} see the instance's exports, and nothing that was registered so before. */
    void register(String module, Instance instance) {
        registered.provider(module, instance::export);
    }
}
