// SPDX-License-Identifier: Apache-2.0
package dev.tandem.runtime.internal;

import dev.tandem.api.Extern;
import dev.tandem.api.ExternType;
import dev.tandem.api.HostFunction;
import dev.tandem.api.Imports;
import dev.tandem.api.LinkException;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.ir.backend.Backend;
import dev.tandem.ir.type.TypeRegistry;
import java.util.List;
import java.util.Optional;

/** Finds what a module imports, and checks that it is what the module asks for. */
final class ImportMatcher {
    private final ModuleImpl module;
    private final TypeRegistry registry;

    ImportMatcher(ModuleImpl module) {
        this.module = module;
        this.registry = module.engine().registry();
    }

    /** The imports in the order of the module, all checked. */
    Extern[] match(Imports imports) {
        List<Import> wanted = module.definition().imports();
        Extern[] found = new Extern[wanted.size()];
        for (int i = 0; i < found.length; i++) {
            Import one = wanted.get(i);
            Optional<Extern> given = imports.find(one.module(), one.name());
            if (given.isEmpty()) {
                throw refuse("unknown import: ", one, "nothing is there");
            }
            found[i] = given.get();
            check(one, found[i]);
        }
        return found;
    }

    private LinkException refuse(String problem, Import wanted, String got) {
        ExternType type = module.type(wanted.descriptor());
        String name = module.nameOrEmpty();
        return new LinkException(
                problem + "module " + (name.isEmpty() ? "" : "'" + name + "' ") + "imports '" + wanted.module() + "' '"
                        + wanted.name() + "' as " + Descriptions.of(type) + ", but " + got,
                wanted.module(),
                wanted.name());
    }

    private void check(Import wanted, Extern given) {
        if (!fits(wanted.descriptor(), given)) {
            throw refuse("incompatible import type: ", wanted, "it is " + describe(given));
        }
        if (!isOurs(given)) {
            throw refuse("incompatible import: ", wanted, "what is there belongs to another engine");
        }
        Optional<Backend> backend = backend(given);
        if (backend.isPresent() && !backend.get().equals(module.codeBackend())) {
            throw refuse(
                    "incompatible import: ",
                    wanted,
                    "what is there belongs to the backend '" + backend.get().name() + "', while this module runs on '"
                            + module.codeBackend().name() + "': choose one backend for both");
        }
    }

    // Chains of instanceof, because a pattern switch costs milliseconds at its first use in a process.

    private boolean fits(Import.Descriptor wanted, Extern given) {
        if (wanted instanceof Import.Function function) {
            return isFunction(function.typeIndex(), given);
        }
        if (wanted instanceof Import.Memory memory) {
            return given instanceof MemoryImpl m && isMemory(memory.type(), m);
        }
        if (wanted instanceof Import.Table table) {
            return given instanceof TableImpl t && isTable(table.type(), t);
        }
        if (wanted instanceof Import.Global global) {
            return given instanceof GlobalImpl g && isGlobal(global.type(), g);
        }
        Import.Tag tag = (Import.Tag) wanted;
        return given instanceof TagImpl t && t.typeId() == module.types().id(tag.type().typeIndex());
    }

    private static String describe(Extern given) {
        return given instanceof HostFunction host ? "a host function " + host.type() : given.toString();
    }

    private boolean isOurs(Extern given) {
        EngineImpl engine = module.engine();
        if (given instanceof FunctionImpl function) {
            return function.engine().equals(engine);
        }
        if (given instanceof MemoryImpl memory) {
            return memory.engine().equals(engine);
        }
        if (given instanceof TableImpl table) {
            return table.conversion().engine().equals(engine);
        }
        if (given instanceof GlobalImpl global) {
            return global.conversion().engine().equals(engine);
        }
        return !(given instanceof TagImpl tag) || tag.engine().equals(engine);
    }

    /** Whose code can use it; empty if all can. */
    private static Optional<Backend> backend(Extern given) {
        if (given instanceof FunctionImpl function) {
            return Optional.of(function.backend());
        }
        if (given instanceof MemoryImpl memory) {
            return Optional.of(memory.backend());
        }
        if (given instanceof TableImpl table) {
            return Optional.of(table.conversion().backend());
        }
        return given instanceof GlobalImpl global ? Optional.of(global.conversion().backend()) : Optional.empty();
    }

    private boolean isFunction(int typeIndex, Extern given) {
        if (given instanceof FunctionImpl function) {
            return registry.isSubtype(function.reference().typeId, module.types().id(typeIndex));
        }
        return given instanceof HostFunction host
                && HostLinker.fits(
                        host.type(), module.definition().types().function(typeIndex), module.types(), registry);
    }

    private static boolean isMemory(MemoryType wanted, MemoryImpl given) {
        return wanted.shared() == given.type().shared() && fits(given.type().limits(), wanted.limits());
    }

    private boolean isTable(TableType wanted, TableImpl given) {
        return module.types().code(wanted.element()) == given.elementCode()
                && fits(given.type().limits(), wanted.limits());
    }

    /** @param given with the present size as minimum */
    private static boolean fits(Limits given, Limits wanted) {
        return given.is64() == wanted.is64()
                && Long.compareUnsigned(given.minimum(), wanted.minimum()) >= 0
                && (!wanted.hasMaximum()
                        || (given.hasMaximum() && Long.compareUnsigned(given.maximum(), wanted.maximum()) <= 0));
    }

    private boolean isGlobal(GlobalType wanted, GlobalImpl given) {
        int code = module.types().code(wanted.type());
        return wanted.mutable() == given.type().mutable()
                && (wanted.mutable() ? given.valueCode() == code : registry.isValueSubtype(given.valueCode(), code));
    }
}
