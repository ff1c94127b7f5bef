// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import java.util.BitSet;

/**
 * Names and shapes of a module's generated classes: the contract between the compilers and the linkage of the JVM backend. Derived
 * from the module alone, so that artifacts do not depend on the run. Immutable.
 *
 * <ul>
 *   <li>{@code tandem/guest/Context}: the module's context class. Fields {@code m<i>} ({@link HeapMemory}), {@code t<i>} (tables),
 *       {@code g<i>} (globals, see {@link #globalIsField}), up to {@link #MAX_FIELDS} of each; beyond, the arrays of
 *       {@link dev.tandem.ir.vm.Context}.
 *   <li>{@code tandem/guest/Types}: static final int {@code t<i>}, the engine-wide identity of function type {@code i}, up to
 *       {@link #MAX_FIELDS}; beyond, the elements of the static array {@code all}.
 *   <li>{@code tandem/guest/Link<k>}: static method {@code f<i>}, how code of the module calls its function {@code i}, imported or not.
 *   <li>{@code tandem/guest/F<i>}: a compiled function; extends its signature class; static method {@code run} of the same
 *       descriptor as the link method. Its optimized code is {@code tandem/guest/O<i>}.
 * </ul>
 */
public final class GuestLayout {
    public static final String PACKAGE = "tandem/guest/";
    public static final String CONTEXT = PACKAGE + "Context";
    public static final String CONTEXT_DESCRIPTOR = "L" + CONTEXT + ";";
    public static final String TYPES = PACKAGE + "Types";
    public static final String REFERENCE = "dev/tandem/ir/vm/FunctionReference";
    public static final String REFERENCE_DESCRIPTOR = "L" + REFERENCE + ";";
    public static final String MEMORY = "dev/tandem/ir/jvm/HeapMemory";
    /** Name of a compiled function's static entry. */
    public static final String RUN = "run";
    /** Name of the static entry that leaves a tail call pending; of functions that make some. */
    public static final String BODY = "body";
    /** Name of the virtual entry of signature classes. */
    public static final String CALL = "call";
    /** What names of classes of optimized code begin with. */
    static final char OPTIMIZED_LETTER = 'O';
    /** How many of each kind of thing have a field of their own. */
    public static final int MAX_FIELDS = 4096;

    private static final int LINKS_PER_CLASS = 256;

    private final WasmModule module;
    private final BitSet exportedGlobals = new BitSet();

    public GuestLayout(WasmModule module) {
        this.module = module;
        for (Export export : module.exports()) {
            if (export.kind() == ExternalKind.GLOBAL) {
                exportedGlobals.set(export.index());
            }
        }
    }

    public WasmModule module() {
        return module;
    }

    public static String functionClass(int functionIndex) {
        return PACKAGE + "F" + functionIndex;
    }

    /** The class of a function's optimized code. */
    public static String optimizedClass(int functionIndex) {
        return PACKAGE + OPTIMIZED_LETTER + functionIndex;
    }

    public static String linkClass(int functionIndex) {
        return PACKAGE + "Link" + functionIndex / LINKS_PER_CLASS;
    }

    /** Index of the first function that {@code Link<linkIndex>} covers. */
    static int firstLink(int linkIndex) {
        return linkIndex * LINKS_PER_CLASS;
    }

    static int linksPerClass() {
        return LINKS_PER_CLASS;
    }

    public static String linkMethod(int functionIndex) {
        return "f" + functionIndex;
    }

    /** Whether memory, table, global, type or function {@code index} has a field, or is an element of the context's array. */
    public static boolean hasField(int index) {
        return index < MAX_FIELDS;
    }

    /**
     * Whether global {@code index} lives in the field {@code g<i>} of the context itself, with {@link #globalDescriptor} as type: it is
     * private to the instance and not a vector. Otherwise {@code g<i>} holds its {@link dev.tandem.ir.vm.GlobalCell}.
     */
    public boolean globalIsField(int index) {
        return hasField(index)
                && index >= module.importedGlobalCount()
                && !exportedGlobals.get(index)
                && module.globals().get(index).type() != ValueType.V128;
    }

    /** Type of the field {@code g<i>}: of the value or of the cell. */
    public String globalDescriptor(int index) {
        return globalIsField(index)
                ? GuestSignature.descriptor(GuestSignature.kind(module.globals().get(index).type()))
                : "L" + cellClass(module.globals().get(index)) + ";";
    }

    /** Internal name of the {@link dev.tandem.ir.vm.GlobalCell} subclass for that type. */
    public static String cellClass(GlobalType type) {
        return "dev/tandem/ir/vm/GlobalCell$"
                + switch (GuestSignature.kind(type.type())) {
                    case 'I' -> "I32";
                    case 'J' -> "I64";
                    case 'F' -> "F32";
                    case 'D' -> "F64";
                    case 'V' -> "V128";
                    default -> "Reference";
                };
    }

    /** Whether table {@code index} is a {@link dev.tandem.ir.vm.FunctionTable}. */
    public boolean isFunctionTable(int index) {
        return isFunctionType(module.tables().get(index).element());
    }

    private boolean isFunctionType(ValueType type) {
        return module.types().isHeapSubtype(type.heapType(), HeapType.FUNC);
    }

    /** Internal name of the class of table {@code index}. */
    public String tableClass(int index) {
        return isFunctionTable(index) ? "dev/tandem/ir/vm/FunctionTable" : "dev/tandem/ir/vm/ReferenceTable";
    }
}
