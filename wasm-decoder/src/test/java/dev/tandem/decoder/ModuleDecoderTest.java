// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import static dev.tandem.decoder.Bytes.bytes;
import static dev.tandem.decoder.Bytes.code;
import static dev.tandem.decoder.Bytes.custom;
import static dev.tandem.decoder.Bytes.emptyFunctionType;
import static dev.tandem.decoder.Bytes.list;
import static dev.tandem.decoder.Bytes.module;
import static dev.tandem.decoder.Bytes.section;
import static dev.tandem.decoder.Bytes.u32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.module.BranchHint;
import dev.tandem.decoder.module.CustomSection;
import dev.tandem.decoder.module.DataSegment;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.ElementSegment.Mode;
import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.FunctionBody;
import dev.tandem.decoder.module.Import;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.GlobalType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.Limits;
import dev.tandem.decoder.type.MemoryType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.TagType;
import dev.tandem.decoder.type.ValueType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ModuleDecoderTest {
    private static final DecoderOptions ALL = DecoderOptions.all();

    private static WasmModule decode(byte[] module) {
        return ModuleDecoder.decode(module, ALL);
    }

    @Test
    void everyKindOfImport() {
        WasmModule module = decode(Samples.everything());
        assertEquals(
                List.of(
                        new Import("env", "f", new Import.Function(0)),
                        new Import("env", "t", new Import.Table(new TableType(ValueType.EXTERNREF, new Limits(1, Limits.UNBOUNDED, false)))),
                        new Import("env", "m", new Import.Memory(new MemoryType(new Limits(1, 2, false), false))),
                        new Import("env", "g", new Import.Global(new GlobalType(ValueType.I32, true))),
                        new Import("other", "\u00E9\u20AC\uD83D\uDE00", new Import.Tag(new TagType(2)))),
                module.imports());
        assertEquals(1, module.importedFunctionCount());
        assertEquals(1, module.importedTableCount());
        assertEquals(1, module.importedMemoryCount());
        assertEquals(1, module.importedGlobalCount());
        assertEquals(1, module.importedTagCount());
    }

    @Test
    void everyIndexSpaceBeginsWithTheImports() {
        WasmModule module = decode(Samples.everything());
        assertEquals(4, module.functionCount());
        assertEquals(new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32)), module.functionType(3));
        assertEquals(
                List.of(ValueType.EXTERNREF, ValueType.FUNCREF, ValueType.FUNCREF),
                module.tables().stream().map(TableType::element).toList());
        assertEquals(new MemoryType(new Limits(1, 16, true), false), module.memories().get(1));
        assertEquals(4, module.globals().size());
        assertEquals(new GlobalType(ValueType.I64, true), module.globals().get(2));
        assertEquals(List.of(new TagType(2), new TagType(2)), module.tags());
    }

    @Test
    void initializersKeepTheirBytesAndOffsets() {
        byte[] bytes = Samples.everything();
        WasmModule module = decode(bytes);
        assertEquals(Optional.empty(), module.definedTables().get(0).initializer());
        var tableInitializer = module.definedTables().get(1).initializer().orElseThrow();
        assertArrayEquals(bytes(0xD2, 1, 0x0B), tableInitializer.bytes());
        assertEquals(bytes[tableInitializer.offset()], (byte) 0xD2);
        var sum = module.definedGlobals().get(2).initializer();
        assertArrayEquals(bytes(0x23, 1, 0x41, 2, 0x6A, 0x0B), sum.bytes());
        assertEquals(bytes[sum.offset() + 1], (byte) 1);
    }

    @Test
    void exportsStartAndDeclaredReferences() {
        WasmModule module = decode(Samples.everything());
        assertEquals(
                List.of(
                        new Export("f", ExternalKind.FUNCTION, 1),
                        new Export("t", ExternalKind.TABLE, 1),
                        new Export("m", ExternalKind.MEMORY, 1),
                        new Export("g", ExternalKind.GLOBAL, 1),
                        new Export("e", ExternalKind.TAG, 1),
                        new Export("", ExternalKind.FUNCTION, 0)),
                module.exports());
        assertEquals(OptionalInt.of(2), module.startFunction());
        assertTrue(module.isDeclaredReference(0));
        assertTrue(module.isDeclaredReference(1));
        assertFalse(module.isDeclaredReference(2), "to be the start function declares nothing");
        assertFalse(module.isDeclaredReference(3));
    }

    @Test
    void everyFormOfElementSegment() {
        List<ElementSegment> segments = decode(Samples.everything()).elements();
        assertEquals(
                List.of(
                        Mode.ACTIVE, Mode.PASSIVE, Mode.ACTIVE, Mode.DECLARATIVE, Mode.ACTIVE, Mode.PASSIVE, Mode.ACTIVE, Mode.DECLARATIVE),
                segments.stream().map(ElementSegment::mode).toList());
        assertEquals(List.of(1, 0, 2, 0, 1, 0, 2, 0), segments.stream().map(ElementSegment::tableIndex).toList());
        assertEquals(List.of(2, 2, 2, 2, 2, 2, 0, 2), segments.stream().map(ElementSegment::size).toList());
        assertArrayEquals(new int[] {1, 0}, segments.get(1).functions());
        assertEquals(ValueType.ref(false, HeapType.FUNC), segments.get(0).type());
        assertEquals(ValueType.FUNCREF, segments.get(4).type());
        assertArrayEquals(bytes(0xD0, 0x70, 0x0B), segments.get(5).expressions()[1].bytes());
        assertTrue(segments.get(2).offset().isPresent());
        assertTrue(segments.get(7).offset().isEmpty());
    }

    @Test
    void elementSegmentsOfTableZeroNeedNotNameIt() {
        byte[] functionsAndTable = bytes(
                emptyFunctionType(),
                section(3, (Object) list(bytes(0))),
                section(4, (Object) list(bytes(0x70, 0, 1))));
        List<ElementSegment> segments = decode(module(
                        functionsAndTable,
                        section(9, (Object) list(
                                bytes(0, 0x41, 0, 0x0B, list(bytes(0))), bytes(4, 0x41, 0, 0x0B, list(bytes(0xD2, 0, 0x0B))))),
                        code(bytes())))
                .elements();
        assertEquals(ValueType.ref(false, HeapType.FUNC), segments.get(0).type());
        assertEquals(ValueType.FUNCREF, segments.get(1).type());
    }

    @Test
    void bodiesAndData() {
        byte[] bytes = Samples.everything();
        WasmModule module = decode(bytes);
        FunctionBody body = module.body(3);
        assertEquals(3, body.functionIndex());
        assertEquals(14, body.size());
        for (int i = 0; i < body.size(); i++) {
            assertEquals(bytes[body.offset() + i], body.bytes()[body.start() + i]);
        }
        assertFalse(module.hasTailCall(0));
        assertFalse(module.hasTailCall(1));
        assertTrue(module.hasTailCall(2));
        assertEquals(OptionalInt.of(3), module.dataCount());
        List<DataSegment> data = module.data();
        assertEquals(List.of(0, 0, 1), data.stream().map(DataSegment::memoryIndex).toList());
        assertEquals(List.of(true, false, true), data.stream().map(DataSegment::isActive).toList());
        assertEquals("passive", new String(data.get(1).bytes(), StandardCharsets.UTF_8));
        assertEquals(1 + 3 + 5 + 15, module.codeSize());
    }

    @Test
    void customSectionsNamesAndHints() {
        byte[] bytes = Samples.everything();
        WasmModule module = decode(bytes);
        assertEquals(
                List.of("first", "metadata.code.branch_hint", "name", "last"),
                module.customSections().stream().map(CustomSection::name).toList());
        CustomSection first = module.customSections().get(0);
        assertArrayEquals(bytes(1, 2, 3), first.bytes());
        assertEquals(2, bytes[first.offset() + 1]);

        assertEquals(Optional.of("everything"), module.names().moduleName());
        assertEquals(Optional.of("imported"), module.names().functionName(0));
        assertEquals(Optional.of("identity"), module.names().functionName(3));
        assertEquals(Optional.empty(), module.names().functionName(1));
        assertEquals(Optional.of("x"), module.names().localName(3, 0));
        assertEquals(Optional.empty(), module.names().localName(3, 1));
        assertEquals(Optional.empty(), module.names().localName(2, 0));

        assertEquals(BranchHint.LIKELY, module.branchHint(3, 3));
        assertEquals(BranchHint.UNLIKELY, module.branchHint(3, 9));
        assertEquals(BranchHint.NONE, module.branchHint(3, 4));
        assertEquals(BranchHint.NONE, module.branchHint(3, 10));
        assertEquals(BranchHint.NONE, module.branchHint(2, 3));
    }

    @Test
    void featuresAreSeen() {
        assertEquals(
                EnumSet.of(
                        Feature.MUTABLE_GLOBALS,
                        Feature.BULK_MEMORY,
                        Feature.REFERENCE_TYPES,
                        Feature.EXTENDED_CONST,
                        Feature.TAIL_CALLS,
                        Feature.MULTI_MEMORY,
                        Feature.MEMORY64,
                        Feature.FUNCTION_REFERENCES,
                        Feature.GC,
                        Feature.EXCEPTIONS),
                decode(Samples.everything()).features());
        assertEquals(EnumSet.noneOf(Feature.class), decode(module(emptyFunctionType())).features());
    }

    @Test
    void featuresAreRefused() {
        for (Feature feature : decode(Samples.everything()).features()) {
            EnumSet<Feature> others = EnumSet.complementOf(EnumSet.of(feature));
            DecoderOptions options = new DecoderOptions(others, ImplementationLimits.standard());
            var e = assertThrows(WasmFormatException.class, () -> ModuleDecoder.decode(Samples.everything(), options), feature::id);
            assertEquals(WasmFormatException.Kind.FEATURE, e.kind(), e::getMessage);
            assertTrue(e.getMessage().contains(feature.id()), e::getMessage);
        }
    }

    @Test
    void damagedNamesAndHintsAreIgnored() {
        byte[][] damaged = {
            bytes(1, 5), // longer than the section
            section(1, (Object) list(bytes(1, "b"), bytes(0, "a"))), // out of order
            section(1, (Object) list(bytes(1, 1, 0xFF))), // no UTF-8
            section(1, list(bytes(1, "b")), 0), // something left over
            section(2, 1, 0, 9),
        };
        for (byte[] content : damaged) {
            WasmModule module = decode(module(custom("name", section(0, "module"), content)));
            assertEquals(Optional.empty(), module.names().moduleName());
            assertEquals(Optional.empty(), module.names().functionName(1));
            WasmModule hinted = decode(module(custom("metadata.code.branch_hint", content)));
            assertEquals(BranchHint.NONE, hinted.branchHint(0, 0));
        }
        assertEquals(Optional.empty(), decode(module()).names().moduleName());
    }

    @Test
    void listenerHearsInOrderAndOfValidBodiesOnly() {
        List<String> heard = new ArrayList<>();
        ModuleListener listener = new ModuleListener() {
            @Override
            public void codeSectionStarts(WasmModule module, int bodyCount) {
                heard.add("start " + bodyCount + " " + module.types().size());
            }

            @Override
            public void body(WasmModule module, FunctionBody body) {
                heard.add("body " + body.functionIndex());
            }

            @Override
            public void end(WasmModule module) {
                heard.add("end");
            }
        };
        byte[] types = bytes(emptyFunctionType(), section(3, (Object) list(bytes(0), bytes(0))));
        ModuleDecoder decoder = new ModuleDecoder(ALL, listener);
        byte[] good = module(types, code(bytes(), bytes(1)));
        decoder.feed(good, 0, good.length - 1);
        assertEquals(List.of("start 2 1", "body 0"), heard);
        decoder.feed(good, good.length - 1, 1);
        decoder.finish();
        assertEquals(List.of("start 2 1", "body 0", "body 1", "end"), heard);

        heard.clear();
        byte[] bad = module(types, code(bytes(), bytes(0x41, 0)));
        ModuleDecoder second = new ModuleDecoder(ALL, listener);
        var e = assertThrows(WasmFormatException.class, () -> second.feed(bad, 0, bad.length));
        assertEquals(1, e.functionIndex());
        assertEquals(List.of("start 2 1", "body 0"), heard);
    }

    @Test
    void isOfNoUseAfterTheEnd() {
        ModuleDecoder decoder = new ModuleDecoder(ALL);
        decoder.feed(ByteBuffer.wrap(module()));
        decoder.finish();
        assertThrows(IllegalStateException.class, decoder::finish);
        assertThrows(IllegalStateException.class, () -> decoder.feed(new byte[1], 0, 1));
        assertThrows(IllegalStateException.class, () -> decoder.feed(ByteBuffer.allocate(0)));
    }

    @Test
    void isOfNoUseAfterAnErrorOrAListenersException() {
        ModuleDecoder decoder = new ModuleDecoder(ALL);
        assertThrows(WasmFormatException.class, () -> decoder.feed(new byte[] {1}, 0, 1));
        assertThrows(IllegalStateException.class, () -> decoder.feed(module(), 0, 8));
        assertThrows(IllegalStateException.class, decoder::finish);

        RuntimeException ofListener = new RuntimeException("listener");
        ModuleDecoder interrupted = new ModuleDecoder(ALL, new ModuleListener() {
            @Override
            public void end(WasmModule module) {
                throw ofListener;
            }
        });
        interrupted.feed(module(), 0, 8);
        assertSame(ofListener, assertThrows(RuntimeException.class, interrupted::finish));
        assertThrows(IllegalStateException.class, interrupted::finish);
    }

    @Test
    void buffersOfAnyKindAreRead() {
        byte[] bytes = Samples.everything();
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        for (ByteBuffer buffer : List.of(ByteBuffer.wrap(bytes), direct, ByteBuffer.wrap(bytes).asReadOnlyBuffer())) {
            ModuleDecoder decoder = new ModuleDecoder(ALL);
            decoder.feed(buffer);
            assertFalse(buffer.hasRemaining());
            assertEquals(4, decoder.finish().functionCount());
        }
    }

    @Test
    void numbersMayBePadded() {
        byte[] padded = bytes(0x83, 0x80, 0x80, 0x80, 0x00);
        WasmModule module = decode(module(bytes(1, bytes(0x84, 0x80, 0x80, 0x80, 0), list(bytes(0x60, 0, 0))), bytes(0, padded, "ab")));
        assertEquals(1, module.types().size());
        assertEquals("ab", module.customSections().get(0).name());
    }

    @Test
    void sharedAndLargeMemories() {
        WasmModule module = decode(module(section(5, (Object) list(
                bytes(3, 1, 2), bytes(7, 1, u32(1L << 48)), bytes(4, u32(1L << 48)), bytes(0, u32(65536))))));
        assertEquals(
                List.of(
                        new MemoryType(new Limits(1, 2, false), true),
                        new MemoryType(new Limits(1, 1L << 48, true), true),
                        new MemoryType(new Limits(1L << 48, Limits.UNBOUNDED, true), false),
                        new MemoryType(new Limits(65536, Limits.UNBOUNDED, false), false)),
                module.memories());
        assertEquals(EnumSet.of(Feature.THREADS, Feature.MEMORY64, Feature.MULTI_MEMORY), module.features());
    }

    @Test
    void largeBodiesAndSegmentsGrowAsTheyArrive() {
        byte[] nops = new byte[100_000];
        java.util.Arrays.fill(nops, (byte) 1);
        byte[] bytes = module(
                emptyFunctionType(),
                section(3, (Object) list(bytes(0), bytes(0), bytes(0))),
                section(5, (Object) list(bytes(0, 9))),
                code(bytes(1), nops, bytes(1, 1)),
                section(11, (Object) list(bytes(0, 0x41, 0, 0x0B, u32(nops.length), nops))));
        WasmModule module = decode(bytes);
        FunctionBody body = module.body(1);
        assertEquals(nops.length + 2, body.size());
        assertEquals(nops.length + 2, body.bytes().length, "a large body has an array of its own size");
        assertSame(module.body(0).bytes(), module.body(2).bytes(), "small bodies share");
        assertArrayEquals(nops, module.data().get(0).bytes());
    }
}
