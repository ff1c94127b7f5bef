// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.asm.jvm;

import dev.tandem.ir.code.Tier;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.profile.FeedbackLayout;
import dev.tandem.ir.profile.GuardLayout;

/**
 * What a function's class is called and how it is entered.
 *
 * @param parameters how many of the recorded variables, the first, are the parameters of the static entry
 * @param tailCalls whether the code may return with a tail call pending
 * @param feedback what the code counts, if it is baseline code
 * @param guards the misses that it counts, if it is optimized
 */
public record FunctionShape(
        int functionIndex,
        GuestSignature signature,
        int parameters,
        boolean tailCalls,
        FeedbackLayout feedback,
        GuardLayout guards,
        Tier tier) {
    /** Baseline code. */
    public FunctionShape(
            int functionIndex, GuestSignature signature, int parameters, boolean tailCalls, FeedbackLayout feedback) {
        this(functionIndex, signature, parameters, tailCalls, feedback, GuardLayout.NONE, Tier.BASELINE);
    }

    /** Code that counts nothing. */
    public FunctionShape(int functionIndex, GuestSignature signature, int parameters, boolean tailCalls) {
        this(functionIndex, signature, parameters, tailCalls, FeedbackLayout.NONE);
    }

    /** How many words the code counts in. */
    int words() {
        return feedback.words() + guards.words();
    }

    String className() {
        return tier == Tier.OPTIMIZED
                ? GuestLayout.optimizedClass(functionIndex)
                : GuestLayout.functionClass(functionIndex);
    }

    boolean returnsValue() {
        return !signature.returnDescriptor().equals("V");
    }

    /** Kind of what the static entry returns, if it returns something. */
    Kind resultKind() {
        return Kind.ofLetter(signature.resultKinds().charAt(0)).returned();
    }

    int returnOpcode() {
        return returnsValue() ? resultKind().returnOpcode() : org.objectweb.asm.Opcodes.RETURN;
    }
}
