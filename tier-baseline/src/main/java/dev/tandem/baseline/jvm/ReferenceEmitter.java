// SPDX-License-Identifier: Apache-2.0
package dev.tandem.baseline.jvm;

import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import org.objectweb.asm.Opcodes;

/** Instructions on references, but for branches and calls. */
final class ReferenceEmitter {
    private static final Member NON_NULL = Member.method(
            "dev/tandem/ir/jvm/support/Traps", "nonNull", "(Ljava/lang/Object;)Ljava/lang/Object;");

    private final Emission emission;
    private final CodeBuffer code;
    private final OperandStack stack;

    ReferenceEmitter(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.stack = emission.stack;
    }

    void null_() {
        stack.constant(Kind.REFERENCE, 0);
    }

    void isNull() {
        stack.need(1);
        stack.pop(1);
        stack.comparison(Opcodes.IFNULL);
    }

    void func(int functionIndex) {
        stack.need(0);
        code.context();
        code.pushInt(functionIndex);
        code.invokeVirtual(GuestCode.FUNCTION);
        stack.pushed(Kind.REFERENCE);
    }

    void equal() {
        stack.need(2);
        stack.pop(2);
        stack.comparison(Opcodes.IF_ACMPEQ);
    }

    void asNonNull() {
        stack.need(1);
        emission.site();
        emission.call(NON_NULL, 1);
        stack.pushed(Kind.REFERENCE);
    }
}
