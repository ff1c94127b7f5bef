// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.nativex64;

import static dev.tandem.ir.asm.x64.Gpr.R10;
import static dev.tandem.ir.asm.x64.Gpr.R11;
import static dev.tandem.ir.asm.x64.Gpr.R12;
import static dev.tandem.ir.asm.x64.Gpr.R13;
import static dev.tandem.ir.asm.x64.Gpr.R14;
import static dev.tandem.ir.asm.x64.Gpr.R15;
import static dev.tandem.ir.asm.x64.Gpr.RAX;
import static dev.tandem.ir.asm.x64.Gpr.RBP;
import static dev.tandem.ir.asm.x64.Gpr.RBX;
import static dev.tandem.ir.asm.x64.Gpr.RCX;
import static dev.tandem.ir.asm.x64.Gpr.RDI;
import static dev.tandem.ir.asm.x64.Gpr.RDX;
import static dev.tandem.ir.asm.x64.Gpr.RSI;
import static dev.tandem.ir.asm.x64.Gpr.RSP;

import dev.tandem.ir.asm.x64.Assembler;
import dev.tandem.ir.asm.x64.Condition;
import dev.tandem.ir.asm.x64.IntegerOp;
import dev.tandem.ir.asm.x64.Label;
import dev.tandem.ir.asm.x64.VectorOp;
import dev.tandem.ir.platform.CodeMemory;
import dev.tandem.ir.platform.OperatingSystem.FaultFrame;

/**
 * The code between guest code and Java that does not depend on signatures: how activations end, how functions are compiled at their
 * first call, how memory faults become traps. {@link EntryStub} and {@link ExitStub} build on it.
 *
 * <p>Java is called in one way only: {@code exit(context identity, what, values, frame)}, see {@link Exits}. The frame is the stub's own, made as
 * guest frames are, so that a walk of the guest's frames starts there.
 */
final class Stubs {
    static final int NONE = Assembler.NONE;

    /** Few to a block, since small modules in cold processes wait for the first. */
    private static final int LAZY_BITS = 7;

    private static final int LAZY_SIZE = 16;
    /** Where in a lazy stub the function's index stands. */
    private static final int LAZY_INDEX = 2;
    private static final int SAVED_INTEGERS = NativeConvention.INTEGER_ARGUMENT_COUNT;
    private static final int SAVED_BYTES = 8 * SAVED_INTEGERS + 16 * NativeConvention.VECTOR_ARGUMENT_COUNT;

    private final CodeMemory memory;
    private final long exit;
    private final long unwind;
    private final long compile;
    private final long trap;
    private final long tailCall;
    private final long tailCallReturn;

    /** A block of lazy stubs, of the first functions. */
    private final byte[] lazyBlock;
    /** Addresses of blocks of lazy stubs. Guarded by this. */
    private long[] lazy = {};

    /** @param exit address of the upcall */
    Stubs(CodeMemory memory, long exit) {
        this.memory = memory;
        this.exit = exit;
        this.unwind = place(unwind());
        this.compile = place(compile());
        this.lazyBlock = lazyBlock(compile);
        this.trap = place(trap());
        Assembler tail = new Assembler(false);
        int returns = tailCall(tail);
        this.tailCall = place(tail);
        this.tailCallReturn = tailCall + returns;
    }

    /** See {@link CallSequences#linkOtherInstance}. */
    long tailCall() {
        return tailCall;
    }

    long tailCallReturn() {
        return tailCallReturn;
    }

    /** Calls on behalf of a frame that is gone, then puts back the context that its caller relies on. Returns where the call returns to. */
    private static int tailCall(Assembler a) {
        CallSequences.enterOtherInstance(a);
        a.callMemory(NativeConvention.CALL_SLOT, NONE, 0, 0);
        int returns = a.position();
        load(a, R11, R14, ContextLayout.ACTIVATION);
        a.pop(R14);
        store(a, R14, ContextLayout.ACTIVATION, R11);
        load(a, R15, R14, ContextLayout.MEMORY0_BASE);
        a.pop(RBP);
        a.ret();
        return returns;
    }

    long place(Assembler assembler) {
        assembler.finish();
        byte[] code = assembler.toByteArray();
        return memory.allocate(code, code.length).address();
    }

    static void load(Assembler a, int register, int base, int displacement) {
        a.rm(IntegerOp.MOV, 64, register, base, NONE, 0, displacement);
    }

    static void store(Assembler a, int base, int displacement, int register) {
        a.mr(IntegerOp.MOV, 64, base, NONE, 0, displacement, register);
    }

    static void move(Assembler a, int destination, int source) {
        a.rr(IntegerOp.MOV, 64, destination, source);
    }

    /** Jumps anywhere; the scratch register is lost. */
    static void jump(Assembler a, long target) {
        a.mov(R11, target);
        a.jmpRegister(R11);
    }

    /** What {@link EntryStub}s push last, first to be popped: the context, its activation's outer entry, and the context's outer activation. */
    static void beginEntry(Assembler a) {
        store(a, R10, ActivationLayout.ENTRY_SP, RSP);
        store(a, R14, ContextLayout.ACTIVATION, R10);
    }

    /** Ends what {@link #beginEntry} began, and goes back to Java. */
    static void endEntry(Assembler a) {
        a.pop(R14);
        load(a, R10, R14, ContextLayout.OWN_ACTIVATION);
        a.pop(R11);
        store(a, R10, ActivationLayout.ENTRY_SP, R11);
        a.pop(R11);
        store(a, R14, ContextLayout.ACTIVATION, R11);
        a.pop(R15);
        a.pop(R14);
        a.pop(R13);
        a.pop(R12);
        a.pop(RBP);
        a.pop(RBX);
        a.ret();
    }

    private static Assembler unwind() {
        Assembler a = new Assembler(false);
        load(a, R10, R14, ContextLayout.ACTIVATION);
        a.mi(IntegerOp.MOV, 32, R10, NONE, 0, ActivationLayout.STATUS, ActivationLayout.UNWOUND);
        load(a, RSP, R10, ActivationLayout.ENTRY_SP);
        endEntry(a);
        return a;
    }

    /**
     * Calls Java. Wants {@code rsi} and {@code rdx} set, {@code rsp} aligned, and the activation in {@code r12}, which it puts back into the
     * context. All but the registers that System V preserves are lost.
     */
    void callJava(Assembler a) {
        a.rm(IntegerOp.MOV, 32, RDI, R14, NONE, 0, ContextLayout.IDENTITY);
        move(a, RCX, RBP);
        a.mov(RAX, exit);
        a.callRegister(RAX);
        store(a, R14, ContextLayout.ACTIVATION, R12);
    }

    /** Ends the activation if Java said so. */
    void unwindIfFailed(Assembler a) {
        Label done = new Label();
        a.rr(IntegerOp.TEST, 64, RAX, RAX);
        a.jccShort(Condition.EQUAL, done);
        jump(a, unwind);
        a.bind(done);
    }

    static void enterFrame(Assembler a) {
        a.push(RBP);
        move(a, RBP, RSP);
    }

    /** The stub of a trap, to be called. */
    long trapStub(int code) {
        Assembler a = new Assembler(false);
        enterFrame(a);
        a.mov(RSI, Exits.TRAP | code);
        jump(a, trap);
        return place(a);
    }

    private Assembler trap() {
        Assembler a = new Assembler(false);
        load(a, R12, R14, ContextLayout.ACTIVATION);
        a.ri(IntegerOp.AND, 64, RSP, -16);
        callJava(a);
        jump(a, unwind);
        return a;
    }

    /** Compiles the function whose index is in the scratch register, then calls it with the arguments as they were. */
    private Assembler compile() {
        Assembler a = new Assembler(false);
        enterFrame(a);
        a.ri(IntegerOp.SUB, 64, RSP, SAVED_BYTES + 16);
        a.ri(IntegerOp.AND, 64, RSP, -16);
        for (int i = 0; i < SAVED_INTEGERS; i++) {
            store(a, RSP, 8 * i, NativeConvention.integerRegister(i));
        }
        store(a, RSP, SAVED_BYTES, R10);
        for (int i = 0; i < NativeConvention.VECTOR_ARGUMENT_COUNT; i++) {
            a.mx(VectorOp.MOVUPS_STORE, RSP, NONE, 0, 8 * SAVED_INTEGERS + 16 * i, i);
        }
        load(a, R12, R14, ContextLayout.ACTIVATION);
        move(a, R13, R11);
        a.mov(RSI, Exits.COMPILE);
        a.rr(IntegerOp.ADD, 64, RSI, R13);
        callJava(a);
        unwindIfFailed(a);
        load(a, R11, R14, ContextLayout.SLOTS);
        a.rm(IntegerOp.MOV, 64, R11, R11, R13, 3, 0);
        for (int i = 0; i < SAVED_INTEGERS; i++) {
            load(a, NativeConvention.integerRegister(i), RSP, 8 * i);
        }
        load(a, R10, RSP, SAVED_BYTES);
        for (int i = 0; i < NativeConvention.VECTOR_ARGUMENT_COUNT; i++) {
            a.xm(VectorOp.MOVUPS, i, RSP, NONE, 0, 8 * SAVED_INTEGERS + 16 * i);
        }
        move(a, RSP, RBP);
        a.pop(RBP);
        a.jmpRegister(R11);
        return a;
    }

    /**
     * What the slot of function {@code index} holds before it is compiled. The context says which module is meant, so that all modules share
     * these stubs.
     */
    synchronized long lazyStub(int index) {
        int block = index >>> LAZY_BITS;
        if (block >= lazy.length) {
            lazy = java.util.Arrays.copyOf(lazy, Math.max(block + 1, 2 * lazy.length));
        }
        if (lazy[block] == 0) {
            byte[] code = lazyBlock.clone();
            for (int i = 0; i < 1 << LAZY_BITS; i++) {
                int function = (block << LAZY_BITS) + i;
                int at = LAZY_SIZE * i + LAZY_INDEX;
                code[at] = (byte) function;
                code[at + 1] = (byte) (function >> 8);
                code[at + 2] = (byte) (function >> 16);
                code[at + 3] = (byte) (function >> 24);
            }
            lazy[block] = memory.allocate(code, code.length).address();
        }
        return lazy[block] + (long) LAZY_SIZE * (index & ((1 << LAZY_BITS) - 1));
    }

    /** Blocks differ in their functions' indices only: to assemble each takes 8 ms for 10,000 functions in a cold process. */
    private static byte[] lazyBlock(long compile) {
        Assembler a = new Assembler(false);
        Label common = new Label();
        for (int i = 0; i < 1 << LAZY_BITS; i++) {
            a.mov(R11, i);
            a.jmp(common);
            a.align(LAZY_SIZE);
        }
        a.bind(common);
        a.mov(R13, compile);
        a.jmpRegister(R13);
        a.finish();
        return a.toByteArray();
    }

    /**
     * Where the handler goes on after a memory fault in guest code; the scratch register holds the address of the instruction.
     */
    private long faultStub() {
        Assembler a = new Assembler(false);
        a.push(R11);
        enterFrame(a);
        a.mov(RSI, Exits.FAULT);
        jump(a, trap);
        return place(a);
    }

    /**
     * The handler of memory faults. A fault of code in the first range at an address in the second continues at {@link #faultStub}; any other
     * goes to the handler that was there before, with registers as they were. It calls nothing, allocates nothing and touches no thread-local
     * state.
     */
    long faultHandler(FaultFrame frame, long codeStart, long codeSize, long guardStart, long guardSize, long previous) {
        Assembler a = new Assembler(false);
        Label other = new Label();
        load(a, RAX, RDX, frame.rip());
        a.mov(RCX, codeStart);
        a.rr(IntegerOp.SUB, 64, RAX, RCX);
        a.mov(RCX, codeSize);
        a.rr(IntegerOp.CMP, 64, RAX, RCX);
        a.jcc(Condition.ABOVE_OR_EQUAL, other);
        load(a, RAX, RSI, frame.address());
        a.mov(RCX, guardStart);
        a.rr(IntegerOp.SUB, 64, RAX, RCX);
        a.mov(RCX, guardSize);
        a.rr(IntegerOp.CMP, 64, RAX, RCX);
        a.jcc(Condition.ABOVE_OR_EQUAL, other);
        load(a, RAX, RDX, frame.rip());
        store(a, RDX, frame.r11(), RAX);
        a.mov(RAX, faultStub());
        store(a, RDX, frame.rip(), RAX);
        a.ret();
        a.bind(other);
        a.mov(RAX, previous);
        a.jmpRegister(RAX);
        return place(a);
    }

    /** {@code (leaf, subleaf, address of four ints) -> 0}. */
    long cpuidStub() {
        Assembler a = new Assembler(false);
        a.push(RBX);
        move(a, RAX, RDI);
        move(a, RCX, RSI);
        move(a, R10, RDX);
        a.cpuid();
        int[] order = {RAX, RBX, RCX, RDX};
        for (int i = 0; i < order.length; i++) {
            a.mr(IntegerOp.MOV, 32, R10, NONE, 0, 4 * i, order[i]);
        }
        a.pop(RBX);
        a.ret();
        return place(a);
    }

    /** {@code () -> low half of xcr0}. */
    long xgetbvStub() {
        Assembler a = new Assembler(false);
        a.mov(RCX, 0);
        a.xgetbv();
        a.rr(IntegerOp.MOV, 32, RAX, RAX);
        a.ret();
        return place(a);
    }
}
