// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.code.CodeArtifact;
import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.InlinedSites;
import dev.tandem.ir.code.InterpretedArtifact;
import dev.tandem.ir.code.InterpretedCode;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.profile.CallProfile;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.FunctionProfile;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.profile.GuardMisses;
import dev.tandem.ir.vm.Code;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The code slot of a function: what every call of it goes through. Its call site is the slot's cell, and callers that HotSpot compiled
 * against the old target are dropped by HotSpot itself; see {@link Handover} for how all change at the same moment.
 */
final class CodeSlot {
    /** Stands for baseline code in {@link #addFrames}. */
    static final int BASELINE = -1;

    private final JvmModuleCode module;
    private final int functionIndex;
    private volatile Tier tier = Tier.NONE;
    private @Nullable Class<?> type;
    /** The virtual entry; made when a function reference first asks for it, which most functions never see. */
    private @Nullable Code code;
    private @Nullable MutableCallSite site;
    /** The same for what tail calls reach of a function that makes some. */
    private @Nullable MutableCallSite bodySite;
    /** What the lines of baseline code stand for, which may still run when there is other code. */
    private Lines baselineLines = Lines.NONE;
    /** The same of each optimized code that there was; all but the first have a loader of their own. */
    private List<Lines> optimizedLines = List.of();

    private FeedbackLayout layout = FeedbackLayout.NONE;
    private long[] feedback = {};
    private GuardLayout guards = GuardLayout.NONE;
    private long[] misses = {};
    private @Nullable InterpretedCode interpreted;

    private record Lines(int[] sites, InlinedSites inlined) {
        static final Lines NONE = new Lines(new int[0], InlinedSites.NONE);
    }

    CodeSlot(JvmModuleCode module, int functionIndex) {
        this.module = module;
        this.functionIndex = functionIndex;
    }

    Tier tier() {
        return tier;
    }

    /** The virtual entry, for function references. Compiles the function if nobody has. */
    Code code() {
        prepare();
        synchronized (this) {
            Code made = code;
            if (made == null) {
                made = SignatureLoader.newCode(Objects.requireNonNull(type));
                code = made;
            }
            return made;
        }
    }

    /**
     * The call site of the function's {@code Link} method. Compiles the function if nobody has; if it cannot be compiled yet, its calls wait until
     * it can. Linking itself must not wait: what is thrown then sticks to the call.
     */
    MutableCallSite site(MethodType descriptor) {
        if (tier == Tier.NONE && module.compiler().isReady(functionIndex)) {
            prepare();
        }
        synchronized (this) {
            MutableCallSite known = site;
            if (known == null) {
                known = new MutableCallSite(tier == Tier.NONE ? waiting(descriptor) : entry(Objects.requireNonNull(type), GuestLayout.RUN, descriptor));
                site = known;
            }
            return known;
        }
    }

    /** The call site of the function's body, which has been compiled. */
    synchronized MutableCallSite bodySite(MethodType descriptor) {
        MutableCallSite known = bodySite;
        if (known == null) {
            known = new MutableCallSite(entry(Objects.requireNonNull(type), GuestLayout.BODY, descriptor));
            bodySite = known;
        }
        return known;
    }

    private MethodHandle waiting(MethodType descriptor) {
        return MethodHandles.foldArguments(MethodHandles.exactInvoker(descriptor), resolver().bindTo(this));
    }

    @SuppressWarnings("UnusedMethod") // called through its handle
    private MethodHandle resolve() {
        prepare();
        synchronized (this) {
            return Objects.requireNonNull(site).getTarget();
        }
    }

    void prepare() {
        if (tier == Tier.NONE) {
            module.compiler().await(functionIndex);
            compile();
        }
    }

    private synchronized void compile() {
        if (tier == Tier.NONE) {
            install(module.compiler().compile(functionIndex));
        }
    }

    /** Replaces the code by that of a higher tier, or with {@code renew} of the same; returns whether it did. */
    synchronized boolean publish(CodeArtifact artifact, boolean renew) {
        int order = artifact.tier().compareTo(tier);
        if (order < 0 || order == 0 && !renew) {
            return false;
        }
        install(artifact);
        return true;
    }

    /** The words that the function's code counts in. */
    synchronized long[] feedback() {
        return feedback;
    }

    /** The words that the function's optimized code counts missed guards in. */
    synchronized long[] misses() {
        return misses;
    }

    synchronized List<GuardMisses> guardMisses() {
        return guards.read(word -> misses[word], CodeSlot::functionOf);
    }

    /** Of the function that a word of {@link dev.tandem.ir.jvm.support.Counting} stands for. */
    private static int functionOf(long target) {
        return target < 0 ? CallProfile.Target.FOREIGN : (int) target - 1;
    }

    /** What runs the function, if its baseline code is interpreted. */
    synchronized InterpretedCode interpreted() {
        return Objects.requireNonNull(interpreted);
    }

    synchronized FunctionProfile profile() {
        InterpretedCode baseline = interpreted;
        return baseline != null
                ? baseline.profile()
                : layout.read(word -> feedback[word], CodeSlot::functionOf);
    }

    private void install(CodeArtifact artifact) {
        Class<?> defined =
                switch (artifact) {
                    case JvmArtifact bytecode -> define(bytecode);
                    case InterpretedArtifact code -> define(code);
                    default ->
                        throw new CompilationException(
                                "the backend 'jvm' cannot run a " + artifact.getClass().getSimpleName(), functionIndex);
                };
        Handover handover = new Handover();
        prepare(handover, site, defined, GuestLayout.RUN);
        prepare(handover, bodySite, defined, GuestLayout.BODY);
        handover.happen();
        type = defined;
        code = null;
        tier = artifact.tier();
    }

    private static void prepare(Handover handover, @Nullable MutableCallSite linked, Class<?> defined, String entry) {
        if (linked != null) {
            handover.add(linked, entry(defined, entry, linked.type()));
        }
    }

    private Class<?> define(JvmArtifact artifact) {
        if (artifact.feedback().words() > 0) {
            layout = artifact.feedback();
            feedback = new long[layout.words()];
        }
        if (artifact.tier() == Tier.OPTIMIZED) {
            guards = artifact.guards();
            misses = new long[guards.words()];
            if (misses.length > 0) {
                misses[GuardLayout.LEFT] = GuardLayout.FIRST_REPORT;
            }
        }
        GeneratedClassLoader loader =
                optimizedLines.isEmpty() ? module.loader() : new RenewalLoader(module.loader(), optimizedLines.size());
        Class<?> defined = loader.define(artifact.classes().getFirst());
        for (byte[] more : artifact.classes().subList(1, artifact.classes().size())) {
            loader.define(more);
        }
        Lines lines = new Lines(artifact.sites(), artifact.inlined());
        if (artifact.tier() == Tier.BASELINE) {
            baselineLines = lines;
        } else {
            List<Lines> all = new ArrayList<>(optimizedLines);
            all.add(lines);
            optimizedLines = List.copyOf(all);
        }
        return misses.length > 0 ? initialized(defined) : defined;
    }

    private Class<?> define(InterpretedArtifact artifact) {
        interpreted = artifact.code();
        return initialized(module.loader().define(InterpretedClass.generate(artifact, module.signature(functionIndex))));
    }

    /** It takes what is its own from here now, before another's could stand there. */
    private static Class<?> initialized(Class<?> defined) {
        try {
            return Class.forName(defined.getName(), true, defined.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new LinkageError("generated class is not usable", e);
        }
    }

    private static MethodHandle resolver() {
        try {
            return MethodHandles.lookup().findVirtual(CodeSlot.class, "resolve", MethodType.methodType(MethodHandle.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a method of this class is missing", e);
        }
    }

    private static MethodHandle entry(Class<?> type, String name, MethodType descriptor) {
        try {
            return MethodHandles.publicLookup().findStatic(type, name, descriptor);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("compiled function " + type + " lacks its entry '" + name + "'", e);
        }
    }

    /**
     * Adds the frames that JVM line {@code line} of its code stands for: of inlined functions, innermost first, then its own.
     *
     * @param renewal which of its optimized codes, or {@link #BASELINE}
     */
    synchronized void addFrames(int line, int renewal, Frames frames) {
        Lines lines = renewal == BASELINE ? baselineLines : renewal < optimizedLines.size() ? optimizedLines.get(renewal) : Lines.NONE;
        int[] offsets = lines.sites;
        InlinedSites inlined = lines.inlined;
        int site = line >= 1 && line <= offsets.length ? line - 1 : -1;
        if (site < 0 || inlined.isEmpty()) {
            frames.add(functionIndex, site < 0 ? -1 : offsets[site]);
            return;
        }
        for (; site >= 0; site = inlined.callers()[site]) {
            frames.add(inlined.functions()[site], offsets[site]);
        }
    }

    /** Takes the frames of a backtrace. */
    interface Frames {
        /** @param offset in the function's body, or -1 if unknown */
        void add(int function, int offset);
    }
}
