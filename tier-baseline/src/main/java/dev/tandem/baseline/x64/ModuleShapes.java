// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.x64;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.nativex64.ContextLayout;
import dev.tandem.ir.nativex64.NativeSignature;
import dev.tandem.ir.nativex64.NativeTarget;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What compiling the functions of a module asks for again and again. Thread-safe. */
final class ModuleShapes {
    final WasmModule module;
    final ContextLayout layout;
    final NativeTarget target;
    private final AtomicReferenceArray<@Nullable NativeSignature> signatures;

    ModuleShapes(WasmModule module, NativeTarget target) {
        this.module = module;
        this.target = target;
        this.layout = new ContextLayout(module);
        this.signatures = new AtomicReferenceArray<>(module.types().size());
    }

    NativeSignature signature(int typeIndex, FunctionType type) {
        NativeSignature known = signatures.get(typeIndex);
        if (known == null) {
            known = NativeSignature.of(type);
            signatures.set(typeIndex, known);
        }
        return known;
    }

    NativeSignature signatureOf(int functionIndex) {
        return signature(module.functionTypeIndex(functionIndex), module.functionType(functionIndex));
    }

    boolean isGuarded(int memoryIndex) {
        return target.isGuarded(module.memories().get(memoryIndex));
    }

    boolean is64(int memoryIndex) {
        return module.memories().get(memoryIndex).limits().is64();
    }

    /** Whether values of that reference type are functions. Objects of other types have no native representation yet. */
    static boolean isFunction(ValueType type) {
        int heap = type.heapType();
        return heap == HeapType.FUNC || heap == HeapType.NOFUNC || HeapType.isConcrete(heap);
    }

    /** Whether a call through a reference must look for subtypes when the identities differ. */
    boolean hasSubtypes(int typeIndex) {
        return !module.types().get(typeIndex).isFinal();
    }
}
