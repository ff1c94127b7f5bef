// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What compiling the functions of a module asks for again and again. Thread-safe. */
public final class ModuleShapes {
    private final WasmModule module;
    private final ContextLayout layout;
    private final NativeTarget target;
    private final AtomicReferenceArray<@Nullable NativeSignature> signatures;

    public ModuleShapes(WasmModule module, NativeTarget target) {
        this.module = module;
        this.target = target;
        this.layout = new ContextLayout(module);
        this.signatures = new AtomicReferenceArray<>(module.types().size());
    }

    public WasmModule module() {
        return module;
    }

    public ContextLayout layout() {
        return layout;
    }

    public NativeTarget target() {
        return target;
    }

    public NativeSignature signature(int typeIndex, FunctionType type) {
        NativeSignature known = signatures.get(typeIndex);
        if (known == null) {
            known = NativeSignature.of(type);
            signatures.set(typeIndex, known);
        }
        return known;
    }

    public NativeSignature signatureOf(int functionIndex) {
        return signature(module.functionTypeIndex(functionIndex), module.functionType(functionIndex));
    }

    public boolean isGuarded(int memoryIndex) {
        return target.isGuarded(module.memories().get(memoryIndex));
    }

    public boolean is64(int memoryIndex) {
        return module.memories().get(memoryIndex).limits().is64();
    }

    /** Whether values of that reference type are functions. Objects of other types have no native representation yet. */
    public static boolean isFunction(ValueType type) {
        int heap = type.heapType();
        return heap == HeapType.FUNC || heap == HeapType.NOFUNC || HeapType.isConcrete(heap);
    }

    /** Whether a call through a reference must look for subtypes when the identities differ. */
    public boolean hasSubtypes(int typeIndex) {
        return !module.types().get(typeIndex).isFinal();
    }
}
