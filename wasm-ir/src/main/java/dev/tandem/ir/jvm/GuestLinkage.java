// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.ir.code.CompilationException;
import dev.tandem.ir.code.InterpretedCode;
import dev.tandem.ir.jvm.support.TailCalls;
import dev.tandem.ir.vm.Code;
import dev.tandem.ir.vm.Context;
import dev.tandem.ir.vm.FunctionReference;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the generated glue classes call. */
public final class GuestLinkage {
    private GuestLinkage() {}

    /**
     * Bootstrap of a code slot: compiles the function and links the call site of its {@code Link} method. A function that the compiler
     * refuses gets a site that reports the refusal at every call.
     */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
        try {
            return code(caller.lookupClass())
                    .slot(Integer.parseInt(name, 1, name.length(), 10))
                    .site(type);
        } catch (CompilationException refusal) {
            MethodHandle thrower = MethodHandles.throwException(type.returnType(), CompilationException.class);
            return new ConstantCallSite(
                    MethodHandles.dropArguments(thrower.bindTo(refusal), 0, type.parameterList()));
        }
    }

    /** Bootstrap of what a tail call reaches of a compiled function: its newest body. */
    public static CallSite linkBody(MethodHandles.Lookup caller, String name, MethodType type) {
        return code(caller.lookupClass())
                .slot(Integer.parseInt(name, 1, name.length(), 10))
                .bodySite(type);
    }

    /** Where the code of a function counts, see {@link dev.tandem.ir.asm.jvm.CountingMethods}. */
    public static long[] feedback(Class<?> function, int functionIndex) {
        return code(function).slot(functionIndex).feedback();
    }

    /** Where the optimized code of a function counts missed guards. */
    public static long[] misses(Class<?> function, int functionIndex) {
        return code(function).slot(functionIndex).misses();
    }

    /** As many guards were missed as are to be reported; gives how many more. Those of replaced code tell nothing new. */
    @SuppressWarnings("ReferenceEquality") // of the present code
    public static long missed(JvmContext context, int functionIndex, long[] misses) {
        JvmModuleCode code = context.code();
        return code.slot(functionIndex).misses() == misses
                ? Math.max(1, code.compiler().guardsMissed(functionIndex))
                : Long.MAX_VALUE;
    }

    /** What runs an interpreted function. */
    public static InterpretedCode interpretedCode(Class<?> function, int functionIndex) {
        return code(function).slot(functionIndex).interpreted();
    }

    /** Runs an activation of an interpreted function, and the tail calls that it ends in; leaves results where compiled code would. */
    public static void interpret(
            InterpretedCode code, JvmContext context, long[] numbers, @Nullable Object[] references, int resultSlots) {
        interpretBody(code, context, numbers, references, resultSlots);
        if (context.tailCallee != null) {
            TailCalls.run(context);
            System.arraycopy(context.results, 0, numbers, 0, resultSlots);
            if (references.length > 0) {
                System.arraycopy(context.referenceResults, 0, references, 0, resultSlots);
            }
        }
    }

    /** The same, but leaves the tail call pending that it ends in. */
    public static void interpretBody(
            InterpretedCode code, JvmContext context, long[] numbers, @Nullable Object[] references, int resultSlots) {
        JvmGuest guest = context.guest();
        guest.poll();
        code.run(guest, numbers, references);
        if (context.tailCallee == null && resultSlots > 1) {
            giveExtraResults(context, numbers, references, resultSlots);
        }
    }

    /** The same as one of the tail calls: leaves a further one pending. The arrays may be those that calls leave their results in. */
    @SuppressWarnings("ReferenceEquality") // code is an identity
    public static void interpretTailCall(
            InterpretedCode code, FunctionReference self, long[] numbers, @Nullable Object[] references, int resultSlots) {
        Code called = self.code;
        Code newest = resolve(self);
        if (newest != called) {
            newest.tailCallRaw(numbers, references, self);
            return;
        }
        long[] ownNumbers = numbers.clone();
        @Nullable Object[] ownReferences = references.clone();
        JvmGuest guest = ((JvmContext) self.context).guest();
        guest.poll();
        code.run(guest, ownNumbers, ownReferences);
        if (self.context.tailCallee == null) {
            System.arraycopy(ownNumbers, 0, numbers, 0, resultSlots);
            if (references.length > 0) {
                System.arraycopy(ownReferences, 0, references, 0, resultSlots);
            }
        }
    }

    /** A function has spent its budget; gives the new one. */
    public static int spent(JvmContext context, int functionIndex) {
        return Math.max(1, context.code().compiler().budgetSpent(functionIndex));
    }

    /** Engine-wide identities of the module's types, by index. */
    public static int[] typeIds(Class<?> types) {
        return code(types).typeIds();
    }

    /** Compiles the function, if need be, and puts its code into the reference. */
    public static Code resolve(FunctionReference self) {
        Code code = ((JvmContext) self.context).code().slot(self.index).code();
        self.code = code;
        return code;
    }

    /** What the embedder gets to see of something thrown out of the guest. */
    public static Throwable unwind(Throwable thrown, FunctionReference entry) {
        return ((JvmContext) entry.context).code().backend().backtraces().unwind(thrown);
    }

    /** Moves the results after the first from the callee's context into arrays of the raw convention. */
    public static void takeExtraResults(
            FunctionReference self, long[] numbers, @Nullable Object[] references, int slots) {
        System.arraycopy(self.context.results, 1, numbers, 1, slots - 1);
        if (references.length >= slots) {
            System.arraycopy(self.context.referenceResults, 1, references, 1, slots - 1);
        }
    }

    /** Moves the results after the first from arrays of the raw convention into the callee's context. */
    public static void giveExtraResults(
            FunctionReference self, long[] numbers, @Nullable Object[] references, int slots) {
        giveExtraResults(self.context, numbers, references, slots);
    }

    private static void giveExtraResults(Context callee, long[] numbers, @Nullable Object[] references, int slots) {
        callee.reserveResults(slots);
        System.arraycopy(numbers, 1, callee.results, 1, slots - 1);
        if (references.length >= slots) {
            System.arraycopy(references, 1, callee.referenceResults, 1, slots - 1);
        }
    }

    /** Moves the results of an imported function into the context of the importer. */
    @SuppressWarnings("ReferenceEquality") // contexts are identities
    public static void moveExtraResults(FunctionReference callee, Context importer) {
        Context source = callee.context;
        if (source != importer) {
            importer.reserveResults(source.results.length);
            System.arraycopy(source.results, 0, importer.results, 0, source.results.length);
            System.arraycopy(
                    source.referenceResults, 0, importer.referenceResults, 0, source.referenceResults.length);
        }
    }

    private static JvmModuleCode code(Class<?> generated) {
        ClassLoader loader = generated.getClassLoader();
        return (loader instanceof RenewalLoader renewal ? renewal.module() : (GuestClassLoader) loader).code();
    }
}
