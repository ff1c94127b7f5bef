// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.decoder.body.BodyState;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.ModuleShapes;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.profile.ExpectedWork;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the emitters of one function share. */
final class Emission {
    final CodeBuffer code = new CodeBuffer();
    final OperandStack stack = new OperandStack(code);
    final ModuleShapes shapes;
    final GuestCode guest;
    final ExpectedWork work = new ExpectedWork();
    private @Nullable BodyState state;

    /** Variables of the locals; of a vector, the first of two. */
    private int[] variables = {};
    /** Whether memory 0 may have moved since its bytes were read. */
    private boolean stale;

    private int[] sites = new int[64];
    private int siteCount;

    Emission(ModuleShapes shapes) {
        this.shapes = shapes;
        this.guest = new GuestCode(code, shapes);
    }

    void begin(BodyState driver) {
        state = driver;
    }

    BodyState state() {
        return Objects.requireNonNull(state);
    }

    static Kind kind(ValueType type) {
        return switch (type.code()) {
            case 1 -> Kind.INT;
            case 2 -> Kind.LONG;
            case 3 -> Kind.FLOAT;
            case 4 -> Kind.DOUBLE;
            default -> Kind.ofLetter(GuestSignature.kind(type));
        };
    }

    /** Makes the variables of all locals. */
    void makeLocals() {
        BodyState driver = state();
        variables = new int[driver.localCount()];
        for (int i = 0; i < variables.length; i++) {
            variables[i] = code.newVariable(kind(driver.localType(i)));
        }
    }

    int variable(int local) {
        return variables[local];
    }

    /** The next instruction may trap or call: it stands for the wasm instruction being visited. */
    void site() {
        if (siteCount == sites.length) {
            sites = Arrays.copyOf(sites, siteCount * 2);
        }
        int offset = state().instructionOffset();
        if (siteCount == 0 || sites[siteCount - 1] != offset) {
            sites[siteCount++] = offset;
        }
        code.site(siteCount - 1);
    }

    int[] sites() {
        return Arrays.copyOf(sites, siteCount);
    }

    /** Memory 0 may have moved. */
    void memoryMayMove() {
        stale = true;
    }

    /** Makes the bytes of memory 0 those of now. */
    void settle() {
        if (stale) {
            code.refreshMemory();
            stale = false;
        }
    }

    void forgetStale() {
        stale = false;
    }

    /** Pushes the bytes of memory 0. */
    void memory() {
        settle();
        code.memory();
    }

    /** A statement has ended: the code may be cut here. */
    void statement() {
        if (code.wantsCut()) {
            settle();
            code.cut(nesting);
        }
    }

    /** Before an operation: a long expression is interrupted, so that the code can be cut there. */
    void operation() {
        if (code.needsCut()) {
            stack.flushPushed();
            settle();
            code.cut(nesting + 1);
        }
    }

    /** Depth of the innermost open block. */
    int nesting;

    /** Calls a helper that takes the top {@code operands} operands, and what is pushed after them. */
    void call(Member helper, int operands) {
        code.invokeStatic(helper);
        stack.pop(operands);
    }
}
