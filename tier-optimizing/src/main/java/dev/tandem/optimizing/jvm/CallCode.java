// SPDX-License-Identifier: Apache-2.0
package dev.tandem.optimizing.jvm;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.ir.asm.jvm.CodeBuffer;
import dev.tandem.ir.asm.jvm.CountingMethods;
import dev.tandem.ir.asm.jvm.GuestCode;
import dev.tandem.ir.asm.jvm.Kind;
import dev.tandem.ir.asm.jvm.Member;
import dev.tandem.ir.asm.jvm.SlotAccess;
import dev.tandem.ir.graph.Graph;
import dev.tandem.ir.graph.Node;
import dev.tandem.ir.graph.Positions;
import dev.tandem.ir.graph.node.Call;
import dev.tandem.ir.graph.node.CallDirect;
import dev.tandem.ir.graph.node.CallIndirect;
import dev.tandem.ir.graph.node.CallRef;
import dev.tandem.ir.graph.node.RefAsNonNull;
import dev.tandem.ir.graph.node.Result;
import dev.tandem.ir.graph.node.TargetTest;
import dev.tandem.ir.jvm.GuestLayout;
import dev.tandem.ir.jvm.GuestSignature;
import dev.tandem.ir.profile.GuardLayout;
import dev.tandem.ir.profile.GuardedCall;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Calls of all kinds, through the same links as those of the baseline tier; and functions as values. */
final class CallCode {
    private static final Member NON_NULL = Member.method(
            "dev/tandem/ir/jvm/support/Traps", "nonNull", "(Ljava/lang/Object;)Ljava/lang/Object;");

    private static final Member MISS = Member.method(
            "dev/tandem/ir/jvm/support/Counting",
            "miss",
            "([JI" + GuestLayout.REFERENCE_DESCRIPTOR + "Ldev/tandem/ir/jvm/JvmContext;I)V");

    private final GraphEmitter emitter;
    private final CodeBuffer code;
    private final GuestCode guest;
    private final Operands operands;
    private final FunctionType own;
    private final Positions positions;
    private final int functionIndex;
    private final Member words;
    private final GuardLayout.Builder guards = new GuardLayout.Builder();
    /** Variable that holds a callee during its call, once there is one. */
    private int callee = -1;

    CallCode(GraphEmitter emitter, Operands operands, Graph graph) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.guest = emitter.guest;
        this.operands = operands;
        this.own = graph.type();
        this.positions = graph.positions();
        this.functionIndex = graph.functionIndex();
        this.words = Member.field(
                GuestLayout.optimizedClass(functionIndex), CountingMethods.FEEDBACK, CountingMethods.FEEDBACK_DESCRIPTOR);
    }

    void call(Call call) {
        if (call.isTail()) {
            tailCall(call);
            return;
        }
        GuestSignature signature = operands.signature(call);
        if (call instanceof CallDirect direct) {
            arguments(call, signature);
            code.context();
            emitter.site(call);
            code.invokeStatic(emitter.shapes.link(direct.functionIndex()));
        } else {
            reference(call);
            code.op(Opcodes.DUP, 1);
            keepCallee();
            countMiss(call);
            code.getField(GuestCode.CODE);
            code.checkCast(signature.className());
            arguments(call, signature);
            pushCallee();
            emitter.site(call);
            code.invokeVirtual(
                    Member.method(signature.className(), GuestLayout.CALL, signature.virtualDescriptor()));
        }
        code.noteCall();
        emitter.memoryMayMove();
        results(call);
    }

    /** A call that was not expected is counted. */
    private void countMiss(Call call) {
        int position = call.position();
        if (call.expected().isEmpty() || position == Positions.NONE) {
            return;
        }
        GuardedCall guarded = new GuardedCall(positions.functionIndex(position), positions.offset(position), call.expected());
        code.getStatic(words);
        code.pushInt(guards.add(guarded));
        pushCallee();
        code.context();
        code.pushInt(functionIndex);
        code.invokeStatic(MISS);
    }

    /** The misses that the code counts. */
    GuardLayout guards() {
        return guards.build();
    }

    /** Pushes the callee's reference, found and checked. */
    private void reference(Call call) {
        if (call instanceof CallIndirect indirect) {
            emitter.push(indirect.index());
            guest.tableIndex(indirect.tableIndex());
            guest.table(indirect.tableIndex());
            guest.typeId(indirect.typeIndex());
            code.context();
            emitter.site(call);
            code.invokeStatic(GuestCode.LOOKUP);
        } else {
            emitter.push(((CallRef) call).reference());
            emitter.site(call);
            code.invokeStatic(GuestCode.NON_NULL_CALLEE);
        }
    }

    private void keepCallee() {
        if (callee < 0) {
            callee = code.newVariable(Kind.REFERENCE);
        }
        code.set(callee);
    }

    private void pushCallee() {
        code.get(callee);
        code.checkCast(GuestLayout.REFERENCE);
    }

    private void arguments(Call call, GuestSignature signature) {
        if (!signature.isWide()) {
            for (int i = 0; i < call.argumentCount(); i++) {
                emitter.push(call.argument(i));
            }
            return;
        }
        code.pushInt(signature.slots());
        code.newLongArray();
        fill(call, true);
        code.pushInt(signature.slots());
        code.newArray("java/lang/Object");
        fill(call, false);
    }

    /** Fills the array on top with the numbers or the references among the arguments. */
    private void fill(Call call, boolean numbers) {
        int slot = 0;
        for (int i = 0; i < call.argumentCount(); i++) {
            Node argument = call.argument(i);
            Kind kind = VariableAssignment.kind(argument);
            if (kind == Kind.VECTOR && numbers) {
                for (int half = 0; half < 2; half++) {
                    code.op(Opcodes.DUP, 1);
                    emitter.half(argument, half == 1);
                    put(Kind.LONG, slot + half);
                }
            } else if (numbers != (kind == Kind.REFERENCE) && kind != Kind.VECTOR) {
                code.op(Opcodes.DUP, 1);
                emitter.push(argument);
                put(kind, slot);
            }
            slot += kind.slots();
        }
    }

    private void put(Kind kind, int slot) {
        code.pushInt(slot);
        code.invokeStatic(SlotAccess.put(kind));
    }

    /** The first result is on the JVM's stack, the others are in the callee's context; those that are wanted go to their variables. */
    private void results(Call call) {
        FunctionType type = call.functionType();
        int count = type.resultCount();
        if (count == 0) {
            return;
        }
        Kind first = kind(type, 0);
        if (count == 1) {
            if (first == Kind.VECTOR) {
                take(call, Kind.LONG, 1);
            }
            return; // the call's own value
        }
        @Nullable Result[] wanted = wanted(call, count);
        int slot = 0;
        for (int i = 0; i < count; i++) {
            Kind kind = kind(type, i);
            Result result = wanted[i];
            if (i > 0 && result != null) {
                take(call, kind.returned(), slot);
            }
            if (result != null) {
                if (kind == Kind.VECTOR) {
                    take(call, Kind.LONG, slot + 1);
                }
                emitter.store(result);
            } else if (i == 0) {
                boolean two = kind.returned().words() == 2;
                code.op(two ? Opcodes.POP2 : Opcodes.POP, two ? -2 : -1);
            }
            slot += kind.slots();
        }
    }

    private static @Nullable Result[] wanted(Call call, int count) {
        @Nullable Result[] wanted = new Result[count];
        for (int i = 0; i < call.userCount(); i++) {
            if (call.user(i) instanceof Result result) {
                wanted[result.index()] = result;
            }
        }
        return wanted;
    }

    private static Kind kind(FunctionType type, int result) {
        return Kind.ofLetter(GuestSignature.kind(type.result(result)));
    }

    private void take(Call call, Kind kind, int slot) {
        if (call instanceof CallDirect) {
            code.context();
        } else {
            pushCallee();
            code.getField(GuestCode.CALLEE_CONTEXT);
        }
        guest.take(kind, slot);
    }

    /** Leaves callee and arguments in the context, and returns: see {@link dev.tandem.ir.jvm.support.TailCalls}. */
    private void tailCall(Call call) {
        if (!(call instanceof CallDirect)) {
            reference(call);
            keepCallee();
        }
        int slot = 0;
        for (int i = 0; i < call.argumentCount(); i++) {
            Kind kind = VariableAssignment.kind(call.argument(i));
            emitter.push(call.argument(i));
            guest.give(kind, slot);
            slot += kind.slots();
        }
        code.context();
        if (call instanceof CallDirect direct) {
            function(direct.functionIndex());
        } else {
            pushCallee();
        }
        code.putField(GuestCode.TAIL_CALLEE);
        int words = 0;
        if (own.resultCount() > 0) {
            Kind kind = kind(own, 0).returned();
            code.zero(kind);
            words = kind.words();
        }
        code.returnValue(words);
    }

    /** Pushes a function as a value. */
    void function(int index) {
        code.context();
        code.pushInt(index);
        code.invokeVirtual(GuestCode.FUNCTION);
    }

    void asNonNull(RefAsNonNull reference) {
        emitter.push(reference.reference());
        emitter.site(reference);
        code.invokeStatic(NON_NULL);
    }

    void targetTest(TargetTest test) {
        emitter.push(test.reference());
        code.pushInt(test.functionIndex());
        code.context();
        code.invokeStatic(GuestCode.IS_TARGET);
    }
}
