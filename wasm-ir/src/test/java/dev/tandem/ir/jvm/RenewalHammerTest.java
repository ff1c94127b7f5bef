// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.backend.ModuleCode;
import dev.tandem.ir.backend.RenewalHammer;
import dev.tandem.ir.code.JvmArtifact;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import dev.tandem.ir.vm.GlobalCell;
import dev.tandem.ir.vm.LinearMemory;
import dev.tandem.ir.vm.Table;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.Opcodes;

/**
 * Publishes bytecode under callers, as the test of that name in {@code nativex64} does machine code. The system property {@code tandem.publications}
 * says how often, but a hundredth of it: each is a class.
 */
@Timeout(1800)
final class RenewalHammerTest {
    private static final int PUBLICATIONS = Math.max(500, Integer.getInteger("tandem.publications", 10_000) / 100);
    private static final int FUNCTIONS = 2;
    private static final int CALLERS = 2;

    /** Four functions of type {@code [] -> i32}, whose bodies do not matter: the last two call the first two. */
    private static final WasmModule MODULE = ModuleDecoder.decode(
            HexFormat.of()
                    .parseHex("0061736d01000000" + "0105" + "01" + "6000017f" + "0305" + "0400000000" + "0a15" + "04" + "040041000b".repeat(4)),
            DecoderOptions.all());

    private final JvmBackend backend = new JvmBackend();

    private static JvmArtifact constant(int index, Tier tier, int value) {
        return TestFunctions.function(MODULE, index, tier, run -> {
            run.visitLdcInsn(value);
            run.visitInsn(Opcodes.IRETURN);
        });
    }

    private static JvmArtifact first(int index) {
        if (index < FUNCTIONS) {
            return constant(index, Tier.BASELINE, 0);
        }
        GuestSignature signature = GuestSignature.of(MODULE.functionType(index));
        return TestFunctions.function(MODULE, index, Tier.BASELINE, run -> {
            run.visitVarInsn(Opcodes.ALOAD, 0);
            TestFunctions.callDirect(run, signature, index - FUNCTIONS);
            run.visitInsn(Opcodes.IRETURN);
        });
    }

    private Context instance(ModuleCode code) {
        Context context = code.newContext(
                this, new LinearMemory[0], new Table[0], new GlobalCell[0], new FunctionReference[MODULE.functionCount()], new byte[0][], new Object[0][]);
        code.bind(context);
        return context;
    }

    private long call(Context context, int function) {
        long[] numbers = new long[1];
        backend.invoke(context.function(function), numbers, new Object[0]);
        return numbers[0];
    }

    @Test
    void everyCallSeesTheNewestCode() throws InterruptedException {
        ModuleCode code = backend.newModuleCode(MODULE, TestFunctions.TYPES, RenewalHammerTest::first);
        List<RenewalHammer.Caller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Context context = instance(code);
            assertEquals(0, call(context, FUNCTIONS) + call(context, FUNCTIONS + 1), "what was there before");
            callers.add((function, directly) -> call(context, function + (directly ? 0 : FUNCTIONS)));
        }
        new RenewalHammer(FUNCTIONS).run(
                callers,
                (function, number) -> {
                    JvmArtifact artifact = constant(function, Tier.OPTIMIZED, number);
                    assertTrue(code.tier(function) == Tier.OPTIMIZED ? code.renew(artifact) : code.publish(artifact));
                },
                PUBLICATIONS);
    }
}
