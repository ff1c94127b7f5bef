// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.ValueType;
import java.util.Arrays;

/** Blocks and branches. */
final class ControlInstructions {
    private final ValidationState state;
    private Label[] targets = {};
    /** How many {@code br_table} this has seen. */
    private long tables;

    ControlInstructions(ValidationState state) {
        this.state = state;
    }

    void decode(Opcode op) {
        switch (op) {
            case UNREACHABLE -> {
                if (state.live) {
                    state.visitor.unreachable();
                }
                state.markUnreachable();
            }
            case NOP -> {}
            case BLOCK -> block(Label.Kind.BLOCK);
            case LOOP -> block(Label.Kind.LOOP);
            case IF -> if_();
            case ELSE -> else_();
            case END -> end();
            case BR -> br();
            case BR_IF -> brIf();
            case BR_TABLE -> brTable();
            case RETURN -> return_();
            default -> throw new AssertionError(op);
        }
    }

    private void block(Label.Kind kind) {
        Signature signature = state.typeReader.blockType();
        state.pop(signature.parameters);
        Label label = state.push(kind, signature);
        if (state.live) {
            if (kind == Label.Kind.LOOP) {
                state.visitor.loop(label);
            } else {
                state.visitor.block(label);
            }
        }
        state.push(signature.parameters);
    }

    private void if_() {
        Signature signature = state.typeReader.blockType();
        state.pop(ValueType.I32.code());
        state.pop(signature.parameters);
        Label label = state.push(Label.Kind.IF, signature);
        if (state.live) {
            state.visitor.if_(label);
        }
        state.push(signature.parameters);
    }

    private void else_() {
        Label label = state.top;
        if (label.kind != Label.Kind.IF || label.hasElse) {
            throw state.in.malformed("else without if");
        }
        boolean fallsThrough = !label.unreachable;
        state.popResults(label);
        if (state.isVisited(label)) {
            state.visitor.else_(label, fallsThrough);
        }
        state.restart(label);
        state.push(label.signature.parameters);
    }

    private void end() {
        Label label = state.top;
        boolean fallsThrough = !label.unreachable;
        state.popResults(label);
        if (label.kind == Label.Kind.IF && !label.hasElse) {
            checkImplicitElse(label.signature);
        }
        if (state.isVisited(label)) {
            state.visitor.end(label, fallsThrough);
        }
        state.popFrame();
        if (state.isOpen()) {
            state.push(label.signature.results);
        }
    }

    /** Without {@code else}, the parameters are the results. */
    private void checkImplicitElse(Signature signature) {
        if (signature.parameters.length != signature.results.length) {
            throw state.invalid("type mismatch: if without else must have as many results as parameters");
        }
        for (int i = 0; i < signature.results.length; i++) {
            state.check(signature.parameters[i], signature.results[i]);
        }
    }

    private void br() {
        Label target = state.label();
        state.pop(target.branchTypes());
        if (state.live) {
            state.visitor.br(target);
        }
        state.markUnreachable();
    }

    private void brIf() {
        Label target = state.label();
        state.pop(ValueType.I32.code());
        int[] types = target.branchTypes();
        state.pop(types);
        if (state.live) {
            state.visitor.brIf(target);
        }
        state.push(types);
    }

    private void brTable() {
        CodeReader in = state.in;
        int count = in.u32();
        // Every target takes a byte at least, so that this bounds the array by the size of the body.
        if (count < 0 || count >= in.end - in.position) {
            throw in.malformed("unexpected end: br_table of " + Integer.toUnsignedString(count) + " targets");
        }
        count++;
        if (targets.length < count) {
            targets = Arrays.copyOf(targets, Math.max(count, 2 * targets.length));
        }
        state.pop(ValueType.I32.code());
        tables++;
        int arity = -1;
        for (int i = 0; i < count; i++) {
            Label target = state.label();
            targets[i] = target;
            arity = checkTarget(target, arity);
        }
        if (state.live) {
            state.visitor.brTable(targets, count);
        }
        state.markUnreachable();
    }

    /** Checks what the branch carries, once for each signature among the targets. */
    private int checkTarget(Label target, int arity) {
        Signature signature = target.signature;
        int[] types = target.branchTypes();
        if (arity >= 0 && arity != types.length) {
            throw state.invalid("type mismatch: targets of br_table carry " + arity + " and " + types.length + " values");
        }
        boolean checked;
        if (target.isLoop()) {
            checked = signature.parametersCheckedBy == tables;
            signature.parametersCheckedBy = tables;
        } else {
            checked = signature.resultsCheckedBy == tables;
            signature.resultsCheckedBy = tables;
        }
        if (!checked) {
            state.peek(types);
        }
        return types.length;
    }

    private void return_() {
        state.pop(state.functionLabel().signature.results);
        if (state.live) {
            state.visitor.return_();
        }
        state.markUnreachable();
    }
}
