// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class CodeMemoryTest {
    /** lea rax, [rdi + rsi*2]; ret. */
    private static final byte[] CODE = HexFormat.of().parseHex("488d0477c3");

    private NativeCalls calls;
    private Linux linux;
    private AddressRange range;
    private CodeMemory memory;

    @BeforeEach
    void open() {
        calls = new NativeCalls();
        linux = new Linux(calls);
        range = AddressRange.reserve(linux, 1 << 26, 1 << 26);
        memory = new CodeMemory(range);
    }

    @AfterEach
    void close() {
        memory.clear();
        range.release();
    }

    private long run(CodeMemory.Block block, long a, long b) {
        return calls.call(MemorySegment.ofAddress(block.address()), a, b, 0, 0, 0, 0);
    }

    @Test
    void codeRunsUntilItIsFreed() {
        CodeMemory.Block first = memory.allocate(CODE, CODE.length);
        CodeMemory.Block second = memory.allocate(CODE, CODE.length);
        assertNotEquals(first.address(), second.address());
        assertEquals(1 + 2 * 20, run(first, 1, 20));
        memory.free(first);
        assertEquals(3 + 2 * 4, run(second, 3, 4));
        assertEquals(first.address(), memory.allocate(CODE, CODE.length).address(), "freed space is used again");
    }

    /** The mappings of code, as the kernel has them: some can be written, others executed, and where code runs none can be written. */
    @Test
    void nothingIsBothWritableAndExecutable() throws IOException {
        CodeMemory.Block block = memory.allocate(CODE, CODE.length);
        memory.allocate(1 << 21);
        int writable = 0;
        int executable = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            boolean ours = range.contains(Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16));
            if (ours || line.contains("tandem-code")) {
                String rights = line.split(" ")[1];
                assertTrue(!rights.contains("w") || !(ours || rights.contains("x")), line);
                writable += rights.contains("w") ? 1 : 0;
                executable += ours && rights.contains("x") ? 1 : 0;
            }
        }
        assertTrue(writable >= 2 && executable >= 2, writable + " writable, " + executable + " executable");
        assertEquals(5, run(block, 1, 2));
    }

    /** As {@link #blocksNeverOverlapAndMergeWhenFreed}, for many at once. */
    @Test
    void whatIsFreedTogetherIsUsedAgain() {
        CodeMemory.Block kept = memory.allocate(CODE, CODE.length);
        for (int round = 0; round < 5; round++) {
            List<CodeMemory.Block> gone = new ArrayList<>();
            List<CodeMemory.Block> staying = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                // Some mappings go as a whole, of others a part.
                (i % 1000 == 999 ? staying : gone).add(memory.allocate(2000));
            }
            Collections.shuffle(gone, new Random(round));
            memory.free(gone);
            memory.free(staying);
            memory.free(List.of());
            assertEquals(7, run(kept, 1, 3));
        }
        // All of the range is there again, but for the first mapping.
        memory.free(memory.allocate((1 << 26) - (1 << 17)));
    }

    /** Room that garbage holds is found when there is no other. */
    @Test
    void theCollectorIsAskedForRoom() {
        AddressRange small = AddressRange.reserve(linux, 1 << 16, 1 << 16);
        for (int i = 0; i < 3; i++) {
            assertTrue(small.contains(takeAll(small)));
        }
        assertThrows(PlatformException.class, () -> small.take(1 << 17));
    }

    private static long takeAll(AddressRange range) {
        long address = range.take(1 << 16);
        return RawMemory.owned(address, 1 << 16, gone -> range.give(gone, 1 << 16)).address();
    }

    @Test
    void blocksNeverOverlapAndMergeWhenFreed() {
        long seed = Long.getLong("tandem.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<CodeMemory.Block> live = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            if (live.isEmpty() || random.nextInt(3) > 0) {
                byte[] code = new byte[5 + random.nextInt(3000)];
                System.arraycopy(CODE, 0, code, 0, CODE.length);
                CodeMemory.Block made = memory.allocate(code, code.length);
                for (CodeMemory.Block other : live) {
                    assertTrue(
                            made.address() + made.size() <= other.address()
                                    || other.address() + other.size() <= made.address(),
                            () -> "overlap, -Dtandem.test.seed=" + seed);
                }
                live.add(made);
            } else {
                memory.free(live.remove(random.nextInt(live.size())));
            }
        }
        for (CodeMemory.Block block : live) {
            assertEquals(7, run(block, 3, 2), () -> "-Dtandem.test.seed=" + seed);
            assertTrue(range.contains(block.address()));
        }
    }

    @Test
    void whatIsFreeAsAWholeIsUnmapped() {
        CodeMemory.Block kept = memory.allocate(CODE, CODE.length);
        CodeMemory.Block large = memory.allocate(1 << 21);
        memory.free(large);
        assertEquals(large.address(), range.take(1 << 21), "its place can be taken");
        assertEquals(5, run(kept, 1, 2));
        assertThrows(PlatformException.class, () -> memory.allocate(1 << 26));
    }

    @Test
    @SuppressWarnings("restricted")
    void reservedSpaceIsCommittedInPlace() {
        long size = 1L << 33;
        long address = linux.reserve(size);
        try {
            linux.commit(address, linux.pageSize());
            MemorySegment page = MemorySegment.ofAddress(address).reinterpret(linux.pageSize());
            page.fill((byte) 1);
            linux.decommit(address, linux.pageSize());
            linux.commit(address, linux.pageSize());
            assertEquals(0, page.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
        } finally {
            linux.release(address, size);
        }
        assertThrows(PlatformException.class, () -> linux.reserve(1L << 62));
    }

    @Test
    void theStackOfEachThreadIsKnown() throws InterruptedException {
        OperatingSystem.StackBounds[] bounds = new OperatingSystem.StackBounds[1];
        Thread thread = new Thread(null, () -> bounds[0] = linux.currentStack(), "small", 1 << 20);
        thread.start();
        thread.join();
        long size = bounds[0].high() - bounds[0].low();
        assertTrue(size >= 1 << 20 && size < 4 << 20, () -> "stack of " + size + " bytes");
    }
}
