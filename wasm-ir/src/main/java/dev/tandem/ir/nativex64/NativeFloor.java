// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.platform.AddressRange;
import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.platform.Linux;
import dev.tandem.ir.platform.NativeCalls;
import dev.tandem.ir.platform.OperatingSystem;
import dev.tandem.ir.platform.PlatformException;
import dev.tandem.ir.platform.RawMemory;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.MemoryLimits;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What native code stands on: address space, stubs, the way into Java and the handler of memory faults. There is one in a process, whatever
 * the number of engines, because the process has one such handler and one address space. Made when first asked for, never taken down.
 * Thread-safe.
 */
final class NativeFloor {
    private static final long CODE_SPACE = 1L << 30;
    private static final long LEAST_CODE_SPACE = 1L << 26;
    private static final long GUARD_SPACE = 1L << 44;

    /** What a memory with 64-bit addresses may grow to at most, unless it starts larger: 32 GiB. */
    private static final long ROOM_TO_GROW_PAGES = 1L << 19;

    /**
     * From the base of a memory to the next: 4 GiB of memory, then as much as the largest constant offset reaches, and a page for the width of the
     * access. The space above the memory before is the space below this one.
     */
    private static final long GUARD_STRIDE = (1L << 33) + (1L << 16);

    /** Below the first memory. */
    private static final long GUARD_BELOW = 1L << 31;

    private static final long MAX_32_BIT_PAGES = 1L << 16;

    // When cold, linking the way out takes as long as linking the way in: both at once.
    private final CompletableFuture<MemorySegment> exit =
            CompletableFuture.supplyAsync(() -> NativeCalls.upcall(new Exits(this).handle(), Arena.global()), NativeFloor::aside);
    private final NativeCalls calls = new NativeCalls();
    private final OperatingSystem system = new Linux(calls);
    private final Optional<Runnable> barrier = system.processBarrier();
    private final AddressRange codeRange = AddressRange.reserve(system, CODE_SPACE, LEAST_CODE_SPACE);
    private final CodeMemory codeMemory = new CodeMemory(codeRange);
    private final CodeMap code = new CodeMap();
    private final IdentityTable<NativeContext> contexts = new IdentityTable<>();
    private final IdentityTable<NativeHost> hosts = new IdentityTable<>();
    private final Stubs stubs;
    private final Set<CpuFeature> features;
    private final ConcurrentMap<String, EntryStub> entryStubs = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> hostStubs = new ConcurrentHashMap<>();
    private final AtomicLongArray builtinStubs = new AtomicLongArray(Builtin.values().length);
    private final AtomicLongArray trapStubs = new AtomicLongArray(TrapCode.values().length);
    private final @Nullable AddressRange guards;
    private long spentStub;
    private long findTargetStub;
    private long missedStub;
    private final Optional<String> guardsRefused;

    private static final class Holder {
        static final Object MADE_OR_REFUSED = make();

        private static Object make() {
            try {
                return new NativeFloor();
            } catch (PlatformException refused) {
                return refused;
            }
        }
    }

    @SuppressWarnings("this-escape") // nobody calls in before guest code runs
    private NativeFloor() {
        this.stubs = new Stubs(codeMemory, exit.join().address());
        this.features = CpuProbe.features(calls, stubs);
        AddressRange reserved = null;
        Optional<String> refused = Optional.empty();
        try {
            reserved = AddressRange.reserve(system, GUARD_SPACE, 4 * GUARD_STRIDE);
            reserved.take(GUARD_BELOW);
            long handler = stubs.faultHandler(
                    system.faultFrame(),
                    codeRange.start(),
                    codeRange.size(),
                    reserved.start(),
                    reserved.size(),
                    system.faultHandler());
            system.setFaultHandler(handler);
            if (system.faultHandler() != handler || !FaultSelfTest.passes(calls, stubs, reserved.start())) {
                throw new PlatformException("the self-test of memory faults failed");
            }
        } catch (PlatformException e) {
            refused = Optional.of(String.valueOf(e.getMessage()));
        }
        this.guards = refused.isPresent() ? null : reserved;
        this.guardsRefused = refused;
    }

    private static void aside(Runnable work) {
        Thread thread = new Thread(work, "tandem linker");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The one of this process.
     *
     * @throws PlatformException if the operating system refuses what is needed
     */
    static NativeFloor instance() {
        // No pattern switch: linking one takes milliseconds of a cold start.
        if (Holder.MADE_OR_REFUSED instanceof NativeFloor made) {
            return made;
        }
        throw new PlatformException("native code cannot be run here", (PlatformException) Holder.MADE_OR_REFUSED);
    }

    NativeCalls calls() {
        return calls;
    }

    OperatingSystem system() {
        return system;
    }

    /** Makes all threads pass a fence; empty if that is not to be had, and gates are not biased. */
    Optional<Runnable> barrier() {
        return barrier;
    }

    AddressRange codeRange() {
        return codeRange;
    }

    CodeMemory codeMemory() {
        return codeMemory;
    }

    CodeMap code() {
        return code;
    }

    IdentityTable<NativeContext> contexts() {
        return contexts;
    }

    IdentityTable<NativeHost> hosts() {
        return hosts;
    }

    Stubs stubs() {
        return stubs;
    }

    /** What the processor has. */
    Set<CpuFeature> features() {
        return features;
    }

    /** Why there are no memories between guard pages; empty if there are. */
    Optional<String> guardsRefused() {
        return guardsRefused;
    }

    /** The function whose reference lies at {@code address}. */
    FunctionReference function(long address) {
        int identity = RawMemory.getInt(address + ReferenceLayout.IDENTITY);
        if (RawMemory.getLong(address + ReferenceLayout.SLOT) == address + ReferenceLayout.OWN_SLOT) {
            return hosts.get(identity).reference();
        }
        long context = RawMemory.getLong(address + ReferenceLayout.CONTEXT);
        return contexts.get(RawMemory.getInt(context + ContextLayout.IDENTITY)).function(identity);
    }

    EntryStub entryStub(NativeSignature signature) {
        EntryStub known = entryStubs.get(signature.key());
        return known != null
                ? known
                : entryStubs.computeIfAbsent(signature.key(), _ -> new EntryStub(stubs, signature));
    }

    /** The code of host functions of that signature. */
    long hostStub(NativeSignature signature) {
        Long known = hostStubs.get(signature.key());
        return known != null
                ? known
                : hostStubs.computeIfAbsent(signature.key(), _ -> ExitStub.host(stubs, signature));
    }

    @SuppressWarnings("EnumOrdinal") // symbols live as long as the process
    long builtinStub(int ordinal) {
        if (builtinStubs.get(ordinal) == 0) {
            builtinStubs.compareAndSet(ordinal, 0, ExitStub.builtin(stubs, Builtin.values()[ordinal]));
        }
        return builtinStubs.get(ordinal);
    }

    long trapStub(int ordinal) {
        if (trapStubs.get(ordinal) == 0) {
            trapStubs.compareAndSet(ordinal, 0, stubs.trapStub(ordinal));
        }
        return trapStubs.get(ordinal);
    }

    /** Address of the code that {@link CallSequences#spend} calls. */
    @SuppressWarnings("EnumOrdinal") // symbols live as long as the process
    synchronized long spentStub() {
        if (spentStub == 0) {
            spentStub = ProfileStubs.spent(stubs, trapStub(TrapCode.CALL_STACK_EXHAUSTED.ordinal()));
        }
        return spentStub;
    }

    /** Address of the code that {@link CallSequences#countTarget} calls. */
    synchronized long findTargetStub() {
        if (findTargetStub == 0) {
            findTargetStub = ProfileStubs.findTarget(stubs);
        }
        return findTargetStub;
    }

    /** Address of the code that {@link CallSequences#reportMisses} calls. */
    synchronized long missedStub() {
        if (missedStub == 0) {
            missedStub = ProfileStubs.missed(stubs);
        }
        return missedStub;
    }

    /** A memory, between guard pages if {@code guarded}. */
    NativeMemory newMemory(MemoryType type, long maximumPages, boolean guarded) {
        long most = MemoryLimits.mostPages(type.limits());
        long maximum = Long.compareUnsigned(most, maximumPages) < 0 ? most : maximumPages;
        long minimum = type.limits().minimum();
        if (Long.compareUnsigned(minimum, maximum) > 0) {
            throw NativeMemory.tooLarge(minimum);
        }
        try {
            return guarded ? newGuarded(type, maximum) : newUnguarded(type, maximum);
        } catch (PlatformException refused) {
            throw NativeMemory.tooLarge(minimum);
        }
    }

    private NativeMemory newGuarded(MemoryType type, long maximum) {
        AddressRange range = java.util.Objects.requireNonNull(guards);
        long base = range.take(GUARD_STRIDE);
        MemorySegment space = RawMemory.owned(base, MAX_32_BIT_PAGES * MemoryType.PAGE_SIZE, gone -> {
            system.decommit(gone, MAX_32_BIT_PAGES * MemoryType.PAGE_SIZE);
            range.give(gone, GUARD_STRIDE);
        });
        return new NativeMemory(system, type, space, maximum);
    }

    private NativeMemory newUnguarded(MemoryType type, long maximum) {
        // Address space is large, but a few memories without a maximum would take all that a process has.
        long room = Math.max(Math.min(maximum, ROOM_TO_GROW_PAGES), type.limits().minimum());
        long pages = Math.max(1, room);
        while (true) {
            try {
                long size = Math.multiplyExact(pages, MemoryType.PAGE_SIZE);
                long base = system.reserve(size);
                MemorySegment space = RawMemory.owned(base, size, gone -> system.release(gone, size));
                return new NativeMemory(system, type, space, Math.min(maximum, pages));
            } catch (PlatformException | ArithmeticException refused) {
                // Room to grow is a wish, the initial size is not.
                long less = Math.max(pages / 2, type.limits().minimum());
                if (less == pages) {
                    throw NativeMemory.tooLarge(type.limits().minimum());
                }
                pages = less;
            }
        }
    }
}
