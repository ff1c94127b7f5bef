// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Linux on x86-64. */
public final class Linux implements OperatingSystem {
    private static final int PROT_NONE = 0;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MAP_POPULATE = 0x8000;
    private static final int MFD_CLOEXEC = 1;
    private static final int SC_PAGESIZE = 30;
    private static final int SIGSEGV = 11;
    /** Beside a thread of normal priority one of these gets a quarter of a processor: with more, guests that take all hardly ever get better code. */
    private static final int NICE = 5;
    private static final int SYS_MEMBARRIER = 324;
    private static final int MEMBARRIER_QUERY = 0;
    private static final int MEMBARRIER_EXPEDITED = 8;
    private static final int MEMBARRIER_REGISTER_EXPEDITED = 16;
    /** {@code sizeof(struct sigaction)}, whose first member is the handler. */
    private static final int SIGACTION_SIZE = 152;
    /** {@code sizeof(pthread_attr_t)} with glibc; musl's is smaller. */
    private static final int PTHREAD_ATTR_SIZE = 56;

    private final NativeCalls calls;
    private final MemorySegment mmap;
    private final MemorySegment munmap;
    private final MemorySegment mprotect;
    private final long pageSize;

    public Linux(NativeCalls calls) {
        this.calls = calls;
        this.mmap = calls.find("mmap");
        this.munmap = calls.find("munmap");
        this.mprotect = calls.find("mprotect");
        this.pageSize = call(calls.find("sysconf"), SC_PAGESIZE, 0, 0);
    }

    private long call(MemorySegment function, long a, long b, long c) {
        return calls.call(function, a, b, c, 0, 0, 0);
    }

    private long map(long address, long size, int protection, int flags, long file) {
        long mapped = calls.call(mmap, address, size, protection, flags, file, 0);
        if (mapped == -1) {
            throw new PlatformException("mmap of " + size + " bytes was refused");
        }
        return mapped;
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public long reserve(long size) {
        return map(0, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1);
    }

    @Override
    public void commit(long address, long size) {
        if (call(mprotect, address, size, PROT_READ | PROT_WRITE) != 0) {
            throw new PlatformException("mprotect of " + size + " bytes was refused");
        }
    }

    @Override
    public void decommit(long address, long size) {
        map(address, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1);
    }

    @Override
    public void release(long address, long size) {
        if (call(munmap, address, size, 0) != 0) {
            throw new PlatformException("munmap of " + size + " bytes was refused");
        }
    }

    @Override
    public void giveWay() {
        // Priorities of Java threads mean nothing here. On Linux, this is of the calling thread.
        call(calls.find("nice"), NICE, 0, 0);
    }

    @Override
    public DualMapping mapCode(long executable, long size) {
        try (Arena arena = Arena.ofConfined()) {
            long file = (int) call(calls.find("memfd_create"), NativeCalls.cString(arena, "tandem-code"), MFD_CLOEXEC, 0);
            if (file < 0) {
                throw new PlatformException("memfd_create was refused");
            }
            try {
                if ((int) call(calls.find("ftruncate"), file, size, 0) != 0) {
                    throw new PlatformException("no memory for " + size + " bytes of code");
                }
                // All of it will be written, and faults page by page take longer.
                long writable = map(0, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file);
                try {
                    map(executable, size, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED, file);
                    return new DualMapping(writable, executable, size);
                } catch (PlatformException refused) {
                    release(writable, size);
                    throw refused;
                }
            } finally {
                call(calls.find("close"), file, 0, 0);
            }
        }
    }

    @Override
    public void unmapCode(DualMapping mapping) {
        release(mapping.writable(), mapping.size());
        decommit(mapping.executable(), mapping.size());
    }

    @Override
    public long faultHandler() {
        try (Arena arena = Arena.ofConfined()) {
            return signalAction(arena).get(ValueLayout.JAVA_LONG, 0);
        }
    }

    @Override
    public void setFaultHandler(long handler) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = signalAction(arena);
            action.set(ValueLayout.JAVA_LONG, 0, handler);
            if ((int) call(calls.find("sigaction"), SIGSEGV, action.address(), 0) != 0) {
                throw new PlatformException("sigaction was refused");
            }
        }
    }

    private MemorySegment signalAction(Arena arena) {
        MemorySegment action = arena.allocate(SIGACTION_SIZE, 8);
        if ((int) call(calls.find("sigaction"), SIGSEGV, 0, action.address()) != 0) {
            throw new PlatformException("sigaction was refused");
        }
        return action;
    }

    @Override
    public FaultFrame faultFrame() {
        // siginfo_t.si_addr; ucontext_t.uc_mcontext.gregs[REG_RIP] and [REG_R11]
        return new FaultFrame(16, 168, 64);
    }

    @Override
    public Optional<Runnable> processBarrier() {
        MemorySegment syscall = calls.find("syscall");
        long commands = call(syscall, SYS_MEMBARRIER, MEMBARRIER_QUERY, 0);
        long wanted = MEMBARRIER_EXPEDITED | MEMBARRIER_REGISTER_EXPEDITED;
        return commands < 0 || (commands & wanted) != wanted ? Optional.empty() : Optional.of(new Barrier(syscall));
    }

    @Override
    public StackBounds currentStack() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(PTHREAD_ATTR_SIZE, 8);
            MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG, 2);
            long thread = call(calls.find("pthread_self"), 0, 0, 0);
            if ((int) call(calls.find("pthread_getattr_np"), thread, attributes.address(), 0) != 0) {
                throw new PlatformException("the stack of this thread is not known");
            }
            call(calls.find("pthread_attr_getstack"), attributes.address(), result.address(), result.address() + 8);
            call(calls.find("pthread_attr_destroy"), attributes.address(), 0, 0);
            long low = result.get(ValueLayout.JAVA_LONG, 0);
            return new StackBounds(low, low + result.get(ValueLayout.JAVA_LONG, 8));
        }
    }

    private final class Barrier implements Runnable {
        private final MemorySegment syscall;

        Barrier(MemorySegment syscall) {
            this.syscall = syscall;
        }

        @Override
        public void run() {
            // Registering takes milliseconds, so only who needs a barrier does.
            if (membarrier(MEMBARRIER_EXPEDITED) != 0
                    && (membarrier(MEMBARRIER_REGISTER_EXPEDITED) != 0 || membarrier(MEMBARRIER_EXPEDITED) != 0)) {
                throw new PlatformException("membarrier was refused");
            }
        }

        private long membarrier(int command) {
            return call(syscall, SYS_MEMBARRIER, command, 0);
        }
    }
}
