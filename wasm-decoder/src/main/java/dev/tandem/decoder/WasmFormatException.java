// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

/** A module that is not WebAssembly as this engine is told to accept it: {@linkplain Kind malformed, invalid or beyond a limit}. */
public final class WasmFormatException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a module was refused. */
    public enum Kind {
        /** The bytes do not follow the binary format. */
        MALFORMED,
        /** The module decodes, but does not validate. */
        INVALID,
        /** The module exceeds an implementation limit. */
        LIMIT,
        /** The module needs a feature that is switched off. */
        FEATURE
    }

    private final Kind kind;
    private final long offset;
    private final int functionIndex;

    /**
     * @param offset byte offset in the module
     * @param functionIndex the function concerned, or -1
     */
    public WasmFormatException(Kind kind, String message, long offset, int functionIndex) {
        super(message + (functionIndex < 0 ? "" : " in function " + functionIndex) + " at offset " + offset);
        this.kind = kind;
        this.offset = offset;
        this.functionIndex = functionIndex;
    }

    static WasmFormatException malformed(String message, long offset) {
        return new WasmFormatException(Kind.MALFORMED, message, offset, -1);
    }

    static WasmFormatException invalid(String message, long offset) {
        return new WasmFormatException(Kind.INVALID, message, offset, -1);
    }

    static WasmFormatException limit(String message, long offset) {
        return new WasmFormatException(Kind.LIMIT, message, offset, -1);
    }

    public Kind kind() {
        return kind;
    }

    /** Byte offset in the module of what proves the error. */
    public long offset() {
        return offset;
    }

    /** The function concerned, or -1. */
    public int functionIndex() {
        return functionIndex;
    }
}
