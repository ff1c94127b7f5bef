// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.jvm.GuestSignature;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What compiling the functions of a module asks for again and again: signatures and links. Thread-safe. */
public final class ModuleShapes {
    private final WasmModule module;
    private final AtomicReferenceArray<@Nullable GuestSignature> signatures;
    private final AtomicReferenceArray<@Nullable Member> links;
    private volatile @Nullable GuestLayout layout;

    public ModuleShapes(WasmModule module) {
        this.module = module;
        this.signatures = new AtomicReferenceArray<>(module.types().size());
        this.links = new AtomicReferenceArray<>(module.functionCount());
    }

    public WasmModule module() {
        return module;
    }

    /** The layout; made late, because it depends on the exports. */
    public GuestLayout layout() {
        GuestLayout known = layout;
        if (known == null) {
            known = new GuestLayout(module);
            layout = known;
        }
        return known;
    }

    public GuestSignature signature(int typeIndex, FunctionType type) {
        GuestSignature known = signatures.get(typeIndex);
        if (known == null) {
            known = GuestSignature.of(type);
            signatures.set(typeIndex, known);
        }
        return known;
    }

    public GuestSignature signatureOf(int functionIndex) {
        return signature(module.functionTypeIndex(functionIndex), module.functionType(functionIndex));
    }

    /** How function {@code functionIndex} is called. */
    public Member link(int functionIndex) {
        Member known = links.get(functionIndex);
        if (known == null) {
            known = Member.method(
                    GuestLayout.linkClass(functionIndex),
                    GuestLayout.linkMethod(functionIndex),
                    signatureOf(functionIndex).staticDescriptor());
            links.set(functionIndex, known);
        }
        return known;
    }
}
