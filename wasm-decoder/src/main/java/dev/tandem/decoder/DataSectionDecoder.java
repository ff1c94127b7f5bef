// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.DataSegment;
import java.util.Optional;

/** Decodes the data section: the head of a segment is a step, then the bytes as they come. */
final class DataSectionDecoder implements SectionDecoder {
    private static final int PASSIVE = 1;
    private static final int EXPLICIT_MEMORY = 2;

    private final Decoding decoding;
    private final ByteReader in;
    private final DecodedModule module;
    private int remaining = -1;

    // The segment that is being decoded
    private boolean inSegment;
    private int memoryIndex;
    private Optional<ConstantExpression> offset = Optional.empty();
    private Content content = Content.NONE;

    DataSectionDecoder(Decoding decoding) {
        this.decoding = decoding;
        in = decoding.in();
        module = decoding.module();
    }

    @Override
    public boolean step() {
        if (remaining < 0) {
            remaining = count();
        } else if (inSegment) {
            if (content.fill(in)) {
                module.add(new DataSegment(memoryIndex, offset, content.bytes()));
                inSegment = false;
                remaining--;
            }
        } else if (remaining == 0) {
            return false;
        } else {
            beginSegment();
        }
        return true;
    }

    private int count() {
        int at = in.offset();
        int count = in.count(decoding.limits().dataSegments(), "data segments");
        if (module.dataCount().isPresent() && module.dataCount().getAsInt() != count) {
            throw WasmFormatException.malformed("data count and data section have inconsistent lengths: "
                    + module.dataCount().getAsInt() + " announced, " + count + " there", at);
        }
        return count;
    }

    private void beginSegment() {
        int at = in.offset();
        int flags = in.u32();
        if (flags < 0 || flags > EXPLICIT_MEMORY) {
            throw WasmFormatException.malformed("malformed data segment kind " + Integer.toUnsignedString(flags), at);
        }
        if (flags == PASSIVE) {
            decoding.features().require(Feature.BULK_MEMORY, at);
        }
        memoryIndex = 0;
        offset = Optional.empty();
        if (flags != PASSIVE) {
            int memoryOffset = in.offset();
            memoryIndex = flags == EXPLICIT_MEMORY ? in.u32() : 0;
            if (Integer.compareUnsigned(memoryIndex, module.memories().size()) >= 0) {
                throw WasmFormatException.invalid("unknown memory " + Integer.toUnsignedString(memoryIndex), memoryOffset);
            }
            offset = Optional.of(
                    decoding.constants().read(module.memories().get(memoryIndex).limits().addressType()));
        }
        content = new Content(in.size("data segment"));
        inSegment = true;
    }
}
