// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.x64.Relocation;
import dev.tandem.ir.backend.FunctionCompiler;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.ModuleTypes;
import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CodeSymbol;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.profile.GuardMisses;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A module's machine code: a word a function that callers jump through, and what it points at.
 *
 * <p>Code that was replaced is freed when no thread is inside an instance of the module. All code is freed when nothing refers to this any
 * more; instances do, and whoever runs one refers to that. Without instances it goes when this is closed.
 */
final class NativeModuleCode implements ModuleCode {
    private final NativeFloor floor;
    private final WasmModule module;
    private final ModuleTypes types;
    private final FunctionCompiler compiler;
    private final ContextLayout layout;
    private final MemorySegment words;
    private final CodeBlocks blocks;
    private final AtomicReferenceArray<NativeSlot> slots;
    private final EntryStub[] entries;
    private final int rawSlots;

    /** Guarded by this, as is {@link #contexts}. */
    private final List<InstalledCode> retired = new ArrayList<>();

    /** Whether somebody who is inside will call {@link #left}. */
    private boolean waiting;

    private List<WeakReference<NativeContext>> contexts = new ArrayList<>();

    NativeModuleCode(NativeFloor floor, WasmModule module, ModuleTypes types, FunctionCompiler compiler) {
        this.floor = floor;
        this.module = module;
        this.types = types;
        this.compiler = compiler;
        this.layout = new ContextLayout(module);
        int functions = module.functionCount();
        this.blocks = new CodeBlocks(floor);
        this.words = blocks.allocateWords(8L * functions);
        this.slots = new AtomicReferenceArray<>(functions);
        this.entries = new EntryStub[module.types().size()];
        int most = 0;
        for (int i = 0; i < entries.length; i++) {
            if (module.types().get(i).composite() instanceof FunctionType type) {
                most = Math.max(most, NativeSignature.of(type).rawSlots());
            }
        }
        this.rawSlots = most;
        long[] stubs = new long[functions];
        for (int i = module.importedFunctionCount(); i < functions; i++) {
            stubs[i] = floor.stubs().lazyStub(i);
        }
        MemorySegment.copy(stubs, 0, words, ValueLayout.JAVA_LONG, 0, functions);
    }

    NativeFloor floor() {
        return floor;
    }

    WasmModule module() {
        return module;
    }

    ContextLayout layout() {
        return layout;
    }

    FunctionCompiler compiler() {
        return compiler;
    }

    /** The most slots that a call of any function of the module needs. */
    int rawSlots() {
        return rawSlots;
    }

    /** Address of the code slots. */
    long slots() {
        return words.address();
    }

    int functionTypeId(int index) {
        return types.id(module.functionTypeIndex(index));
    }

    boolean isSubtype(int sub, int sup) {
        return types.isSubtype(sub, sup);
    }

    void fillTypeIds(long context) {
        for (int i = 0; i < entries.length; i++) {
            RawMemory.putInt(context + layout.typeId(i), types.id(i));
        }
    }

    EntryStub entry(int functionIndex) {
        int type = module.functionTypeIndex(functionIndex);
        EntryStub known = entries[type];
        if (known == null) {
            // Racing threads find the same one.
            known = floor.entryStub(NativeSignature.of(module.functionType(functionIndex)));
            entries[type] = known;
        }
        return known;
    }

    private NativeSlot slot(int functionIndex) {
        NativeSlot slot = slots.get(functionIndex);
        if (slot == null) {
            NativeSlot made = new NativeSlot(this, functionIndex);
            NativeSlot other = slots.compareAndExchange(functionIndex, null, made);
            slot = other == null ? made : other;
        }
        return slot;
    }

    /** Places and links the code, then points the slot at it; null if this is closed and there is no slot any more. */
    @Nullable InstalledCode install(NativeArtifact artifact) {
        CodeMemory.Block block = floor.codeMemory().allocate(artifact.size());
        synchronized (blocks) {
            if (blocks.isFreed()) {
                floor.codeMemory().free(block);
                return null;
            }
            InstalledCode made = new InstalledCode(
                    block,
                    module,
                    artifact.functionIndex(),
                    artifact.tier(),
                    artifact.faults().join(artifact.calls()),
                    artifact.faults().byteSize(),
                    artifact.feedback(),
                    allocateWords(artifact),
                    artifact.frameless(),
                    artifact.inlined(),
                    artifact.guards());
            if (made.guards().words() > 0) {
                putMissesLeft(made, GuardLayout.FIRST_REPORT);
            }
            int budget = artifact.feedback().instrumentation().budget();
            if (budget > 0) {
                made.putBudget(budget);
            }
            // Before they are copied: bytes of an array are cheaper to change, for cold code above all.
            byte[] code = Arrays.copyOf(artifact.code(), artifact.size());
            for (Relocation relocation : artifact.relocations()) {
                relocate(code, relocation, made);
            }
            block.write(code, code.length);
            blocks.add(made);
            RawMemory.putLongRelease(slots() + 8L * artifact.functionIndex(), made.address());
            return made;
        }
    }

    private long allocateWords(NativeArtifact artifact) {
        int budget = artifact.feedback().instrumentation().hasBudget() ? InstalledCode.BUDGET_BYTES : 0;
        return budget + blocks.allocateFeedback(budget + 8 * (artifact.feedback().words() + artifact.guards().words()));
    }

    static IllegalStateException closed() {
        return new IllegalStateException("the module is closed");
    }

    private void relocate(byte[] code, Relocation relocation, InstalledCode made) {
        int at = relocation.position();
        long distance = target(relocation.symbol(), made) - (made.address() + at + 4);
        int value = (int) distance;
        if (value != distance) {
            throw new IllegalStateException("a symbol is out of reach");
        }
        value += code[at]; // a small number in all four bytes
        for (int i = 0; i < Integer.BYTES; i++) {
            code[at + i] = (byte) (value >> 8 * i);
        }
    }

    private long target(int symbol, InstalledCode made) {
        int index = Symbol.index(symbol);
        return switch (Symbol.kind(symbol)) {
            case Symbol.SLOT -> slots() + 8L * index;
            case Symbol.BUDGET -> made.budget();
            case Symbol.BUILTIN -> floor.builtinStub(index);
            case Symbol.TRAP -> floor.trapStub(index);
            case Symbol.FEEDBACK -> made.words() + 8L * index;
            case Symbol.SPENT -> floor.spentStub();
            case Symbol.FIND_TARGET -> floor.findTargetStub();
            case Symbol.MISSED -> floor.missedStub();
            default -> throw new IllegalArgumentException("symbol " + Integer.toHexString(symbol));
        };
    }

    /** On the guest's thread, so that nothing here is freed meanwhile. */
    void budgetSpent(int functionIndex) {
        int next = Math.max(1, compiler.budgetSpent(functionIndex));
        InstalledCode counting = slot(functionIndex).counting();
        if (counting != null) {
            counting.putBudget(next);
        }
    }

    /** As {@link #budgetSpent}. */
    void guardsMissed(int functionIndex) {
        slot(functionIndex).putMissesLeft(Math.max(1, compiler.guardsMissed(functionIndex)));
    }

    static void putMissesLeft(InstalledCode code, long misses) {
        RawMemory.putLong(code.words() + 8L * GuardLayout.LEFT, misses);
    }

    @Override
    public List<GuardMisses> guardMisses(int functionIndex) {
        NativeSlot slot = slots.get(functionIndex);
        InstalledCode guarding = slot == null ? null : slot.guarding();
        if (guarding == null) {
            return List.of();
        }
        synchronized (blocks) {
            return blocks.isFreed() ? List.of() : guarding.guards().read(word -> word(guarding, word), this::functionOfSlot);
        }
    }

    private static long word(InstalledCode code, int index) {
        return RawMemory.getLong(code.words() + 8L * index);
    }

    @Override
    public FunctionProfile profile(int functionIndex) {
        NativeSlot slot = slots.get(functionIndex);
        InstalledCode counting = slot == null ? null : slot.counting();
        if (counting == null) {
            return FunctionProfile.empty();
        }
        synchronized (blocks) {
            return blocks.isFreed()
                    ? FunctionProfile.empty()
                    : counting.feedback()
                            .read(word -> word(counting, word), this::functionOfSlot);
        }
    }

    private int functionOfSlot(long address) {
        long index = (address - slots()) / 8;
        return index >= 0 && index < module.functionCount() ? (int) index : CallProfile.Target.FOREIGN;
    }

    /** Frees replaced code when nobody can be inside: who enters from now on finds its successor in the slot. */
    synchronized void retire(InstalledCode code) {
        retired.add(code);
        freeRetired();
    }

    private synchronized void left() {
        waiting = false;
        freeRetired();
    }

    private void freeRetired() {
        // The slot is written before the gates are read; who enters writes its gate before it reads the slot.
        floor.barrier().ifPresentOrElse(Runnable::run, VarHandle::fullFence);
        contexts.removeIf(context -> context.refersTo(null));
        for (WeakReference<NativeContext> reference : contexts) {
            NativeContext context = reference.get();
            if (context != null && context.isEntered()) {
                if (!waiting) {
                    waiting = true;
                    context.gate().whenLeft(this::left);
                }
                return;
            }
        }
        blocks.free(retired);
        for (InstalledCode gone : retired) {
            compiler.freed(gone.functionIndex(), gone.tier(), (int) gone.block().size());
        }
        retired.clear();
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
        NativeContext context =
                new NativeContext(this, owner, memories, tables, globals, functions, data, elements);
        synchronized (this) {
            synchronized (blocks) {
                if (blocks.isFreed()) {
                    throw closed();
                }
            }
            contexts.add(new WeakReference<>(context));
        }
        return context;
    }

    @Override
    public void bind(Context context) {
        ((NativeContext) context).bind();
    }

    @Override
    public boolean publish(CodeArtifact artifact) {
        return slot(artifact.functionIndex()).publish((NativeArtifact) artifact, false);
    }

    @Override
    public boolean renew(CodeArtifact artifact) {
        return slot(artifact.functionIndex()).publish((NativeArtifact) artifact, true);
    }

    @Override
    public void giveWay() {
        floor.system().giveWay();
    }

    @Override
    public Tier tier(int functionIndex) {
        NativeSlot slot = slots.get(functionIndex);
        return slot == null ? Tier.NONE : slot.tier();
    }

    @Override
    public List<CodeSymbol> symbols() {
        List<CodeSymbol> symbols = new ArrayList<>();
        for (InstalledCode code : blocks.live()) {
            symbols.add(code.symbol());
        }
        symbols.sort(Comparator.comparingLong(CodeSymbol::address));
        return symbols;
    }

    @Override
    public void prepare(int functionIndex) {
        slot(functionIndex).prepare();
    }

    /** Frees the code if no instance is left. Else they may still run, and with the last of them goes the code, see {@link CodeBlocks}. */
    @Override
    public synchronized void close() {
        contexts.removeIf(context -> context.refersTo(null));
        if (contexts.isEmpty()) {
            blocks.freeAll();
        }
    }
}
