// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.GuardMisses;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A module's code as JVM classes. */
public final class JvmModuleCode implements ModuleCode {
    private final JvmBackend backend;
    private final GuestLayout layout;
    private final ModuleTypes types;
    private final FunctionCompiler compiler;
    private final GuestClassLoader loader;
    private final AtomicReferenceArray<CodeSlot> slots;
    private final int resultSlots;

    JvmModuleCode(
            JvmBackend backend,
            String loaderName,
            WasmModule module,
            ModuleTypes types,
            FunctionCompiler compiler) {
        this.backend = backend;
        this.layout = new GuestLayout(module);
        this.types = types;
        this.compiler = compiler;
        this.loader = new GuestClassLoader(loaderName, backend.signatures(), this);
        this.slots = new AtomicReferenceArray<>(module.functionCount());
        int most = 0;
        for (int i = 0; i < module.types().size(); i++) {
            if (module.types().get(i).composite() instanceof FunctionType type) {
                GuestSignature signature = GuestSignature.of(type);
                backend.signatures().declare(signature);
                most = Math.max(most, signature.slots());
            }
        }
        this.resultSlots = most;
    }

    JvmBackend backend() {
        return backend;
    }

    GuestLayout layout() {
        return layout;
    }

    GuestClassLoader loader() {
        return loader;
    }

    FunctionCompiler compiler() {
        return compiler;
    }

    GuestSignature signature(int functionIndex) {
        return GuestSignature.of(layout.module().functionType(functionIndex));
    }

    CodeSlot slot(int functionIndex) {
        CodeSlot slot = slots.get(functionIndex);
        if (slot == null) {
            CodeSlot made = new CodeSlot(this, functionIndex);
            CodeSlot other = slots.compareAndExchange(functionIndex, null, made);
            slot = other == null ? made : other;
        }
        return slot;
    }

    int typeId(int typeIndex) {
        return types.id(typeIndex);
    }

    int[] typeIds() {
        int[] ids = new int[layout.module().types().size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = types.id(i);
        }
        return ids;
    }

    /** Whether type {@code sub} is {@code sup} or declared below it; both engine-wide identities. */
    public boolean isSubtype(int sub, int sup) {
        return types.isSubtype(sub, sup);
    }

    FunctionReference makeFunction(JvmContext context, int index) {
        FunctionType type = layout.module().functionType(index);
        int id = types.id(layout.module().functionTypeIndex(index));
        return new FunctionReference(
                id, type, context, index, backend.signatures().lazyStub(GuestSignature.of(type)));
    }

    @Override
    public Context newContext(
            Object owner,
            LinearMemory[] memories,
            Table[] tables,
            GlobalCell[] globals,
            @Nullable FunctionReference[] functions,
            byte[][] data,
            @Nullable Object[][] elements) {
        try {
            JvmContext context = (JvmContext) loader.loadClass(GuestLayout.CONTEXT.replace('/', '.'))
                    .getConstructors()[0]
                    .newInstance(new JvmContext.Parts(
                            this, owner, memories, tables, globals, functions, data, elements));
            context.reserveResults(resultSlots);
            return context;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("generated context class is not usable", e);
        }
    }

    @Override
    public void bind(Context context) {
        ((JvmContext) context).bind();
    }

    @Override
    public boolean publish(CodeArtifact artifact) {
        return slot(artifact.functionIndex()).publish(artifact, false);
    }

    @Override
    public boolean renew(CodeArtifact artifact) {
        return slot(artifact.functionIndex()).publish(artifact, true);
    }

    @Override
    public List<GuardMisses> guardMisses(int functionIndex) {
        CodeSlot slot = slots.get(functionIndex);
        return slot == null ? List.of() : slot.guardMisses();
    }

    @Override
    public Tier tier(int functionIndex) {
        CodeSlot slot = slots.get(functionIndex);
        return slot == null ? Tier.NONE : slot.tier();
    }

    @Override
    public FunctionProfile profile(int functionIndex) {
        CodeSlot slot = slots.get(functionIndex);
        return slot == null ? FunctionProfile.empty() : slot.profile();
    }

    @Override
    public void prepare(int functionIndex) {
        slot(functionIndex).prepare();
    }

    @Override
    public void close() {
        backend.forget(loader.getName());
    }
}
