// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.asm.jvm.MethodLimits;
import dev.tandem.ir.code.JvmArtifact;
import java.io.ByteArrayOutputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions beyond what a JVM method, HotSpot's compilers or a class file can hold. */
class LargeFunctionTest {
    private static final int I32 = 0x7f;
    private static final int I64 = 0x7e;

    /** Bytes of a module, written by hand. */
    private static final class Bytes extends ByteArrayOutputStream {
        private static final long serialVersionUID = 1;

        Bytes op(int... codes) {
            for (int code : codes) {
                write(code);
            }
            return this;
        }

        Bytes unsigned(int value) {
            int rest = value;
            while (rest >>> 7 != 0) {
                write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            write(rest);
            return this;
        }

        Bytes signed(long value) {
            long rest = value;
            while (rest < -64 || rest > 63) {
                write((int) (rest & 0x7f) | 0x80);
                rest >>= 7;
            }
            write((int) rest & 0x7f);
            return this;
        }

        Bytes get(int local) {
            return op(0x20).unsigned(local);
        }

        Bytes set(int local) {
            return op(0x21).unsigned(local);
        }

        Bytes i32(int value) {
            return op(0x41).signed(value);
        }

        void section(int id, Bytes content) {
            op(id).unsigned(content.size()).writeBytes(content.toByteArray());
        }
    }

    /** A module of one exported function {@code f} with {@code parameters} of type i32. */
    private static byte[] module(int parameters, int result, int locals, int localType, Consumer<Bytes> code) {
        Bytes body = new Bytes();
        if (locals > 0) {
            body.unsigned(1).unsigned(locals).op(localType);
        } else {
            body.unsigned(0);
        }
        code.accept(body);
        body.op(0x0b);
        Bytes type = new Bytes().op(1, 0x60).unsigned(parameters);
        for (int i = 0; i < parameters; i++) {
            type.op(I32);
        }
        type.op(1, result);
        Bytes module = new Bytes().op(0, 'a', 's', 'm', 1, 0, 0, 0);
        module.section(1, type);
        module.section(3, new Bytes().op(1, 0));
        module.section(7, new Bytes().op(1, 1, 'f', 0, 0));
        Bytes functions = new Bytes().op(1).unsigned(body.size());
        functions.writeBytes(body.toByteArray());
        module.section(10, functions);
        return module.toByteArray();
    }

    private static TestInstance instance(byte[] module) {
        assertEveryMethodIsCompilable(module);
        return new TestInstance(module, Map.of());
    }

    private static void assertEveryMethodIsCompilable(byte[] bytes) {
        WasmModule module = ModuleDecoder.decode(bytes, DecoderOptions.all());
        JvmArtifact artifact = (JvmArtifact) new JvmBaselineCompiler().compile(module, module.body(0));
        for (byte[] classBytes : artifact.classes()) {
            for (MethodModel method : ClassFile.of().parse(classBytes).methods()) {
                int length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
                assertTrue(length < 8000, () -> method.methodName() + " has " + length + " bytes");
            }
        }
    }

    @Test
    void statements() {
        int count = 20_000;
        TestInstance instance = instance(module(1, I32, 0, 0, code -> {
            for (int i = 0; i < count; i++) {
                code.get(0).i32(31).op(0x6c).i32(i * 7919).op(0x6a).set(0);
            }
            code.get(0);
        }));
        int expected = 5;
        for (int i = 0; i < count; i++) {
            expected = expected * 31 + i * 7919;
        }
        assertEquals(expected, instance.callInt("f", 5));
    }

    @Test
    void oneExpression() {
        int count = 20_000;
        TestInstance instance = instance(module(2, I32, 0, 0, code -> {
            code.get(1).get(0);
            for (int i = 0; i < count; i++) {
                code.i32(i).op(0x73).get(0).op(0x6a);
            }
            code.op(0x6b);
        }));
        int expected = 5;
        for (int i = 0; i < count; i++) {
            expected = (expected ^ i) + 5;
        }
        assertEquals(77 - expected, instance.callInt("f", 5, 77));
    }

    @Test
    void moreConstantsThanAClassHolds() {
        int count = 70_000;
        TestInstance instance = instance(module(1, I64, 1, I64, code -> {
            for (int i = 0; i < count; i++) {
                code.get(1).op(0x42).signed(i * 0x1_0000_0001L).op(0x85).set(1);
            }
            code.get(1);
        }));
        long expected = 0;
        for (int i = 0; i < count; i++) {
            expected ^= i * 0x1_0000_0001L;
        }
        assertEquals(expected, instance.call("f", 0)[0]);
    }

    @Test
    void moreLocalsThanAMethodHolds() {
        int count = 40_000;
        TestInstance instance = instance(module(1, I64, count, I64, code -> {
            for (int i = 1; i <= count; i++) {
                code.get(i == 1 ? count : i - 1).get(0).op(0xad).op(0x7c).set(i);
            }
            code.get(count);
        }));
        assertEquals(3L * count, instance.call("f", 3)[0]);
    }

    @Test
    void moreLocalsAliveThanAClassHasFields() {
        int count = 30_000;
        TestInstance instance = instance(module(1, I64, count, I64, code -> {
            for (int i = 1; i <= count; i++) {
                code.get(0).op(0xad).op(0x42).signed(i).op(0x7e).set(i);
            }
            code.op(0x42).signed(0);
            for (int i = 1; i <= count; i++) {
                code.get(i).op(0x7c);
            }
        }));
        assertEquals(3L * count * (count + 1) / 2, instance.call("f", 3)[0]);
    }

    @Test
    void aThousandParameters() {
        TestInstance instance = instance(module(1000, I32, 0, 0, code -> {
            code.get(0);
            for (int i = 1; i < 1000; i++) {
                code.get(i).i32(i).op(0x6c).op(0x6a);
            }
        }));
        long[] arguments = new long[1000];
        int expected = 0;
        for (int i = 0; i < 1000; i++) {
            arguments[i] = i + 3;
            expected += (i + 3) * Math.max(i, 1);
        }
        assertEquals(expected, instance.callInt("f", arguments));
    }

    @Test
    void aBranchTableOfManyEntries() {
        int entries = 100_000;
        TestInstance instance = instance(module(1, I32, 0, 0, code -> {
            code.op(0x02, 0x40, 0x02, 0x40, 0x02, 0x40).get(0).op(0x0e).unsigned(entries);
            for (int i = 0; i < entries; i++) {
                code.unsigned(i % 7 % 3);
            }
            code.unsigned(2).op(0x0b).i32(10).op(0x0f, 0x0b).i32(11).op(0x0f, 0x0b).i32(12);
        }));
        for (int index : new int[] {0, 1, 2, 3, 6, 20_999, 21_000, 99_999}) {
            assertEquals(10 + index % 7 % 3, instance.callInt("f", index), () -> "index " + index);
        }
        assertEquals(12, instance.callInt("f", entries));
        assertEquals(12, instance.callInt("f", -1));
    }

    /** Each case adds its number and falls through to the next. In the table each stands one to three times. */
    private static byte[] cases(int count, boolean looping) {
        return module(1, I32, 1, I32, code -> {
            if (looping) {
                code.op(0x03, 0x40);
            }
            for (int i = 0; i < count; i++) {
                code.op(0x02, 0x40);
            }
            int[] table = table(count);
            code.get(0).op(0x0e).unsigned(table.length - 1);
            for (int target : table) {
                code.unsigned(target);
            }
            for (int i = 0; i < count; i++) {
                code.op(0x0b).get(1).i32(i * 1_000_003).op(0x6a).set(1);
                if (looping && i % 3 == 0) {
                    code.get(0).i32(5).op(0x6a).set(0).op(0x0c).unsigned(count - 1 - i);
                }
            }
            if (looping) {
                code.op(0x0b);
            }
            code.get(1);
        });
    }

    private static int[] table(int count) {
        return IntStream.range(0, count)
                .flatMap(i -> IntStream.generate(() -> i).limit(1 + i / 20 % 3))
                .toArray();
    }

    private static int model(int count, boolean looping, int start) {
        int[] table = table(count);
        int sum = 0;
        int next = table[Math.min(start, table.length - 1)];
        int index = start;
        while (next < count) {
            sum += next * 1_000_003;
            if (looping && next % 3 == 0) {
                index += 5;
                next = table[Math.min(index, table.length - 1)];
            } else {
                next++;
            }
        }
        return sum;
    }

    @Test
    void manyCases() {
        for (int count : new int[] {300, 900, 3000}) {
            TestInstance straight = instance(cases(count, false));
            for (int index : new int[] {0, 1, count / 2, count - 2, count - 1, 2 * count - 9, 2 * count}) {
                assertEquals(model(count, false, index), straight.callInt("f", index), () -> count + " " + index);
            }
        }
    }

    /** Pieces of a few cases each, so that a table that fits in a method leads into them. */
    @Test
    void casesInSmallPieces() {
        for (int most : new int[] {400, 700, 1500}) {
            int count = 150;
            JvmBaselineCompiler compiler = new JvmBaselineCompiler(new MethodLimits(200, 200, most, 300, 60));
            TestInstance straight = new TestInstance(cases(count, false), Map.of(), compiler);
            TestInstance looping = new TestInstance(cases(count - 1, true), Map.of(), compiler);
            for (int index = 0; index < 2 * count; index++) {
                String where = most + " " + index;
                assertEquals(model(count, false, index), straight.callInt("f", index), where);
                assertEquals(model(count - 1, true, index), looping.callInt("f", index), where);
            }
        }
    }

    /** Blocks that end at one place, where a piece ends: branches out of them all are its one way out. */
    @Test
    void aPieceLeftAtItsEndByManyBranches() {
        int blocks = 5;
        byte[] module = module(1, I32, 1, I32, code -> {
            for (int i = 0; i < blocks; i++) {
                code.op(0x02, 0x40);
            }
            code.get(0).i32(-1).op(0x46, 0x0d).unsigned(0); // from before the piece, which thus does not hold the blocks' ends
            for (int i = 0; i < 50; i++) {
                code.get(1).i32(31).op(0x6c).i32(i).op(0x6a).set(1);
            }
            for (int i = 0; i < blocks; i++) {
                code.i32(100 + i).set(1).get(0).i32(i).op(0x46, 0x0d).unsigned(i);
            }
            code.i32(7).set(1);
            for (int i = 0; i < blocks; i++) {
                code.op(0x0b);
            }
            for (int i = 0; i < 50; i++) {
                code.get(1).i32(31).op(0x6c).i32(i).op(0x6a).set(1);
            }
            code.get(1);
        });
        for (int target = 40; target < 1000; target += 10) { // where pieces end depends on it
            JvmBaselineCompiler compiler = new JvmBaselineCompiler(new MethodLimits(100, 100, 120, target, 20));
            TestInstance instance = new TestInstance(module, Map.of(), compiler);
            for (int index = 0; index <= blocks; index++) {
                int expected = index < blocks ? 100 + index : 7;
                for (int i = 0; i < 50; i++) {
                    expected = expected * 31 + i;
                }
                assertEquals(expected, instance.callInt("f", index), target + " " + index);
            }
        }
    }

    @Test
    void aLoopOverManyCases() {
        for (int count : new int[] {299, 899, 2999}) { // the last case does not loop
            TestInstance looping = instance(cases(count, true));
            for (int index : new int[] {0, 1, count / 2, count - 2, 2 * count - 9}) {
                long[] results = looping.call("f", index);
                assertEquals(model(count, true, index), (int) results[0], () -> count + " " + index);
            }
        }
    }
}
