// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import dev.tandem.decoder.module.ConstantExpression;
import dev.tandem.decoder.module.ElementSegment;
import dev.tandem.decoder.module.ElementSegment.Mode;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.TableType;
import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;
import java.util.Optional;

/** Decodes the element section: the head of a segment is a step, then each element. */
final class ElementSectionDecoder implements SectionDecoder {
    /** Flag: not active. Then the second flag says declarative, else that a table index is given. Tools give index 0 too: it needs no feature. */
    private static final int NOT_ACTIVE = 1;
    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;

    private static final ConstantExpression[] NO_EXPRESSIONS = {};
    private static final int[] NO_FUNCTIONS = {};

    private final Decoding decoding;
    private final ByteReader in;
    private final DecodedModule module;
    private int remaining = -1;

    // The segment that is being decoded
    private boolean inSegment;
    private Mode mode = Mode.ACTIVE;
    private int tableIndex;
    private Optional<ConstantExpression> offset = Optional.empty();
    private ValueType type = ValueType.FUNCREF;
    private boolean hasExpressions;
    private int size;
    private int filled;
    private int[] functions = NO_FUNCTIONS;
    private ConstantExpression[] expressions = NO_EXPRESSIONS;

    ElementSectionDecoder(Decoding decoding) {
        this.decoding = decoding;
        in = decoding.in();
        module = decoding.module();
    }

    @Override
    public boolean step() {
        if (remaining < 0) {
            remaining = in.count(decoding.limits().elementSegments(), "element segments");
        } else if (inSegment) {
            if (filled < size) {
                element();
            } else {
                endSegment();
            }
        } else if (remaining == 0) {
            return false;
        } else {
            beginSegment();
        }
        return true;
    }

    private void beginSegment() {
        int flags = flags();
        boolean active = (flags & NOT_ACTIVE) == 0;
        boolean explicit = (flags & EXPLICIT) != 0;
        hasExpressions = (flags & EXPRESSIONS) != 0;
        mode = active ? Mode.ACTIVE : explicit ? Mode.DECLARATIVE : Mode.PASSIVE;
        tableIndex = 0;
        offset = Optional.empty();
        if (active) {
            int tableOffset = in.offset();
            tableIndex = explicit ? in.u32() : 0;
            if (Integer.compareUnsigned(tableIndex, module.tables().size()) >= 0) {
                throw WasmFormatException.invalid("unknown table " + Integer.toUnsignedString(tableIndex), tableOffset);
            }
            offset = Optional.of(decoding.constants().read(module.tables().get(tableIndex).limits().addressType()));
        }
        type = elementType(!active || explicit);
        size = in.count(decoding.limits().segmentElements(), "elements");
        filled = 0;
        functions = NO_FUNCTIONS;
        expressions = NO_EXPRESSIONS;
        inSegment = true;
    }

    private int flags() {
        int at = in.offset();
        int flags = in.u32();
        if (flags < 0 || flags > 7) {
            throw WasmFormatException.malformed("malformed elements segment kind " + Integer.toUnsignedString(flags), at);
        }
        if (flags > 2) {
            decoding.features().require(Feature.REFERENCE_TYPES, at);
        } else if (flags == NOT_ACTIVE) {
            decoding.features().require(Feature.BULK_MEMORY, at);
        }
        return flags;
    }

    private ValueType elementType(boolean written) {
        int at = in.offset();
        ValueType elementType;
        if (hasExpressions) {
            elementType = written ? decoding.typeReader().referenceType() : ValueType.FUNCREF;
        } else {
            if (written && in.u8() != 0) {
                throw WasmFormatException.malformed("malformed element kind", at);
            }
            elementType = ValueType.ref(false, HeapType.FUNC);
        }
        if (mode == Mode.ACTIVE) {
            TableType table = module.tables().get(tableIndex);
            if (!decoding.types().isSubtype(elementType.code(), table.element().code())) {
                throw WasmFormatException.invalid(
                        "type mismatch: elements of type " + elementType + " in a table of " + table.element(), at);
            }
        }
        return elementType;
    }

    private void element() {
        if (hasExpressions) {
            ConstantExpression expression = decoding.constants().read(type);
            if (filled == expressions.length) {
                expressions = Arrays.copyOf(expressions, Math.min(size, Math.max(8, 2 * filled)));
            }
            expressions[filled++] = expression;
        } else {
            int function = decoding.index(module.functionCount(), "function");
            module.declareReference(function);
            if (filled == functions.length) {
                functions = Arrays.copyOf(functions, Math.min(size, Math.max(8, 2 * filled)));
            }
            functions[filled++] = function;
        }
    }

    private void endSegment() {
        module.add(new ElementSegment(mode, type, tableIndex, offset, functions, expressions));
        inSegment = false;
        remaining--;
    }
}
