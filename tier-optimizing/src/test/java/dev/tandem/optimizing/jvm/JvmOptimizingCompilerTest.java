// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class JvmOptimizingCompilerTest {
    /** The code of the function {@code (param i32 i32) (result i32)} with that body. */
    private static String code(String body) {
        int size = body.length() / 2;
        String hex = "0061736d01000000" + "01070160027f7f017f" + "03020100" + "0a%02x01%02x".formatted(size + 2, size) + body;
        WasmModule module = ModuleDecoder.decode(HexFormat.of().parseHex(hex), DecoderOptions.all());
        return new JvmOptimizingCompiler().listing(new CompilationRequest(module, module.body(0)), "code").orElseThrow();
    }

    /** {@code (i32.add (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (local.get 1))) (i32.gt_u (local.get 0) (local.get 1)))}. */
    @Test
    void conditionsAreBranchesEvenInExpressions() {
        String code = code("00" + "20002001" + "2000200148" + "1b" + "200020014b" + "6a" + "0b");
        assertTrue(code.contains("if_icmp"), code);
        assertFalse(code.contains("Comparisons"), code);
    }

    /** {@code (i64.extend_i32_u (local.get 0))}, operators on it and on its value as a float, and back. */
    @Test
    void smallArithmeticIsDoneByTheJvmAndItsIntrinsics() {
        String code = code("00" + "2000ad" + "2001ad" + "89" + "79" + "2001ad" + "8a" + "7a" + "7b" + "b9" + "9a" + "99" + "b6" + "8c" + "8b" + "bc" + "0b");
        assertTrue(code.contains("java/lang/Long.rotateLeft"), code);
        assertTrue(code.contains("java/lang/Float.floatToRawIntBits"), code);
        assertFalse(code.contains("jvm/support"), code);
    }
}
