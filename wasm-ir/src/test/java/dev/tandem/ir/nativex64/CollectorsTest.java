// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.backend.HostFunction;
import dev.tandem.ir.vm.LinearMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on the JVM's own options, so in processes of its own. */
final class CollectorsTest extends NativeTest {
    private static final String PASSED = "passed";

    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
    void trapsWhileTheCollectorRuns(String collector) throws Exception {
        assertEquals(PASSED, run(List.of(), "-XX:+Use" + collector + "GC", "-Xmx128m", Traps.class.getName()));
    }

    public static final class Traps {
        private Traps() {}

        public static void main(String[] arguments) throws Exception {
            FaultsTest test = new FaultsTest();
            test.trapsWhileTheCollectorRuns();
            test.theJvmKeepsItsFaults();
            test.stackExhaustionIsATrapOnEveryKindOfThread();
            System.out.print(PASSED);
        }
    }

    /** With a small stack and with a large one. */
    @ParameterizedTest
    @ValueSource(strings = {"256k", "16m"})
    void stackExhaustionIsATrapOnTheMainThread(String size) throws Exception {
        assertEquals(PASSED, run(List.of(), "-XX:+UseSerialGC", "-Xmx64m", "-Xss" + size, Exhausted.class.getName()));
    }

    public static final class Exhausted {
        private Exhausted() {}

        public static void main(String[] arguments) throws Exception {
            FaultsTest test = new FaultsTest();
            test.stackExhaustionIsATrapOnEveryKindOfThread();
            test.recursionThroughTheHostIsExhaustedToo();
            test.theJvmKeepsItsFaults();
            System.out.print(PASSED);
        }
    }

    /** With little address space there are no guard pages, and memories get less room to grow. */
    @Test
    void explicitChecksWhereAddressSpaceIsScarce() throws Exception {
        assertEquals(
                PASSED,
                run(
                        List.of("sh", "-c", "ulimit -v 20000000 && exec \"$0\" \"$@\""),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        Scarce.class.getName()));
    }

    public static final class Scarce {
        private Scarce() {}

        public static void main(String[] arguments) {
            NativeBackend backend = new NativeBackend();
            MemoryType type = new MemoryType(new Limits(1, Limits.UNBOUNDED, false), false);
            assertTrue(backend.guardPagesRefused().isPresent());
            assertTrue(!backend.target().isGuarded(type));
            List<LinearMemory> memories = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                LinearMemory memory = backend.newMemory(type, 65536);
                assertEquals(1, memory.grow(1));
                memory.putInt(131068, i);
                memories.add(memory);
            }
            new FaultsTest().explicitChecksAreExactToo();
            System.out.print(PASSED);
        }
    }

    /** Our code must be right: a fault outside the guard region ends the process, as one of the JVM's own code does. */
    @Test
    void aFaultOutsideTheGuardRegionIsNoTrap() throws Exception {
        String said = run(List.of(), "-XX:ErrorFile=/dev/null", "-XX:+UseSerialGC", "-Xmx64m", Astray.class.getName());
        assertTrue(said.contains("SIGSEGV"), said);
        assertTrue(said.startsWith("before"), said);
        assertFalse(said.contains("caught"), said);
    }

    public static final class Astray {
        private Astray() {}

        public static void main(String[] arguments) {
            Guest guest = new Guest(new TestModule().function("I_I").memory(1, 1)).define(0, w -> {
                w.mayFault(1);
                w.assembler.rm(IntegerOp.MOV, 32, RAX, RAX, Stubs.NONE, 0, 0);
            });
            NativeContext context = guest.instance(new HostFunction[0]);
            System.out.println("before");
            System.out.flush();
            try {
                Guest.call(context, 0, 4096);
            } catch (Throwable t) {
                System.out.println("caught " + t);
            }
        }
    }

    @Test
    void withoutNativeAccessThereIsAReason() throws Exception {
        String said = start(List.of(), "--illegal-native-access=deny", Refused.class.getName());
        assertTrue(said.contains("--enable-native-access=ALL-UNNAMED"), said);
    }

    public static final class Refused {
        private Refused() {}

        public static void main(String[] arguments) {
            Optional<String> reason = NativeBackend.unavailable();
            System.out.print(reason.orElse("it is there"));
        }
    }

    private static String run(List<String> prefix, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--enable-native-access=ALL-UNNAMED", "-D" + FaultsTest.ROUNDS + "=" + Integer.getInteger(FaultsTest.ROUNDS, 12_000)));
        all.addAll(List.of(arguments));
        return start(prefix, all.toArray(String[]::new));
    }

    private static String start(List<String> prefix, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(20, TimeUnit.MINUTES).execute(process::destroyForcibly);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
