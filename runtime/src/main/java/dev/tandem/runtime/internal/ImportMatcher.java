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
        boolean fits = switch (wanted.descriptor()) {
            case Import.Function function -> isFunction(function.typeIndex(), given);
            case Import.Memory memory -> given instanceof MemoryImpl m && isMemory(memory.type(), m);
            case Import.Table table -> given instanceof TableImpl t && isTable(table.type(), t);
            case Import.Global global -> given instanceof GlobalImpl g && isGlobal(global.type(), g);
            case Import.Tag tag ->
                given instanceof TagImpl t && t.typeId() == module.types().id(tag.type().typeIndex());
        };
        if (!fits) {
            throw refuse("incompatible import type: ", wanted, "it is " + describe(given));
        }
        if (!isOurs(given)) {
            throw refuse("incompatible import: ", wanted, "what is there belongs to another engine");
        }
    }

    private static String describe(Extern given) {
        return switch (given) {
            case HostFunction host -> "a host function " + host.type();
            default -> given.toString();
        };
    }

    private boolean isOurs(Extern given) {
        EngineImpl engine = module.engine();
        return switch (given) {
            case FunctionImpl function -> function.engine().equals(engine);
            case MemoryImpl memory -> memory.engine().equals(engine);
            case TableImpl table -> table.conversion().engine().equals(engine);
            case GlobalImpl global -> global.conversion().engine().equals(engine);
            case TagImpl tag -> tag.engine().equals(engine);
            default -> true;
        };
    }

    private boolean isFunction(int typeIndex, Extern given) {
        return switch (given) {
            case FunctionImpl function ->
                registry.isSubtype(function.reference().typeId, module.types().id(typeIndex));
            case HostFunction host ->
                HostLinker.fits(
                        host.type(),
                        module.definition().types().function(typeIndex),
                        module.types(),
                        registry);
            default -> false;
        };
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
