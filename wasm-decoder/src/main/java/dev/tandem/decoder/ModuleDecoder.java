// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.WasmModule;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Push decoder: takes the bytes of a module in pieces of any size and tells a {@link ModuleListener} of its parts as they arrive.
 *
 * <p>How the module is cut makes no difference to what is heard, nor to the result or the error. An error surfaces with the first byte that
 * proves it (within a body: with the body's last byte). Bytes are copied, so the caller may use its arrays again at once. For a module of one
 * use; not thread-safe.
 *
 * <pre>{@code
 * var decoder = new ModuleDecoder(DecoderOptions.all(), listener);
 * for (int n; (n = stream.read(chunk)) >= 0; ) {
 *     decoder.feed(chunk, 0, n);
 * }
 * WasmModule module = decoder.finish();
 * }</pre>
 */
public final class ModuleDecoder {
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private enum State {
        OPEN,
        FINISHED,
        FAILED
    }

    private final ByteReader in = new ByteReader();
    private final DecodedModule module;
    private final Decoding decoding;

    private State state = State.OPEN;
    private boolean headerRead;
    /** The last section that was not custom. */
    private SectionId lastSection = SectionId.CUSTOM;
    private @Nullable SectionDecoder section;

    /** A decoder that tells nobody. */
    public ModuleDecoder(DecoderOptions options) {
        this(options, new ModuleListener() {});
    }

    public ModuleDecoder(DecoderOptions options, ModuleListener listener) {
        FeatureUse features = new FeatureUse(options.features());
        TypeTable types = new TypeTable(options.limits().subtypingDepth());
        module = new DecodedModule(types, features);
        decoding = new Decoding(
                in,
                module,
                types,
                new TypeReader(in, types, features),
                new ConstantReader(in, module, options, features),
                options,
                features,
                listener);
    }

    /** Decodes a whole module. */
    public static WasmModule decode(byte[] bytes, DecoderOptions options) {
        ModuleDecoder decoder = new ModuleDecoder(options);
        decoder.feed(bytes, 0, bytes.length);
        return decoder.finish();
    }

    /**
     * Takes the next bytes of the module.
     *
     * @throws WasmFormatException if they are wrong; the decoder is of no more use then
     * @throws IllegalStateException after {@link #finish} or an error
     */
    public void feed(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        begin();
        int limit = decoding.limits().moduleBytes();
        int from = offset;
        int remaining = length;
        while (remaining > 0) {
            int taken = in.append(bytes, from, Math.min(remaining, limit - in.arrived()));
            decodeArrived();
            if (taken == 0) {
                throw WasmFormatException.limit("the module exceeds the limit of " + limit + " bytes", limit);
            }
            from += taken;
            remaining -= taken;
        }
        state = State.OPEN;
    }

    /** As {@link #feed(byte[], int, int)}, with the remaining bytes of a buffer, whose position moves to its limit. */
    public void feed(ByteBuffer bytes) {
        byte[] piece = new byte[Math.min(bytes.remaining(), 1 << 13)];
        begin();
        state = State.OPEN;
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), piece.length);
            bytes.get(piece, 0, count);
            feed(piece, 0, count);
        }
    }

    /**
     * Says that the module ends here.
     *
     * @return the module, complete and valid
     * @throws WasmFormatException if something is missing
     * @throws IllegalStateException if it was called before, or after an error
     */
    public WasmModule finish() {
        begin();
        in.arrivedAll();
        decodeArrived();
        if (!headerRead || section != null || !in.isEmpty()) {
            throw WasmFormatException.malformed("unexpected end of the module", in.arrived());
        }
        checkSkipped(null);
        module.trim();
        decoding.listener().end(module);
        state = State.FINISHED;
        return module;
    }

    /** Until the caller says that all went well, the decoder has failed. */
    private void begin() {
        if (state != State.OPEN) {
            throw new IllegalStateException(state == State.FINISHED
                    ? "the module is complete: use a new decoder for another one"
                    : "decoding has failed: use a new decoder");
        }
        state = State.FAILED;
    }

    private void decodeArrived() {
        while (in.worthTrying()) {
            in.mark();
            try {
                step();
            } catch (Underflow moreNeeded) {
                in.rewind();
                return;
            }
        }
    }

    private void step() {
        SectionDecoder current = section;
        if (current == null) {
            if (headerRead) {
                beginSection();
            } else {
                header();
            }
        } else if (!current.step()) {
            if (in.remainingInSection() > 0) {
                throw WasmFormatException.malformed("section size mismatch: the content ends before the section", in.offset());
            }
            in.leaveSection();
            decoding.constants().noteFeatures();
            section = null;
            if (current instanceof DataSectionDecoder) {
                decoding.listener().dataSectionEnds(module);
            }
        }
    }

    private void header() {
        for (int i = 0; i < HEADER.length; i++) {
            if (in.u8() != HEADER[i]) {
                throw WasmFormatException.malformed(
                        i < 4 ? "magic header not detected: this is no WebAssembly binary" : "unknown binary version", i);
            }
        }
        headerRead = true;
    }

    private void beginSection() {
        int offset = in.offset();
        SectionId id = SectionId.of(in.u8(), offset);
        if (id != SectionId.CUSTOM) {
            if (id.compareTo(lastSection) <= 0) {
                throw WasmFormatException.malformed(
                        "unexpected content: section " + id + " after section " + lastSection, offset);
            }
            checkSkipped(id);
        }
        int sizeOffset = in.offset();
        int size = in.u32();
        if (Integer.compareUnsigned(size, decoding.limits().moduleBytes() - in.offset()) > 0) {
            throw WasmFormatException.limit("a section of " + Integer.toUnsignedString(size)
                    + " bytes makes the module exceed the limit of " + decoding.limits().moduleBytes(), sizeOffset);
        }
        in.enterSection(size);
        section = decoder(id);
        if (id != SectionId.CUSTOM) {
            lastSection = id;
        }
    }

    /** Refuses a module that goes on to section {@code next}, or ends if there is none, without a section that it needs. */
    private void checkSkipped(@Nullable SectionId next) {
        if (isSkipped(SectionId.CODE, next) && module.functionCount() > module.importedFunctionCount()) {
            throw WasmFormatException.malformed(
                    "function and code section have inconsistent lengths: there is no code section", in.stepOffset());
        }
        if (isSkipped(SectionId.DATA, next) && module.dataCount().orElse(0) > 0) {
            throw WasmFormatException.malformed(
                    "data count and data section have inconsistent lengths: there is no data section", in.stepOffset());
        }
    }

    private boolean isSkipped(SectionId section, @Nullable SectionId next) {
        return lastSection.compareTo(section) < 0 && (next == null || next.compareTo(section) > 0);
    }

    private SectionDecoder decoder(SectionId id) {
        return switch (id) {
            case CUSTOM -> new CustomSectionDecoder(decoding, lastSection.compareTo(SectionId.CODE) < 0);
            case TYPE -> new TypeSectionDecoder(decoding);
            case IMPORT -> new ImportSectionDecoder(decoding);
            case ELEMENT -> new ElementSectionDecoder(decoding);
            case CODE -> new CodeSectionDecoder(decoding);
            case DATA -> new DataSectionDecoder(decoding);
            default -> new DefinitionSectionDecoder(decoding, id);
        };
    }
}
