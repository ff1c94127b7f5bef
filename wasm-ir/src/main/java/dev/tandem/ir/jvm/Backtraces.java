// SPDX-License-Identifier: Apache-2.0
package dev.tandem.ir.jvm;

import dev.tandem.decoder.module.Export;
import dev.tandem.decoder.module.ExternalKind;
import dev.tandem.decoder.module.WasmModule;
import dev.tandem.ir.trap.TrapCode;
import dev.tandem.ir.trap.WasmFrame;
import dev.tandem.ir.trap.WasmTrap;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what comes out of generated code into what the embedder sees: Java's own errors in guest code into traps, Java stack traces
 * into wasm frames. What a host function threw passes as it is.
 */
final class Backtraces {
    private static final String MEMORY_ACCESS = "dev.tandem.ir.jvm.support.MemoryAccess";
    private static final String PACKAGE_PREFIX = "tandem.guest.";

    private final JvmBackend backend;

    Backtraces(JvmBackend backend) {
        this.backend = backend;
    }

    Throwable unwind(Throwable thrown) {
        WasmTrap trap;
        if (thrown instanceof WasmTrap known) {
            trap = known;
        } else if (thrown instanceof StackOverflowError) {
            trap = new WasmTrap(TrapCode.CALL_STACK_EXHAUSTED, thrown);
        } else if (thrown instanceof IndexOutOfBoundsException && isMemoryAccess(thrown.getStackTrace())) {
            trap = new WasmTrap(TrapCode.MEMORY_OUT_OF_BOUNDS, thrown);
        } else {
            return thrown;
        }
        if (trap.backtrace().isEmpty()) {
            trap.setBacktrace(frames(thrown.getStackTrace()));
        }
        return trap;
    }

    /**
     * Guest loads and stores leave the bounds check to the JVM, in a helper or in the function itself, where nothing else is out of bounds.
     * HotSpot drops the trace of an exception that it has thrown often.
     */
    private static boolean isMemoryAccess(StackTraceElement[] trace) {
        for (StackTraceElement element : trace) {
            String name = element.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                return name.startsWith(MEMORY_ACCESS) || isFunction(name);
            }
        }
        return trace.length == 0;
    }

    private List<WasmFrame> frames(StackTraceElement[] trace) {
        List<WasmFrame> frames = new ArrayList<>();
        String inside = "";
        for (StackTraceElement element : trace) {
            String name = element.getClassName();
            String loader = element.getClassLoaderName();
            JvmModuleCode module = isFunction(name) && loader != null ? backend.module(RenewalLoader.moduleName(loader)) : null;
            if (module == null || element.getMethodName().equals(GuestLayout.CALL)) {
                continue;
            }
            // A function split into pieces is several Java frames, its entry the outermost.
            String function = functionOf(name);
            if (!function.equals(inside)) {
                boolean optimized = name.charAt(PACKAGE_PREFIX.length()) == GuestLayout.OPTIMIZED_LETTER;
                int renewal = optimized ? RenewalLoader.renewal(loader) : CodeSlot.BASELINE;
                module.slot(Integer.parseInt(function))
                        .addFrames(
                                element.getLineNumber(),
                                renewal,
                                (index, offset) -> frames.add(frame(module, index, offset)));
            }
            inside = element.getMethodName().equals(GuestLayout.RUN) ? "" : function;
        }
        return frames;
    }

    /** Whether that is a class {@code F<i>} or {@code O<i>}. */
    private static boolean isFunction(String className) {
        int digits = PACKAGE_PREFIX.length() + 1;
        return className.length() > digits
                && className.startsWith(PACKAGE_PREFIX)
                && Character.isDigit(className.charAt(digits));
    }

    private static String functionOf(String className) {
        int nested = className.indexOf('$');
        return className.substring(PACKAGE_PREFIX.length() + 1, nested < 0 ? className.length() : nested);
    }

    private static WasmFrame frame(JvmModuleCode code, int index, int offset) {
        WasmModule module = code.layout().module();
        return new WasmFrame(
                module.names().moduleName().orElse(""),
                index,
                functionName(module, index),
                offset < 0 ? -1 : module.body(index).offset() + (long) offset);
    }

    private static String functionName(WasmModule module, int index) {
        return module.names().functionName(index).orElseGet(() -> {
            for (Export export : module.exports()) {
                if (export.kind() == ExternalKind.FUNCTION && export.index() == index) {
                    return export.name();
                }
            }
            return "";
        });
    }
}
