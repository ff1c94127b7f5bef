// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.WasmFormatException.Kind;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.TagType;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Exceptions. */
final class ExceptionInstructions {
    private static final int CAUGHT = ValueType.refCode(false, HeapType.EXN);

    private final ValidationState state;

    ExceptionInstructions(ValidationState state) {
        this.state = state;
    }

    void decode(Opcode op) {
        switch (op) {
            case THROW -> throw_();
            case THROW_REF -> throwRef();
            case TRY_TABLE -> tryTable();
            default -> throw new AssertionError(op);
        }
    }

    private int tagIndex() {
        int index = state.in.u32();
        if (Integer.compareUnsigned(index, state.module.tags().size()) >= 0) {
            throw state.invalid("unknown tag " + Integer.toUnsignedString(index));
        }
        return index;
    }

    private int[] values(int tagIndex) {
        TagType tag = state.module.tags().get(tagIndex);
        return state.signatures.ofType(state.types, tag.typeIndex()).parameters;
    }

    private void throw_() {
        int tag = tagIndex();
        state.pop(values(tag));
        if (state.live) {
            state.visitor.throw_(tag);
        }
        state.markUnreachable();
    }

    private void throwRef() {
        state.pop(ValueType.EXNREF.code());
        if (state.live) {
            state.visitor.throwRef();
        }
        state.markUnreachable();
    }

    private void tryTable() {
        Signature signature = state.typeReader.blockType();
        // The labels of the clauses are those outside of the block.
        List<CatchClause> clauses = catchClauses();
        state.pop(signature.parameters);
        Label label = state.push(Label.Kind.TRY_TABLE, signature);
        if (state.live) {
            state.visitor.tryTable(label, clauses);
        }
        state.push(signature.parameters);
    }

    private List<CatchClause> catchClauses() {
        CodeReader in = state.in;
        int count = in.u32();
        if (count < 0 || count > in.end - in.position) {
            throw in.malformed("unexpected end: try_table of " + Integer.toUnsignedString(count) + " clauses");
        }
        List<CatchClause> clauses = state.live ? new ArrayList<>() : List.of();
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            if (kind > 3) {
                throw state.error(Kind.MALFORMED, "malformed catch clause");
            }
            boolean withReference = (kind & 1) != 0;
            int tag = kind < 2 ? tagIndex() : -1;
            Label target = state.label();
            checkClause(tag, withReference, target);
            if (state.live) {
                clauses.add(new CatchClause(tag, withReference, target));
            }
        }
        return clauses;
    }

    private void checkClause(int tag, boolean withReference, Label target) {
        int[] caught = tag < 0 ? new int[0] : values(tag);
        int[] taken = target.branchTypes();
        int count = caught.length + (withReference ? 1 : 0);
        if (taken.length != count) {
            throw state.invalid("type mismatch: a catch clause gives " + count + " values to a label that takes " + taken.length);
        }
        for (int i = 0; i < caught.length; i++) {
            state.check(caught[i], taken[i]);
        }
        if (withReference) {
            state.check(CAUGHT, taken[count - 1]);
        }
    }
}
