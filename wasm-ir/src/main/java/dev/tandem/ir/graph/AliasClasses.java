// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.graph;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alias classes of a graph, made as they are asked for.
 *
 * <p>Two imports of one type may be the same object, so they share a class. An import is never what the same instance defines: the imported
 * object is older than the instance. What other instances do to shared objects happens inside calls, which write every class.
 */
public final class AliasClasses {
    /** As many classes of their own a graph has; calls take and give a token for each. The rest share one. */
    public static final int MOST = 24;

    private final WasmModule module;
    private final List<AliasClass> classes = new ArrayList<>();
    /** The classes of globals, filled as they are asked for: modules may have thousands. */
    private @Nullable AliasClass[] globals = {};

    AliasClasses(WasmModule module) {
        this.module = module;
    }

    /** The classes so far, by {@link AliasClass#index()}: a view. */
    public List<AliasClass> all() {
        return Collections.unmodifiableList(classes);
    }

    public AliasClass memory(int memoryIndex) {
        return of(AliasClass.Kind.MEMORY, memoryEntity(memoryIndex));
    }

    public AliasClass memorySize(int memoryIndex) {
        return of(AliasClass.Kind.MEMORY_SIZE, memoryEntity(memoryIndex));
    }

    public AliasClass global(int globalIndex) {
        if (globals.length == 0) {
            globals = new AliasClass[module.globals().size()];
        }
        AliasClass known = globals[globalIndex];
        if (known == null) {
            known = of(AliasClass.Kind.GLOBAL, globalEntity(globalIndex));
            globals[globalIndex] = known;
        }
        return known;
    }

    public AliasClass table(int tableIndex) {
        return of(AliasClass.Kind.TABLE, tableEntity(tableIndex));
    }

    public AliasClass tableSize(int tableIndex) {
        return of(AliasClass.Kind.TABLE_SIZE, tableEntity(tableIndex));
    }

    public AliasClass segments() {
        return of(AliasClass.Kind.SEGMENTS, 0);
    }

    /** The class of that kind whose lowest index is {@code entity}; the shared one if there are too many. */
    public AliasClass of(AliasClass.Kind kind, int entity) {
        for (AliasClass known : classes) {
            if (known.kind() == kind && known.entity() == entity) {
                return known;
            }
        }
        if (classes.size() >= MOST - 1 && kind != AliasClass.Kind.OTHER) {
            return of(AliasClass.Kind.OTHER, 0);
        }
        AliasClass made = new AliasClass(kind, entity, classes.size());
        classes.add(made);
        return made;
    }

    private int memoryEntity(int index) {
        MemoryType type = module.memories().get(index);
        for (int i = 0; i < Math.min(index, importable(index, module.importedMemoryCount())); i++) {
            MemoryType other = module.memories().get(i);
            if (other.limits().is64() == type.limits().is64() && other.shared() == type.shared()) {
                return i;
            }
        }
        return index;
    }

    private int globalEntity(int index) {
        GlobalType type = module.globals().get(index);
        for (int i = 0; i < Math.min(index, importable(index, module.importedGlobalCount())); i++) {
            if (module.globals().get(i).equals(type)) {
                return i;
            }
        }
        return index;
    }

    private int tableEntity(int index) {
        TableType type = module.tables().get(index);
        for (int i = 0; i < Math.min(index, importable(index, module.importedTableCount())); i++) {
            TableType other = module.tables().get(i);
            if (other.element() == type.element() && other.limits().is64() == type.limits().is64()) {
                return i;
            }
        }
        return index;
    }

    /** How many candidates there are to be the same object as {@code index}: other imports, if it is one. */
    private static int importable(int index, int importedCount) {
        return index < importedCount ? importedCount : 0;
    }
}
