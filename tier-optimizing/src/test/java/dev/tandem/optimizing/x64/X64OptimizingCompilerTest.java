// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.x64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.code.Tier;
import dev.tandem.ir.nativex64.CodePositions;
import dev.tandem.ir.nativex64.CpuFeature;
import dev.tandem.ir.nativex64.NativeArtifact;
import dev.tandem.ir.nativex64.NativeTarget;
import dev.tandem.optimizing.pipeline.PhaseObserver;
import dev.tandem.optimizing.pipeline.PhaseOptions;
import dev.tandem.optimizing.spi.CompilationRequest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class X64OptimizingCompilerTest {
    /** {@code (memory 1) (func (param i32) (result i32) (i32.add (i32.load offset=8 (local.get 0)) (i32.const 5)))}. */
    private static final String LEAF =
            "0061736d01000000" + "01060160017f017f" + "03020100" + "0503010001" + "0a0c010a00" + "2000" + "280208" + "4105" + "6a" + "0b";

    private static CompilationRequest request() {
        WasmModule module = ModuleDecoder.decode(HexFormat.of().parseHex(LEAF), DecoderOptions.all());
        return new CompilationRequest(module, module.body(0));
    }

    private static X64OptimizingCompiler compiler(boolean guarded) {
        return new X64OptimizingCompiler(new NativeTarget(EnumSet.allOf(CpuFeature.class), guarded, false));
    }

    private static NativeArtifact compile(boolean guarded) {
        return (NativeArtifact) compiler(guarded).compile(request()).artifact();
    }

    @Test
    void leavesHaveNoFrame() {
        NativeArtifact artifact = compile(true);
        assertEquals(Tier.OPTIMIZED, artifact.tier());
        assertTrue(artifact.frameless().contains(artifact.size() - 1));
        assertEquals(1, artifact.faults().count(), "the load may fault");
        CodePositions.Cursor fault = artifact.faults().cursor();
        assertTrue(fault.next());
        assertEquals(3, fault.wasmOffset(), "offset of the load in the body");
        assertEquals(0, artifact.calls().count());
    }

    @Test
    void checkedAccessesTrapInsteadOfFaulting() {
        NativeArtifact artifact = compile(false);
        assertEquals(0, artifact.faults().count());
        assertEquals(1, artifact.calls().count(), "the trap");
        assertEquals(1, artifact.relocations().size());
    }

    /** An access that fits into the memory's least size compares its address once; otherwise the sum with the offset may wrap. */
    @Test
    void checksOf64BitMemories() {
        assertTrue(loadFrom64(1).size() < loadFrom64(0).size());
        assertEquals(0, loadFrom64(1).faults().count());
        assertEquals(1, loadFrom64(1).calls().count(), "the trap");
    }

    /** {@code (memory i64 pages) (func (param i64) (result i32) (i32.load offset=8 (local.get 0)))}. */
    private static NativeArtifact loadFrom64(int pages) {
        String hex = "0061736d01000000" + "01060160017e017f" + "03020100" + "050301040" + pages + "0a0901070020002802080b";
        WasmModule module = ModuleDecoder.decode(HexFormat.of().parseHex(hex), DecoderOptions.all());
        return (NativeArtifact) compiler(true).compile(new CompilationRequest(module, module.body(0))).artifact();
    }

    /** Doublewords of two vectors in places of their own need no masks in memory, bytes do. */
    @Test
    void shufflesOfDoublewordsHaveNoConstants() {
        int doublewords = shuffle("04050607 10111213 0c0d0e0f 18191a1b").size();
        int bytes = shuffle("05040607 10111213 0c0d0e0f 18191a1b").size();
        assertTrue(doublewords + 32 <= bytes, doublewords + " and " + bytes);
    }

    /** {@code (func (param v128 v128) (result v128) (i8x16.shuffle lanes (local.get 0) (local.get 1)))}. */
    private static NativeArtifact shuffle(String lanes) {
        String hex = "0061736d01000000" + "010701" + "60027b7b017b" + "03020100" + "0a1a011800" + "20002001fd0d" + lanes.replace(" ", "") + "0b";
        WasmModule module = ModuleDecoder.decode(HexFormat.of().parseHex(hex), DecoderOptions.all());
        return (NativeArtifact) compiler(true).compile(new CompilationRequest(module, module.body(0))).artifact();
    }

    /** {@code (func $f (param i32) (result i32) (if (local.get 0) (then (return (i32.add (call $f (local.get 0)) (local.get 0))))) (local.get 0))}. */
    @Test
    void theFrameMayBeMadeWhereTheFunctionEnds() {
        String hex = "0061736d01000000" + "01060160017f017f" + "03020100" + "0a130111" + "002000044020001000" + "20006a0f0b20000b";
        WasmModule module = ModuleDecoder.decode(HexFormat.of().parseHex(hex), DecoderOptions.all());
        var compiler = new X64OptimizingCompiler(
                new NativeTarget(EnumSet.allOf(CpuFeature.class), true, false),
                PhaseOptions.DEFAULT.without(Set.of("inlining")),
                PhaseObserver.NONE,
                true);
        NativeArtifact artifact = (NativeArtifact) compiler.compile(new CompilationRequest(module, module.body(0))).artifact();
        assertTrue(artifact.frameless().contains(0), "no frame yet");
    }

    @Test
    void theSameFunctionGivesTheSameBytes() {
        assertArrayEquals(compile(true).code(), compile(true).code());
    }

    @Test
    void everyStageHasText() {
        X64OptimizingCompiler compiler = compiler(true);
        assertTrue(compiler.listing(request(), "graph").orElseThrow().contains("Load"));
        assertTrue(compiler.listing(request(), "graph:build").orElseThrow().contains("Load"));
        assertTrue(compiler.listing(request(), "graph.dot").orElseThrow().startsWith("digraph"));
        assertTrue(compiler.listing(request(), "graph.igv").orElseThrow().contains("<graphDocument>"));
        assertTrue(compiler.listing(request(), "schedule").orElseThrow().contains("B0"));
        assertTrue(compiler.listing(request(), "lir").orElseThrow().contains("return"));
        assertTrue(compiler.listing(request(), "lir:allocated").orElseThrow().contains("rax"));
        assertTrue(compiler.listing(request(), "code").orElseThrow().contains("return"));
        assertTrue(compiler.listing(request(), "nothing").isEmpty());
        assertTrue(compiler.listing(request(), "graph:no-such-phase").isEmpty());
    }
}
