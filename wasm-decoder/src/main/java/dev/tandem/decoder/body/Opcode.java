// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static dev.tandem.decoder.Feature.*;
import static dev.tandem.decoder.body.Opcode.Immediates.*;
import static dev.tandem.decoder.body.Opcode.Shape.*;

import dev.tandem.decoder.Feature;
import dev.tandem.decoder.type.ValueType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of WebAssembly 3.0 and threads: the one table that decoder, validator, printers and fuzzers read. (Long, because it
 * is the table.)
 *
 * <p>A row says: code, mnemonic, {@linkplain Shape shape}, {@linkplain Immediates immediates} where the shape leaves them open,
 * signature where types are fixed, width in bytes of the memory access or vector lane, and the feature that brought the instruction.
 * Signatures name operands and result as {@code i} (i32), {@code l} (i64), {@code f} (f32), {@code d} (f64), {@code v} (v128) and
 * {@code a} (an address: i32, or i64 in a 64-bit memory).
 */
public enum Opcode {
    // Control
    UNREACHABLE(0x00, "unreachable", CONTROL, NONE),
    NOP(0x01, "nop", CONTROL, NONE),
    BLOCK(0x02, "block", CONTROL, BLOCK_TYPE),
    LOOP(0x03, "loop", CONTROL, BLOCK_TYPE),
    IF(0x04, "if", CONTROL, BLOCK_TYPE),
    ELSE(0x05, "else", CONTROL, NONE),
    END(0x0B, "end", CONTROL, NONE),
    BR(0x0C, "br", CONTROL, LABEL),
    BR_IF(0x0D, "br_if", CONTROL, LABEL),
    BR_TABLE(0x0E, "br_table", CONTROL, LABELS),
    RETURN(0x0F, "return", CONTROL, NONE),
    THROW(0x08, "throw", EXCEPTION, TAG, EXCEPTIONS),
    THROW_REF(0x0A, "throw_ref", EXCEPTION, NONE, EXCEPTIONS),
    TRY_TABLE(0x1F, "try_table", EXCEPTION, CATCHES, EXCEPTIONS),

    // Calls
    CALL(0x10, "call", INVOKE, FUNCTION),
    CALL_INDIRECT(0x11, "call_indirect", INVOKE, TYPE_TABLE),
    RETURN_CALL(0x12, "return_call", INVOKE, FUNCTION, TAIL_CALLS),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", INVOKE, TYPE_TABLE, TAIL_CALLS),
    CALL_REF(0x14, "call_ref", INVOKE, TYPE, FUNCTION_REFERENCES),
    RETURN_CALL_REF(0x15, "return_call_ref", INVOKE, TYPE, TAIL_CALLS),

    // Values, locals, globals
    DROP(0x1A, "drop", VARIABLE, NONE),
    SELECT(0x1B, "select", VARIABLE, NONE),
    SELECT_TYPED(0x1C, "select", VARIABLE, VALUE_TYPES, REFERENCE_TYPES),
    LOCAL_GET(0x20, "local.get", VARIABLE, LOCAL),
    LOCAL_SET(0x21, "local.set", VARIABLE, LOCAL),
    LOCAL_TEE(0x22, "local.tee", VARIABLE, LOCAL),
    GLOBAL_GET(0x23, "global.get", VARIABLE, GLOBAL),
    GLOBAL_SET(0x24, "global.set", VARIABLE, GLOBAL),

    // Loads and stores
    I32_LOAD(0x28, "i32.load", LOAD, "a:i", 4),
    I64_LOAD(0x29, "i64.load", LOAD, "a:l", 8),
    F32_LOAD(0x2A, "f32.load", LOAD, "a:f", 4),
    F64_LOAD(0x2B, "f64.load", LOAD, "a:d", 8),
    I32_LOAD8_S(0x2C, "i32.load8_s", LOAD, "a:i", 1),
    I32_LOAD8_U(0x2D, "i32.load8_u", LOAD, "a:i", 1),
    I32_LOAD16_S(0x2E, "i32.load16_s", LOAD, "a:i", 2),
    I32_LOAD16_U(0x2F, "i32.load16_u", LOAD, "a:i", 2),
    I64_LOAD8_S(0x30, "i64.load8_s", LOAD, "a:l", 1),
    I64_LOAD8_U(0x31, "i64.load8_u", LOAD, "a:l", 1),
    I64_LOAD16_S(0x32, "i64.load16_s", LOAD, "a:l", 2),
    I64_LOAD16_U(0x33, "i64.load16_u", LOAD, "a:l", 2),
    I64_LOAD32_S(0x34, "i64.load32_s", LOAD, "a:l", 4),
    I64_LOAD32_U(0x35, "i64.load32_u", LOAD, "a:l", 4),
    I32_STORE(0x36, "i32.store", STORE, "ai:", 4),
    I64_STORE(0x37, "i64.store", STORE, "al:", 8),
    F32_STORE(0x38, "f32.store", STORE, "af:", 4),
    F64_STORE(0x39, "f64.store", STORE, "ad:", 8),
    I32_STORE8(0x3A, "i32.store8", STORE, "ai:", 1),
    I32_STORE16(0x3B, "i32.store16", STORE, "ai:", 2),
    I64_STORE8(0x3C, "i64.store8", STORE, "al:", 1),
    I64_STORE16(0x3D, "i64.store16", STORE, "al:", 2),
    I64_STORE32(0x3E, "i64.store32", STORE, "al:", 4),

    // Memories, tables, segments
    MEMORY_SIZE(0x3F, "memory.size", MEMORY, MEMORY_INDEX, ":a"),
    MEMORY_GROW(0x40, "memory.grow", MEMORY, MEMORY_INDEX, "a:a"),
    MEMORY_INIT(0xFC_0008, "memory.init", MEMORY, DATA_MEMORY, "aii:", BULK_MEMORY),
    DATA_DROP(0xFC_0009, "data.drop", MEMORY, DATA, ":", BULK_MEMORY),
    MEMORY_COPY(0xFC_000A, "memory.copy", MEMORY, MEMORIES, BULK_MEMORY),
    MEMORY_FILL(0xFC_000B, "memory.fill", MEMORY, MEMORY_INDEX, "aia:", BULK_MEMORY),
    TABLE_INIT(0xFC_000C, "table.init", TABLE, ELEM_TABLE, BULK_MEMORY),
    ELEM_DROP(0xFC_000D, "elem.drop", TABLE, ELEM, ":", BULK_MEMORY),
    TABLE_COPY(0xFC_000E, "table.copy", TABLE, TABLES, BULK_MEMORY),
    TABLE_GET(0x25, "table.get", TABLE, TABLE_INDEX, REFERENCE_TYPES),
    TABLE_SET(0x26, "table.set", TABLE, TABLE_INDEX, REFERENCE_TYPES),
    TABLE_GROW(0xFC_000F, "table.grow", TABLE, TABLE_INDEX, REFERENCE_TYPES),
    TABLE_SIZE(0xFC_0010, "table.size", TABLE, TABLE_INDEX, REFERENCE_TYPES),
    TABLE_FILL(0xFC_0011, "table.fill", TABLE, TABLE_INDEX, REFERENCE_TYPES),

    // Constants
    I32_CONST(0x41, "i32.const", CONSTANT, I32, ":i"),
    I64_CONST(0x42, "i64.const", CONSTANT, I64, ":l"),
    F32_CONST(0x43, "f32.const", CONSTANT, F32, ":f"),
    F64_CONST(0x44, "f64.const", CONSTANT, F64, ":d"),
    V128_CONST(0xFD_000C, "v128.const", CONSTANT, V128, ":v", SIMD),

    // Integers
    I32_EQZ(0x45, "i32.eqz", UNARY, "i:i"),
    I32_EQ(0x46, "i32.eq", BINARY, "ii:i"),
    I32_NE(0x47, "i32.ne", BINARY, "ii:i"),
    I32_LT_S(0x48, "i32.lt_s", BINARY, "ii:i"),
    I32_LT_U(0x49, "i32.lt_u", BINARY, "ii:i"),
    I32_GT_S(0x4A, "i32.gt_s", BINARY, "ii:i"),
    I32_GT_U(0x4B, "i32.gt_u", BINARY, "ii:i"),
    I32_LE_S(0x4C, "i32.le_s", BINARY, "ii:i"),
    I32_LE_U(0x4D, "i32.le_u", BINARY, "ii:i"),
    I32_GE_S(0x4E, "i32.ge_s", BINARY, "ii:i"),
    I32_GE_U(0x4F, "i32.ge_u", BINARY, "ii:i"),
    I64_EQZ(0x50, "i64.eqz", UNARY, "l:i"),
    I64_EQ(0x51, "i64.eq", BINARY, "ll:i"),
    I64_NE(0x52, "i64.ne", BINARY, "ll:i"),
    I64_LT_S(0x53, "i64.lt_s", BINARY, "ll:i"),
    I64_LT_U(0x54, "i64.lt_u", BINARY, "ll:i"),
    I64_GT_S(0x55, "i64.gt_s", BINARY, "ll:i"),
    I64_GT_U(0x56, "i64.gt_u", BINARY, "ll:i"),
    I64_LE_S(0x57, "i64.le_s", BINARY, "ll:i"),
    I64_LE_U(0x58, "i64.le_u", BINARY, "ll:i"),
    I64_GE_S(0x59, "i64.ge_s", BINARY, "ll:i"),
    I64_GE_U(0x5A, "i64.ge_u", BINARY, "ll:i"),
    I32_CLZ(0x67, "i32.clz", UNARY, "i:i"),
    I32_CTZ(0x68, "i32.ctz", UNARY, "i:i"),
    I32_POPCNT(0x69, "i32.popcnt", UNARY, "i:i"),
    I32_ADD(0x6A, "i32.add", BINARY, "ii:i"),
    I32_SUB(0x6B, "i32.sub", BINARY, "ii:i"),
    I32_MUL(0x6C, "i32.mul", BINARY, "ii:i"),
    I32_DIV_S(0x6D, "i32.div_s", BINARY, "ii:i"),
    I32_DIV_U(0x6E, "i32.div_u", BINARY, "ii:i"),
    I32_REM_S(0x6F, "i32.rem_s", BINARY, "ii:i"),
    I32_REM_U(0x70, "i32.rem_u", BINARY, "ii:i"),
    I32_AND(0x71, "i32.and", BINARY, "ii:i"),
    I32_OR(0x72, "i32.or", BINARY, "ii:i"),
    I32_XOR(0x73, "i32.xor", BINARY, "ii:i"),
    I32_SHL(0x74, "i32.shl", BINARY, "ii:i"),
    I32_SHR_S(0x75, "i32.shr_s", BINARY, "ii:i"),
    I32_SHR_U(0x76, "i32.shr_u", BINARY, "ii:i"),
    I32_ROTL(0x77, "i32.rotl", BINARY, "ii:i"),
    I32_ROTR(0x78, "i32.rotr", BINARY, "ii:i"),
    I64_CLZ(0x79, "i64.clz", UNARY, "l:l"),
    I64_CTZ(0x7A, "i64.ctz", UNARY, "l:l"),
    I64_POPCNT(0x7B, "i64.popcnt", UNARY, "l:l"),
    I64_ADD(0x7C, "i64.add", BINARY, "ll:l"),
    I64_SUB(0x7D, "i64.sub", BINARY, "ll:l"),
    I64_MUL(0x7E, "i64.mul", BINARY, "ll:l"),
    I64_DIV_S(0x7F, "i64.div_s", BINARY, "ll:l"),
    I64_DIV_U(0x80, "i64.div_u", BINARY, "ll:l"),
    I64_REM_S(0x81, "i64.rem_s", BINARY, "ll:l"),
    I64_REM_U(0x82, "i64.rem_u", BINARY, "ll:l"),
    I64_AND(0x83, "i64.and", BINARY, "ll:l"),
    I64_OR(0x84, "i64.or", BINARY, "ll:l"),
    I64_XOR(0x85, "i64.xor", BINARY, "ll:l"),
    I64_SHL(0x86, "i64.shl", BINARY, "ll:l"),
    I64_SHR_S(0x87, "i64.shr_s", BINARY, "ll:l"),
    I64_SHR_U(0x88, "i64.shr_u", BINARY, "ll:l"),
    I64_ROTL(0x89, "i64.rotl", BINARY, "ll:l"),
    I64_ROTR(0x8A, "i64.rotr", BINARY, "ll:l"),
    I32_EXTEND8_S(0xC0, "i32.extend8_s", UNARY, "i:i", SIGN_EXTENSION),
    I32_EXTEND16_S(0xC1, "i32.extend16_s", UNARY, "i:i", SIGN_EXTENSION),
    I64_EXTEND8_S(0xC2, "i64.extend8_s", UNARY, "l:l", SIGN_EXTENSION),
    I64_EXTEND16_S(0xC3, "i64.extend16_s", UNARY, "l:l", SIGN_EXTENSION),
    I64_EXTEND32_S(0xC4, "i64.extend32_s", UNARY, "l:l", SIGN_EXTENSION),

    // Floats
    F32_EQ(0x5B, "f32.eq", BINARY, "ff:i"),
    F32_NE(0x5C, "f32.ne", BINARY, "ff:i"),
    F32_LT(0x5D, "f32.lt", BINARY, "ff:i"),
    F32_GT(0x5E, "f32.gt", BINARY, "ff:i"),
    F32_LE(0x5F, "f32.le", BINARY, "ff:i"),
    F32_GE(0x60, "f32.ge", BINARY, "ff:i"),
    F64_EQ(0x61, "f64.eq", BINARY, "dd:i"),
    F64_NE(0x62, "f64.ne", BINARY, "dd:i"),
    F64_LT(0x63, "f64.lt", BINARY, "dd:i"),
    F64_GT(0x64, "f64.gt", BINARY, "dd:i"),
    F64_LE(0x65, "f64.le", BINARY, "dd:i"),
    F64_GE(0x66, "f64.ge", BINARY, "dd:i"),
    F32_ABS(0x8B, "f32.abs", UNARY, "f:f"),
    F32_NEG(0x8C, "f32.neg", UNARY, "f:f"),
    F32_CEIL(0x8D, "f32.ceil", UNARY, "f:f"),
    F32_FLOOR(0x8E, "f32.floor", UNARY, "f:f"),
    F32_TRUNC(0x8F, "f32.trunc", UNARY, "f:f"),
    F32_NEAREST(0x90, "f32.nearest", UNARY, "f:f"),
    F32_SQRT(0x91, "f32.sqrt", UNARY, "f:f"),
    F32_ADD(0x92, "f32.add", BINARY, "ff:f"),
    F32_SUB(0x93, "f32.sub", BINARY, "ff:f"),
    F32_MUL(0x94, "f32.mul", BINARY, "ff:f"),
    F32_DIV(0x95, "f32.div", BINARY, "ff:f"),
    F32_MIN(0x96, "f32.min", BINARY, "ff:f"),
    F32_MAX(0x97, "f32.max", BINARY, "ff:f"),
    F32_COPYSIGN(0x98, "f32.copysign", BINARY, "ff:f"),
    F64_ABS(0x99, "f64.abs", UNARY, "d:d"),
    F64_NEG(0x9A, "f64.neg", UNARY, "d:d"),
    F64_CEIL(0x9B, "f64.ceil", UNARY, "d:d"),
    F64_FLOOR(0x9C, "f64.floor", UNARY, "d:d"),
    F64_TRUNC(0x9D, "f64.trunc", UNARY, "d:d"),
    F64_NEAREST(0x9E, "f64.nearest", UNARY, "d:d"),
    F64_SQRT(0x9F, "f64.sqrt", UNARY, "d:d"),
    F64_ADD(0xA0, "f64.add", BINARY, "dd:d"),
    F64_SUB(0xA1, "f64.sub", BINARY, "dd:d"),
    F64_MUL(0xA2, "f64.mul", BINARY, "dd:d"),
    F64_DIV(0xA3, "f64.div", BINARY, "dd:d"),
    F64_MIN(0xA4, "f64.min", BINARY, "dd:d"),
    F64_MAX(0xA5, "f64.max", BINARY, "dd:d"),
    F64_COPYSIGN(0xA6, "f64.copysign", BINARY, "dd:d"),

    // Conversions
    I32_WRAP_I64(0xA7, "i32.wrap_i64", UNARY, "l:i"),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", UNARY, "f:i"),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", UNARY, "f:i"),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", UNARY, "d:i"),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", UNARY, "d:i"),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", UNARY, "i:l"),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", UNARY, "i:l"),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", UNARY, "f:l"),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", UNARY, "f:l"),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", UNARY, "d:l"),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", UNARY, "d:l"),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", UNARY, "i:f"),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", UNARY, "i:f"),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", UNARY, "l:f"),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", UNARY, "l:f"),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", UNARY, "d:f"),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", UNARY, "i:d"),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", UNARY, "i:d"),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", UNARY, "l:d"),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", UNARY, "l:d"),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", UNARY, "f:d"),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", UNARY, "f:i"),
    I64_REINTERPRET_F64(0xBD, "i64.reinterpret_f64", UNARY, "d:l"),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", UNARY, "i:f"),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", UNARY, "l:d"),
    I32_TRUNC_SAT_F32_S(0xFC_0000, "i32.trunc_sat_f32_s", UNARY, "f:i", SATURATING_CONVERSIONS),
    I32_TRUNC_SAT_F32_U(0xFC_0001, "i32.trunc_sat_f32_u", UNARY, "f:i", SATURATING_CONVERSIONS),
    I32_TRUNC_SAT_F64_S(0xFC_0002, "i32.trunc_sat_f64_s", UNARY, "d:i", SATURATING_CONVERSIONS),
    I32_TRUNC_SAT_F64_U(0xFC_0003, "i32.trunc_sat_f64_u", UNARY, "d:i", SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F32_S(0xFC_0004, "i64.trunc_sat_f32_s", UNARY, "f:l", SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F32_U(0xFC_0005, "i64.trunc_sat_f32_u", UNARY, "f:l", SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F64_S(0xFC_0006, "i64.trunc_sat_f64_s", UNARY, "d:l", SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F64_U(0xFC_0007, "i64.trunc_sat_f64_u", UNARY, "d:l", SATURATING_CONVERSIONS),

    // References
    REF_NULL(0xD0, "ref.null", REFERENCE, HEAP_TYPE, REFERENCE_TYPES),
    REF_IS_NULL(0xD1, "ref.is_null", REFERENCE, NONE, REFERENCE_TYPES),
    REF_FUNC(0xD2, "ref.func", REFERENCE, FUNCTION, REFERENCE_TYPES),
    REF_EQ(0xD3, "ref.eq", REFERENCE, NONE, GC),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null", REFERENCE, NONE, FUNCTION_REFERENCES),
    BR_ON_NULL(0xD5, "br_on_null", REFERENCE, LABEL, FUNCTION_REFERENCES),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", REFERENCE, LABEL, FUNCTION_REFERENCES),
    REF_TEST(0xFB_0014, "ref.test", REFERENCE, HEAP_TYPE, GC),
    REF_TEST_NULL(0xFB_0015, "ref.test", REFERENCE, HEAP_TYPE, GC),
    REF_CAST(0xFB_0016, "ref.cast", REFERENCE, HEAP_TYPE, GC),
    REF_CAST_NULL(0xFB_0017, "ref.cast", REFERENCE, HEAP_TYPE, GC),
    BR_ON_CAST(0xFB_0018, "br_on_cast", REFERENCE, CAST, GC),
    BR_ON_CAST_FAIL(0xFB_0019, "br_on_cast_fail", REFERENCE, CAST, GC),
    ANY_CONVERT_EXTERN(0xFB_001A, "any.convert_extern", REFERENCE, NONE, GC),
    EXTERN_CONVERT_ANY(0xFB_001B, "extern.convert_any", REFERENCE, NONE, GC),

    // Garbage collected objects
    STRUCT_NEW(0xFB_0000, "struct.new", OBJECT, TYPE, GC),
    STRUCT_NEW_DEFAULT(0xFB_0001, "struct.new_default", OBJECT, TYPE, GC),
    STRUCT_GET(0xFB_0002, "struct.get", OBJECT, TYPE_FIELD, GC),
    STRUCT_GET_S(0xFB_0003, "struct.get_s", OBJECT, TYPE_FIELD, GC),
    STRUCT_GET_U(0xFB_0004, "struct.get_u", OBJECT, TYPE_FIELD, GC),
    STRUCT_SET(0xFB_0005, "struct.set", OBJECT, TYPE_FIELD, GC),
    ARRAY_NEW(0xFB_0006, "array.new", OBJECT, TYPE, GC),
    ARRAY_NEW_DEFAULT(0xFB_0007, "array.new_default", OBJECT, TYPE, GC),
    ARRAY_NEW_FIXED(0xFB_0008, "array.new_fixed", OBJECT, TYPE_COUNT, GC),
    ARRAY_NEW_DATA(0xFB_0009, "array.new_data", OBJECT, TYPE_DATA, GC),
    ARRAY_NEW_ELEM(0xFB_000A, "array.new_elem", OBJECT, TYPE_ELEM, GC),
    ARRAY_GET(0xFB_000B, "array.get", OBJECT, TYPE, GC),
    ARRAY_GET_S(0xFB_000C, "array.get_s", OBJECT, TYPE, GC),
    ARRAY_GET_U(0xFB_000D, "array.get_u", OBJECT, TYPE, GC),
    ARRAY_SET(0xFB_000E, "array.set", OBJECT, TYPE, GC),
    ARRAY_LEN(0xFB_000F, "array.len", OBJECT, NONE, GC),
    ARRAY_FILL(0xFB_0010, "array.fill", OBJECT, TYPE, GC),
    ARRAY_COPY(0xFB_0011, "array.copy", OBJECT, TYPES, GC),
    ARRAY_INIT_DATA(0xFB_0012, "array.init_data", OBJECT, TYPE_DATA, GC),
    ARRAY_INIT_ELEM(0xFB_0013, "array.init_elem", OBJECT, TYPE_ELEM, GC),
    REF_I31(0xFB_001C, "ref.i31", OBJECT, NONE, GC),
    I31_GET_S(0xFB_001D, "i31.get_s", OBJECT, NONE, GC),
    I31_GET_U(0xFB_001E, "i31.get_u", OBJECT, NONE, GC),

    // Vectors: memory
    V128_LOAD(0xFD_0000, "v128.load", LOAD, "a:v", 16, SIMD),
    V128_LOAD8X8_S(0xFD_0001, "v128.load8x8_s", LOAD, "a:v", 8, SIMD),
    V128_LOAD8X8_U(0xFD_0002, "v128.load8x8_u", LOAD, "a:v", 8, SIMD),
    V128_LOAD16X4_S(0xFD_0003, "v128.load16x4_s", LOAD, "a:v", 8, SIMD),
    V128_LOAD16X4_U(0xFD_0004, "v128.load16x4_u", LOAD, "a:v", 8, SIMD),
    V128_LOAD32X2_S(0xFD_0005, "v128.load32x2_s", LOAD, "a:v", 8, SIMD),
    V128_LOAD32X2_U(0xFD_0006, "v128.load32x2_u", LOAD, "a:v", 8, SIMD),
    V128_LOAD8_SPLAT(0xFD_0007, "v128.load8_splat", LOAD, "a:v", 1, SIMD),
    V128_LOAD16_SPLAT(0xFD_0008, "v128.load16_splat", LOAD, "a:v", 2, SIMD),
    V128_LOAD32_SPLAT(0xFD_0009, "v128.load32_splat", LOAD, "a:v", 4, SIMD),
    V128_LOAD64_SPLAT(0xFD_000A, "v128.load64_splat", LOAD, "a:v", 8, SIMD),
    V128_LOAD32_ZERO(0xFD_005C, "v128.load32_zero", LOAD, "a:v", 4, SIMD),
    V128_LOAD64_ZERO(0xFD_005D, "v128.load64_zero", LOAD, "a:v", 8, SIMD),
    V128_STORE(0xFD_000B, "v128.store", STORE, "av:", 16, SIMD),
    V128_LOAD8_LANE(0xFD_0054, "v128.load8_lane", LOAD_LANE, "av:v", 1, SIMD),
    V128_LOAD16_LANE(0xFD_0055, "v128.load16_lane", LOAD_LANE, "av:v", 2, SIMD),
    V128_LOAD32_LANE(0xFD_0056, "v128.load32_lane", LOAD_LANE, "av:v", 4, SIMD),
    V128_LOAD64_LANE(0xFD_0057, "v128.load64_lane", LOAD_LANE, "av:v", 8, SIMD),
    V128_STORE8_LANE(0xFD_0058, "v128.store8_lane", STORE_LANE, "av:", 1, SIMD),
    V128_STORE16_LANE(0xFD_0059, "v128.store16_lane", STORE_LANE, "av:", 2, SIMD),
    V128_STORE32_LANE(0xFD_005A, "v128.store32_lane", STORE_LANE, "av:", 4, SIMD),
    V128_STORE64_LANE(0xFD_005B, "v128.store64_lane", STORE_LANE, "av:", 8, SIMD),

    // Vectors: lanes
    I8X16_SHUFFLE(0xFD_000D, "i8x16.shuffle", SHUFFLE, "vv:v", SIMD),
    I8X16_SWIZZLE(0xFD_000E, "i8x16.swizzle", BINARY, "vv:v", SIMD),
    I8X16_SPLAT(0xFD_000F, "i8x16.splat", UNARY, "i:v", SIMD),
    I16X8_SPLAT(0xFD_0010, "i16x8.splat", UNARY, "i:v", SIMD),
    I32X4_SPLAT(0xFD_0011, "i32x4.splat", UNARY, "i:v", SIMD),
    I64X2_SPLAT(0xFD_0012, "i64x2.splat", UNARY, "l:v", SIMD),
    F32X4_SPLAT(0xFD_0013, "f32x4.splat", UNARY, "f:v", SIMD),
    F64X2_SPLAT(0xFD_0014, "f64x2.splat", UNARY, "d:v", SIMD),
    I8X16_EXTRACT_LANE_S(0xFD_0015, "i8x16.extract_lane_s", EXTRACT_LANE, "v:i", 1, SIMD),
    I8X16_EXTRACT_LANE_U(0xFD_0016, "i8x16.extract_lane_u", EXTRACT_LANE, "v:i", 1, SIMD),
    I8X16_REPLACE_LANE(0xFD_0017, "i8x16.replace_lane", REPLACE_LANE, "vi:v", 1, SIMD),
    I16X8_EXTRACT_LANE_S(0xFD_0018, "i16x8.extract_lane_s", EXTRACT_LANE, "v:i", 2, SIMD),
    I16X8_EXTRACT_LANE_U(0xFD_0019, "i16x8.extract_lane_u", EXTRACT_LANE, "v:i", 2, SIMD),
    I16X8_REPLACE_LANE(0xFD_001A, "i16x8.replace_lane", REPLACE_LANE, "vi:v", 2, SIMD),
    I32X4_EXTRACT_LANE(0xFD_001B, "i32x4.extract_lane", EXTRACT_LANE, "v:i", 4, SIMD),
    I32X4_REPLACE_LANE(0xFD_001C, "i32x4.replace_lane", REPLACE_LANE, "vi:v", 4, SIMD),
    I64X2_EXTRACT_LANE(0xFD_001D, "i64x2.extract_lane", EXTRACT_LANE, "v:l", 8, SIMD),
    I64X2_REPLACE_LANE(0xFD_001E, "i64x2.replace_lane", REPLACE_LANE, "vl:v", 8, SIMD),
    F32X4_EXTRACT_LANE(0xFD_001F, "f32x4.extract_lane", EXTRACT_LANE, "v:f", 4, SIMD),
    F32X4_REPLACE_LANE(0xFD_0020, "f32x4.replace_lane", REPLACE_LANE, "vf:v", 4, SIMD),
    F64X2_EXTRACT_LANE(0xFD_0021, "f64x2.extract_lane", EXTRACT_LANE, "v:d", 8, SIMD),
    F64X2_REPLACE_LANE(0xFD_0022, "f64x2.replace_lane", REPLACE_LANE, "vd:v", 8, SIMD),

    // Vectors: comparisons and bits
    I8X16_EQ(0xFD_0023, "i8x16.eq", BINARY, "vv:v", SIMD),
    I8X16_NE(0xFD_0024, "i8x16.ne", BINARY, "vv:v", SIMD),
    I8X16_LT_S(0xFD_0025, "i8x16.lt_s", BINARY, "vv:v", SIMD),
    I8X16_LT_U(0xFD_0026, "i8x16.lt_u", BINARY, "vv:v", SIMD),
    I8X16_GT_S(0xFD_0027, "i8x16.gt_s", BINARY, "vv:v", SIMD),
    I8X16_GT_U(0xFD_0028, "i8x16.gt_u", BINARY, "vv:v", SIMD),
    I8X16_LE_S(0xFD_0029, "i8x16.le_s", BINARY, "vv:v", SIMD),
    I8X16_LE_U(0xFD_002A, "i8x16.le_u", BINARY, "vv:v", SIMD),
    I8X16_GE_S(0xFD_002B, "i8x16.ge_s", BINARY, "vv:v", SIMD),
    I8X16_GE_U(0xFD_002C, "i8x16.ge_u", BINARY, "vv:v", SIMD),
    I16X8_EQ(0xFD_002D, "i16x8.eq", BINARY, "vv:v", SIMD),
    I16X8_NE(0xFD_002E, "i16x8.ne", BINARY, "vv:v", SIMD),
    I16X8_LT_S(0xFD_002F, "i16x8.lt_s", BINARY, "vv:v", SIMD),
    I16X8_LT_U(0xFD_0030, "i16x8.lt_u", BINARY, "vv:v", SIMD),
    I16X8_GT_S(0xFD_0031, "i16x8.gt_s", BINARY, "vv:v", SIMD),
    I16X8_GT_U(0xFD_0032, "i16x8.gt_u", BINARY, "vv:v", SIMD),
    I16X8_LE_S(0xFD_0033, "i16x8.le_s", BINARY, "vv:v", SIMD),
    I16X8_LE_U(0xFD_0034, "i16x8.le_u", BINARY, "vv:v", SIMD),
    I16X8_GE_S(0xFD_0035, "i16x8.ge_s", BINARY, "vv:v", SIMD),
    I16X8_GE_U(0xFD_0036, "i16x8.ge_u", BINARY, "vv:v", SIMD),
    I32X4_EQ(0xFD_0037, "i32x4.eq", BINARY, "vv:v", SIMD),
    I32X4_NE(0xFD_0038, "i32x4.ne", BINARY, "vv:v", SIMD),
    I32X4_LT_S(0xFD_0039, "i32x4.lt_s", BINARY, "vv:v", SIMD),
    I32X4_LT_U(0xFD_003A, "i32x4.lt_u", BINARY, "vv:v", SIMD),
    I32X4_GT_S(0xFD_003B, "i32x4.gt_s", BINARY, "vv:v", SIMD),
    I32X4_GT_U(0xFD_003C, "i32x4.gt_u", BINARY, "vv:v", SIMD),
    I32X4_LE_S(0xFD_003D, "i32x4.le_s", BINARY, "vv:v", SIMD),
    I32X4_LE_U(0xFD_003E, "i32x4.le_u", BINARY, "vv:v", SIMD),
    I32X4_GE_S(0xFD_003F, "i32x4.ge_s", BINARY, "vv:v", SIMD),
    I32X4_GE_U(0xFD_0040, "i32x4.ge_u", BINARY, "vv:v", SIMD),
    F32X4_EQ(0xFD_0041, "f32x4.eq", BINARY, "vv:v", SIMD),
    F32X4_NE(0xFD_0042, "f32x4.ne", BINARY, "vv:v", SIMD),
    F32X4_LT(0xFD_0043, "f32x4.lt", BINARY, "vv:v", SIMD),
    F32X4_GT(0xFD_0044, "f32x4.gt", BINARY, "vv:v", SIMD),
    F32X4_LE(0xFD_0045, "f32x4.le", BINARY, "vv:v", SIMD),
    F32X4_GE(0xFD_0046, "f32x4.ge", BINARY, "vv:v", SIMD),
    F64X2_EQ(0xFD_0047, "f64x2.eq", BINARY, "vv:v", SIMD),
    F64X2_NE(0xFD_0048, "f64x2.ne", BINARY, "vv:v", SIMD),
    F64X2_LT(0xFD_0049, "f64x2.lt", BINARY, "vv:v", SIMD),
    F64X2_GT(0xFD_004A, "f64x2.gt", BINARY, "vv:v", SIMD),
    F64X2_LE(0xFD_004B, "f64x2.le", BINARY, "vv:v", SIMD),
    F64X2_GE(0xFD_004C, "f64x2.ge", BINARY, "vv:v", SIMD),
    I64X2_EQ(0xFD_00D6, "i64x2.eq", BINARY, "vv:v", SIMD),
    I64X2_NE(0xFD_00D7, "i64x2.ne", BINARY, "vv:v", SIMD),
    I64X2_LT_S(0xFD_00D8, "i64x2.lt_s", BINARY, "vv:v", SIMD),
    I64X2_GT_S(0xFD_00D9, "i64x2.gt_s", BINARY, "vv:v", SIMD),
    I64X2_LE_S(0xFD_00DA, "i64x2.le_s", BINARY, "vv:v", SIMD),
    I64X2_GE_S(0xFD_00DB, "i64x2.ge_s", BINARY, "vv:v", SIMD),
    V128_NOT(0xFD_004D, "v128.not", UNARY, "v:v", SIMD),
    V128_AND(0xFD_004E, "v128.and", BINARY, "vv:v", SIMD),
    V128_ANDNOT(0xFD_004F, "v128.andnot", BINARY, "vv:v", SIMD),
    V128_OR(0xFD_0050, "v128.or", BINARY, "vv:v", SIMD),
    V128_XOR(0xFD_0051, "v128.xor", BINARY, "vv:v", SIMD),
    V128_BITSELECT(0xFD_0052, "v128.bitselect", TERNARY, "vvv:v", SIMD),
    V128_ANY_TRUE(0xFD_0053, "v128.any_true", UNARY, "v:i", SIMD),

    // Vectors: integers
    I8X16_ABS(0xFD_0060, "i8x16.abs", UNARY, "v:v", SIMD),
    I8X16_NEG(0xFD_0061, "i8x16.neg", UNARY, "v:v", SIMD),
    I8X16_POPCNT(0xFD_0062, "i8x16.popcnt", UNARY, "v:v", SIMD),
    I8X16_ALL_TRUE(0xFD_0063, "i8x16.all_true", UNARY, "v:i", SIMD),
    I8X16_BITMASK(0xFD_0064, "i8x16.bitmask", UNARY, "v:i", SIMD),
    I8X16_NARROW_I16X8_S(0xFD_0065, "i8x16.narrow_i16x8_s", BINARY, "vv:v", SIMD),
    I8X16_NARROW_I16X8_U(0xFD_0066, "i8x16.narrow_i16x8_u", BINARY, "vv:v", SIMD),
    I8X16_SHL(0xFD_006B, "i8x16.shl", BINARY, "vi:v", SIMD),
    I8X16_SHR_S(0xFD_006C, "i8x16.shr_s", BINARY, "vi:v", SIMD),
    I8X16_SHR_U(0xFD_006D, "i8x16.shr_u", BINARY, "vi:v", SIMD),
    I8X16_ADD(0xFD_006E, "i8x16.add", BINARY, "vv:v", SIMD),
    I8X16_ADD_SAT_S(0xFD_006F, "i8x16.add_sat_s", BINARY, "vv:v", SIMD),
    I8X16_ADD_SAT_U(0xFD_0070, "i8x16.add_sat_u", BINARY, "vv:v", SIMD),
    I8X16_SUB(0xFD_0071, "i8x16.sub", BINARY, "vv:v", SIMD),
    I8X16_SUB_SAT_S(0xFD_0072, "i8x16.sub_sat_s", BINARY, "vv:v", SIMD),
    I8X16_SUB_SAT_U(0xFD_0073, "i8x16.sub_sat_u", BINARY, "vv:v", SIMD),
    I8X16_MIN_S(0xFD_0076, "i8x16.min_s", BINARY, "vv:v", SIMD),
    I8X16_MIN_U(0xFD_0077, "i8x16.min_u", BINARY, "vv:v", SIMD),
    I8X16_MAX_S(0xFD_0078, "i8x16.max_s", BINARY, "vv:v", SIMD),
    I8X16_MAX_U(0xFD_0079, "i8x16.max_u", BINARY, "vv:v", SIMD),
    I8X16_AVGR_U(0xFD_007B, "i8x16.avgr_u", BINARY, "vv:v", SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD_007C, "i16x8.extadd_pairwise_i8x16_s", UNARY, "v:v", SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD_007D, "i16x8.extadd_pairwise_i8x16_u", UNARY, "v:v", SIMD),
    I16X8_ABS(0xFD_0080, "i16x8.abs", UNARY, "v:v", SIMD),
    I16X8_NEG(0xFD_0081, "i16x8.neg", UNARY, "v:v", SIMD),
    I16X8_Q15MULR_SAT_S(0xFD_0082, "i16x8.q15mulr_sat_s", BINARY, "vv:v", SIMD),
    I16X8_ALL_TRUE(0xFD_0083, "i16x8.all_true", UNARY, "v:i", SIMD),
    I16X8_BITMASK(0xFD_0084, "i16x8.bitmask", UNARY, "v:i", SIMD),
    I16X8_NARROW_I32X4_S(0xFD_0085, "i16x8.narrow_i32x4_s", BINARY, "vv:v", SIMD),
    I16X8_NARROW_I32X4_U(0xFD_0086, "i16x8.narrow_i32x4_u", BINARY, "vv:v", SIMD),
    I16X8_EXTEND_LOW_I8X16_S(0xFD_0087, "i16x8.extend_low_i8x16_s", UNARY, "v:v", SIMD),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD_0088, "i16x8.extend_high_i8x16_s", UNARY, "v:v", SIMD),
    I16X8_EXTEND_LOW_I8X16_U(0xFD_0089, "i16x8.extend_low_i8x16_u", UNARY, "v:v", SIMD),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD_008A, "i16x8.extend_high_i8x16_u", UNARY, "v:v", SIMD),
    I16X8_SHL(0xFD_008B, "i16x8.shl", BINARY, "vi:v", SIMD),
    I16X8_SHR_S(0xFD_008C, "i16x8.shr_s", BINARY, "vi:v", SIMD),
    I16X8_SHR_U(0xFD_008D, "i16x8.shr_u", BINARY, "vi:v", SIMD),
    I16X8_ADD(0xFD_008E, "i16x8.add", BINARY, "vv:v", SIMD),
    I16X8_ADD_SAT_S(0xFD_008F, "i16x8.add_sat_s", BINARY, "vv:v", SIMD),
    I16X8_ADD_SAT_U(0xFD_0090, "i16x8.add_sat_u", BINARY, "vv:v", SIMD),
    I16X8_SUB(0xFD_0091, "i16x8.sub", BINARY, "vv:v", SIMD),
    I16X8_SUB_SAT_S(0xFD_0092, "i16x8.sub_sat_s", BINARY, "vv:v", SIMD),
    I16X8_SUB_SAT_U(0xFD_0093, "i16x8.sub_sat_u", BINARY, "vv:v", SIMD),
    I16X8_MUL(0xFD_0095, "i16x8.mul", BINARY, "vv:v", SIMD),
    I16X8_MIN_S(0xFD_0096, "i16x8.min_s", BINARY, "vv:v", SIMD),
    I16X8_MIN_U(0xFD_0097, "i16x8.min_u", BINARY, "vv:v", SIMD),
    I16X8_MAX_S(0xFD_0098, "i16x8.max_s", BINARY, "vv:v", SIMD),
    I16X8_MAX_U(0xFD_0099, "i16x8.max_u", BINARY, "vv:v", SIMD),
    I16X8_AVGR_U(0xFD_009B, "i16x8.avgr_u", BINARY, "vv:v", SIMD),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD_009C, "i16x8.extmul_low_i8x16_s", BINARY, "vv:v", SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD_009D, "i16x8.extmul_high_i8x16_s", BINARY, "vv:v", SIMD),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD_009E, "i16x8.extmul_low_i8x16_u", BINARY, "vv:v", SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD_009F, "i16x8.extmul_high_i8x16_u", BINARY, "vv:v", SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD_007E, "i32x4.extadd_pairwise_i16x8_s", UNARY, "v:v", SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD_007F, "i32x4.extadd_pairwise_i16x8_u", UNARY, "v:v", SIMD),
    I32X4_ABS(0xFD_00A0, "i32x4.abs", UNARY, "v:v", SIMD),
    I32X4_NEG(0xFD_00A1, "i32x4.neg", UNARY, "v:v", SIMD),
    I32X4_ALL_TRUE(0xFD_00A3, "i32x4.all_true", UNARY, "v:i", SIMD),
    I32X4_BITMASK(0xFD_00A4, "i32x4.bitmask", UNARY, "v:i", SIMD),
    I32X4_EXTEND_LOW_I16X8_S(0xFD_00A7, "i32x4.extend_low_i16x8_s", UNARY, "v:v", SIMD),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD_00A8, "i32x4.extend_high_i16x8_s", UNARY, "v:v", SIMD),
    I32X4_EXTEND_LOW_I16X8_U(0xFD_00A9, "i32x4.extend_low_i16x8_u", UNARY, "v:v", SIMD),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD_00AA, "i32x4.extend_high_i16x8_u", UNARY, "v:v", SIMD),
    I32X4_SHL(0xFD_00AB, "i32x4.shl", BINARY, "vi:v", SIMD),
    I32X4_SHR_S(0xFD_00AC, "i32x4.shr_s", BINARY, "vi:v", SIMD),
    I32X4_SHR_U(0xFD_00AD, "i32x4.shr_u", BINARY, "vi:v", SIMD),
    I32X4_ADD(0xFD_00AE, "i32x4.add", BINARY, "vv:v", SIMD),
    I32X4_SUB(0xFD_00B1, "i32x4.sub", BINARY, "vv:v", SIMD),
    I32X4_MUL(0xFD_00B5, "i32x4.mul", BINARY, "vv:v", SIMD),
    I32X4_MIN_S(0xFD_00B6, "i32x4.min_s", BINARY, "vv:v", SIMD),
    I32X4_MIN_U(0xFD_00B7, "i32x4.min_u", BINARY, "vv:v", SIMD),
    I32X4_MAX_S(0xFD_00B8, "i32x4.max_s", BINARY, "vv:v", SIMD),
    I32X4_MAX_U(0xFD_00B9, "i32x4.max_u", BINARY, "vv:v", SIMD),
    I32X4_DOT_I16X8_S(0xFD_00BA, "i32x4.dot_i16x8_s", BINARY, "vv:v", SIMD),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD_00BC, "i32x4.extmul_low_i16x8_s", BINARY, "vv:v", SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD_00BD, "i32x4.extmul_high_i16x8_s", BINARY, "vv:v", SIMD),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD_00BE, "i32x4.extmul_low_i16x8_u", BINARY, "vv:v", SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD_00BF, "i32x4.extmul_high_i16x8_u", BINARY, "vv:v", SIMD),
    I64X2_ABS(0xFD_00C0, "i64x2.abs", UNARY, "v:v", SIMD),
    I64X2_NEG(0xFD_00C1, "i64x2.neg", UNARY, "v:v", SIMD),
    I64X2_ALL_TRUE(0xFD_00C3, "i64x2.all_true", UNARY, "v:i", SIMD),
    I64X2_BITMASK(0xFD_00C4, "i64x2.bitmask", UNARY, "v:i", SIMD),
    I64X2_EXTEND_LOW_I32X4_S(0xFD_00C7, "i64x2.extend_low_i32x4_s", UNARY, "v:v", SIMD),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD_00C8, "i64x2.extend_high_i32x4_s", UNARY, "v:v", SIMD),
    I64X2_EXTEND_LOW_I32X4_U(0xFD_00C9, "i64x2.extend_low_i32x4_u", UNARY, "v:v", SIMD),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD_00CA, "i64x2.extend_high_i32x4_u", UNARY, "v:v", SIMD),
    I64X2_SHL(0xFD_00CB, "i64x2.shl", BINARY, "vi:v", SIMD),
    I64X2_SHR_S(0xFD_00CC, "i64x2.shr_s", BINARY, "vi:v", SIMD),
    I64X2_SHR_U(0xFD_00CD, "i64x2.shr_u", BINARY, "vi:v", SIMD),
    I64X2_ADD(0xFD_00CE, "i64x2.add", BINARY, "vv:v", SIMD),
    I64X2_SUB(0xFD_00D1, "i64x2.sub", BINARY, "vv:v", SIMD),
    I64X2_MUL(0xFD_00D5, "i64x2.mul", BINARY, "vv:v", SIMD),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD_00DC, "i64x2.extmul_low_i32x4_s", BINARY, "vv:v", SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD_00DD, "i64x2.extmul_high_i32x4_s", BINARY, "vv:v", SIMD),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD_00DE, "i64x2.extmul_low_i32x4_u", BINARY, "vv:v", SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD_00DF, "i64x2.extmul_high_i32x4_u", BINARY, "vv:v", SIMD),

    // Vectors: floats and conversions
    F32X4_CEIL(0xFD_0067, "f32x4.ceil", UNARY, "v:v", SIMD),
    F32X4_FLOOR(0xFD_0068, "f32x4.floor", UNARY, "v:v", SIMD),
    F32X4_TRUNC(0xFD_0069, "f32x4.trunc", UNARY, "v:v", SIMD),
    F32X4_NEAREST(0xFD_006A, "f32x4.nearest", UNARY, "v:v", SIMD),
    F32X4_ABS(0xFD_00E0, "f32x4.abs", UNARY, "v:v", SIMD),
    F32X4_NEG(0xFD_00E1, "f32x4.neg", UNARY, "v:v", SIMD),
    F32X4_SQRT(0xFD_00E3, "f32x4.sqrt", UNARY, "v:v", SIMD),
    F32X4_ADD(0xFD_00E4, "f32x4.add", BINARY, "vv:v", SIMD),
    F32X4_SUB(0xFD_00E5, "f32x4.sub", BINARY, "vv:v", SIMD),
    F32X4_MUL(0xFD_00E6, "f32x4.mul", BINARY, "vv:v", SIMD),
    F32X4_DIV(0xFD_00E7, "f32x4.div", BINARY, "vv:v", SIMD),
    F32X4_MIN(0xFD_00E8, "f32x4.min", BINARY, "vv:v", SIMD),
    F32X4_MAX(0xFD_00E9, "f32x4.max", BINARY, "vv:v", SIMD),
    F32X4_PMIN(0xFD_00EA, "f32x4.pmin", BINARY, "vv:v", SIMD),
    F32X4_PMAX(0xFD_00EB, "f32x4.pmax", BINARY, "vv:v", SIMD),
    F64X2_CEIL(0xFD_0074, "f64x2.ceil", UNARY, "v:v", SIMD),
    F64X2_FLOOR(0xFD_0075, "f64x2.floor", UNARY, "v:v", SIMD),
    F64X2_TRUNC(0xFD_007A, "f64x2.trunc", UNARY, "v:v", SIMD),
    F64X2_NEAREST(0xFD_0094, "f64x2.nearest", UNARY, "v:v", SIMD),
    F64X2_ABS(0xFD_00EC, "f64x2.abs", UNARY, "v:v", SIMD),
    F64X2_NEG(0xFD_00ED, "f64x2.neg", UNARY, "v:v", SIMD),
    F64X2_SQRT(0xFD_00EF, "f64x2.sqrt", UNARY, "v:v", SIMD),
    F64X2_ADD(0xFD_00F0, "f64x2.add", BINARY, "vv:v", SIMD),
    F64X2_SUB(0xFD_00F1, "f64x2.sub", BINARY, "vv:v", SIMD),
    F64X2_MUL(0xFD_00F2, "f64x2.mul", BINARY, "vv:v", SIMD),
    F64X2_DIV(0xFD_00F3, "f64x2.div", BINARY, "vv:v", SIMD),
    F64X2_MIN(0xFD_00F4, "f64x2.min", BINARY, "vv:v", SIMD),
    F64X2_MAX(0xFD_00F5, "f64x2.max", BINARY, "vv:v", SIMD),
    F64X2_PMIN(0xFD_00F6, "f64x2.pmin", BINARY, "vv:v", SIMD),
    F64X2_PMAX(0xFD_00F7, "f64x2.pmax", BINARY, "vv:v", SIMD),
    I32X4_TRUNC_SAT_F32X4_S(0xFD_00F8, "i32x4.trunc_sat_f32x4_s", UNARY, "v:v", SIMD),
    I32X4_TRUNC_SAT_F32X4_U(0xFD_00F9, "i32x4.trunc_sat_f32x4_u", UNARY, "v:v", SIMD),
    F32X4_CONVERT_I32X4_S(0xFD_00FA, "f32x4.convert_i32x4_s", UNARY, "v:v", SIMD),
    F32X4_CONVERT_I32X4_U(0xFD_00FB, "f32x4.convert_i32x4_u", UNARY, "v:v", SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD_00FC, "i32x4.trunc_sat_f64x2_s_zero", UNARY, "v:v", SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD_00FD, "i32x4.trunc_sat_f64x2_u_zero", UNARY, "v:v", SIMD),
    F64X2_CONVERT_LOW_I32X4_S(0xFD_00FE, "f64x2.convert_low_i32x4_s", UNARY, "v:v", SIMD),
    F64X2_CONVERT_LOW_I32X4_U(0xFD_00FF, "f64x2.convert_low_i32x4_u", UNARY, "v:v", SIMD),
    F32X4_DEMOTE_F64X2_ZERO(0xFD_005E, "f32x4.demote_f64x2_zero", UNARY, "v:v", SIMD),
    F64X2_PROMOTE_LOW_F32X4(0xFD_005F, "f64x2.promote_low_f32x4", UNARY, "v:v", SIMD),

    // Relaxed vectors
    I8X16_RELAXED_SWIZZLE(0xFD_0100, "i8x16.relaxed_swizzle", BINARY, "vv:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_S(0xFD_0101, "i32x4.relaxed_trunc_f32x4_s", UNARY, "v:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_U(0xFD_0102, "i32x4.relaxed_trunc_f32x4_u", UNARY, "v:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(0xFD_0103, "i32x4.relaxed_trunc_f64x2_s_zero", UNARY, "v:v", RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(0xFD_0104, "i32x4.relaxed_trunc_f64x2_u_zero", UNARY, "v:v", RELAXED_SIMD),
    F32X4_RELAXED_MADD(0xFD_0105, "f32x4.relaxed_madd", TERNARY, "vvv:v", RELAXED_SIMD),
    F32X4_RELAXED_NMADD(0xFD_0106, "f32x4.relaxed_nmadd", TERNARY, "vvv:v", RELAXED_SIMD),
    F64X2_RELAXED_MADD(0xFD_0107, "f64x2.relaxed_madd", TERNARY, "vvv:v", RELAXED_SIMD),
    F64X2_RELAXED_NMADD(0xFD_0108, "f64x2.relaxed_nmadd", TERNARY, "vvv:v", RELAXED_SIMD),
    I8X16_RELAXED_LANESELECT(0xFD_0109, "i8x16.relaxed_laneselect", TERNARY, "vvv:v", RELAXED_SIMD),
    I16X8_RELAXED_LANESELECT(0xFD_010A, "i16x8.relaxed_laneselect", TERNARY, "vvv:v", RELAXED_SIMD),
    I32X4_RELAXED_LANESELECT(0xFD_010B, "i32x4.relaxed_laneselect", TERNARY, "vvv:v", RELAXED_SIMD),
    I64X2_RELAXED_LANESELECT(0xFD_010C, "i64x2.relaxed_laneselect", TERNARY, "vvv:v", RELAXED_SIMD),
    F32X4_RELAXED_MIN(0xFD_010D, "f32x4.relaxed_min", BINARY, "vv:v", RELAXED_SIMD),
    F32X4_RELAXED_MAX(0xFD_010E, "f32x4.relaxed_max", BINARY, "vv:v", RELAXED_SIMD),
    F64X2_RELAXED_MIN(0xFD_010F, "f64x2.relaxed_min", BINARY, "vv:v", RELAXED_SIMD),
    F64X2_RELAXED_MAX(0xFD_0110, "f64x2.relaxed_max", BINARY, "vv:v", RELAXED_SIMD),
    I16X8_RELAXED_Q15MULR_S(0xFD_0111, "i16x8.relaxed_q15mulr_s", BINARY, "vv:v", RELAXED_SIMD),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD_0112, "i16x8.relaxed_dot_i8x16_i7x16_s", BINARY, "vv:v", RELAXED_SIMD),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(0xFD_0113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", TERNARY, "vvv:v", RELAXED_SIMD),

    // Atomics
    MEMORY_ATOMIC_NOTIFY(0xFE_0000, "memory.atomic.notify", ATOMIC_NOTIFY, "ai:i", 4, THREADS),
    MEMORY_ATOMIC_WAIT32(0xFE_0001, "memory.atomic.wait32", ATOMIC_WAIT, "ail:i", 4, THREADS),
    MEMORY_ATOMIC_WAIT64(0xFE_0002, "memory.atomic.wait64", ATOMIC_WAIT, "all:i", 8, THREADS),
    ATOMIC_FENCE(0xFE_0003, "atomic.fence", FENCE, ":", THREADS),
    I32_ATOMIC_LOAD(0xFE_0010, "i32.atomic.load", ATOMIC_LOAD, "a:i", 4, THREADS),
    I64_ATOMIC_LOAD(0xFE_0011, "i64.atomic.load", ATOMIC_LOAD, "a:l", 8, THREADS),
    I32_ATOMIC_LOAD8_U(0xFE_0012, "i32.atomic.load8_u", ATOMIC_LOAD, "a:i", 1, THREADS),
    I32_ATOMIC_LOAD16_U(0xFE_0013, "i32.atomic.load16_u", ATOMIC_LOAD, "a:i", 2, THREADS),
    I64_ATOMIC_LOAD8_U(0xFE_0014, "i64.atomic.load8_u", ATOMIC_LOAD, "a:l", 1, THREADS),
    I64_ATOMIC_LOAD16_U(0xFE_0015, "i64.atomic.load16_u", ATOMIC_LOAD, "a:l", 2, THREADS),
    I64_ATOMIC_LOAD32_U(0xFE_0016, "i64.atomic.load32_u", ATOMIC_LOAD, "a:l", 4, THREADS),
    I32_ATOMIC_STORE(0xFE_0017, "i32.atomic.store", ATOMIC_STORE, "ai:", 4, THREADS),
    I64_ATOMIC_STORE(0xFE_0018, "i64.atomic.store", ATOMIC_STORE, "al:", 8, THREADS),
    I32_ATOMIC_STORE8(0xFE_0019, "i32.atomic.store8", ATOMIC_STORE, "ai:", 1, THREADS),
    I32_ATOMIC_STORE16(0xFE_001A, "i32.atomic.store16", ATOMIC_STORE, "ai:", 2, THREADS),
    I64_ATOMIC_STORE8(0xFE_001B, "i64.atomic.store8", ATOMIC_STORE, "al:", 1, THREADS),
    I64_ATOMIC_STORE16(0xFE_001C, "i64.atomic.store16", ATOMIC_STORE, "al:", 2, THREADS),
    I64_ATOMIC_STORE32(0xFE_001D, "i64.atomic.store32", ATOMIC_STORE, "al:", 4, THREADS),
    I32_ATOMIC_RMW_ADD(0xFE_001E, "i32.atomic.rmw.add", ATOMIC_RMW, "ai:i", 4, THREADS),
    I64_ATOMIC_RMW_ADD(0xFE_001F, "i64.atomic.rmw.add", ATOMIC_RMW, "al:l", 8, THREADS),
    I32_ATOMIC_RMW8_ADD_U(0xFE_0020, "i32.atomic.rmw8.add_u", ATOMIC_RMW, "ai:i", 1, THREADS),
    I32_ATOMIC_RMW16_ADD_U(0xFE_0021, "i32.atomic.rmw16.add_u", ATOMIC_RMW, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW8_ADD_U(0xFE_0022, "i64.atomic.rmw8.add_u", ATOMIC_RMW, "al:l", 1, THREADS),
    I64_ATOMIC_RMW16_ADD_U(0xFE_0023, "i64.atomic.rmw16.add_u", ATOMIC_RMW, "al:l", 2, THREADS),
    I64_ATOMIC_RMW32_ADD_U(0xFE_0024, "i64.atomic.rmw32.add_u", ATOMIC_RMW, "al:l", 4, THREADS),
    I32_ATOMIC_RMW_SUB(0xFE_0025, "i32.atomic.rmw.sub", ATOMIC_RMW, "ai:i", 4, THREADS),
    I64_ATOMIC_RMW_SUB(0xFE_0026, "i64.atomic.rmw.sub", ATOMIC_RMW, "al:l", 8, THREADS),
    I32_ATOMIC_RMW8_SUB_U(0xFE_0027, "i32.atomic.rmw8.sub_u", ATOMIC_RMW, "ai:i", 1, THREADS),
    I32_ATOMIC_RMW16_SUB_U(0xFE_0028, "i32.atomic.rmw16.sub_u", ATOMIC_RMW, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW8_SUB_U(0xFE_0029, "i64.atomic.rmw8.sub_u", ATOMIC_RMW, "al:l", 1, THREADS),
    I64_ATOMIC_RMW16_SUB_U(0xFE_002A, "i64.atomic.rmw16.sub_u", ATOMIC_RMW, "al:l", 2, THREADS),
    I64_ATOMIC_RMW32_SUB_U(0xFE_002B, "i64.atomic.rmw32.sub_u", ATOMIC_RMW, "al:l", 4, THREADS),
    I32_ATOMIC_RMW_AND(0xFE_002C, "i32.atomic.rmw.and", ATOMIC_RMW, "ai:i", 4, THREADS),
    I64_ATOMIC_RMW_AND(0xFE_002D, "i64.atomic.rmw.and", ATOMIC_RMW, "al:l", 8, THREADS),
    I32_ATOMIC_RMW8_AND_U(0xFE_002E, "i32.atomic.rmw8.and_u", ATOMIC_RMW, "ai:i", 1, THREADS),
    I32_ATOMIC_RMW16_AND_U(0xFE_002F, "i32.atomic.rmw16.and_u", ATOMIC_RMW, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW8_AND_U(0xFE_0030, "i64.atomic.rmw8.and_u", ATOMIC_RMW, "al:l", 1, THREADS),
    I64_ATOMIC_RMW16_AND_U(0xFE_0031, "i64.atomic.rmw16.and_u", ATOMIC_RMW, "al:l", 2, THREADS),
    I64_ATOMIC_RMW32_AND_U(0xFE_0032, "i64.atomic.rmw32.and_u", ATOMIC_RMW, "al:l", 4, THREADS),
    I32_ATOMIC_RMW_OR(0xFE_0033, "i32.atomic.rmw.or", ATOMIC_RMW, "ai:i", 4, THREADS),
    I64_ATOMIC_RMW_OR(0xFE_0034, "i64.atomic.rmw.or", ATOMIC_RMW, "al:l", 8, THREADS),
    I32_ATOMIC_RMW8_OR_U(0xFE_0035, "i32.atomic.rmw8.or_u", ATOMIC_RMW, "ai:i", 1, THREADS),
    I32_ATOMIC_RMW16_OR_U(0xFE_0036, "i32.atomic.rmw16.or_u", ATOMIC_RMW, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW8_OR_U(0xFE_0037, "i64.atomic.rmw8.or_u", ATOMIC_RMW, "al:l", 1, THREADS),
    I64_ATOMIC_RMW16_OR_U(0xFE_0038, "i64.atomic.rmw16.or_u", ATOMIC_RMW, "al:l", 2, THREADS),
    I64_ATOMIC_RMW32_OR_U(0xFE_0039, "i64.atomic.rmw32.or_u", ATOMIC_RMW, "al:l", 4, THREADS),
    I32_ATOMIC_RMW_XOR(0xFE_003A, "i32.atomic.rmw.xor", ATOMIC_RMW, "ai:i", 4, THREADS),
    I64_ATOMIC_RMW_XOR(0xFE_003B, "i64.atomic.rmw.xor", ATOMIC_RMW, "al:l", 8, THREADS),
    I32_ATOMIC_RMW8_XOR_U(0xFE_003C, "i32.atomic.rmw8.xor_u", ATOMIC_RMW, "ai:i", 1, THREADS),
    I32_ATOMIC_RMW16_XOR_U(0xFE_003D, "i32.atomic.rmw16.xor_u", ATOMIC_RMW, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW8_XOR_U(0xFE_003E, "i64.atomic.rmw8.xor_u", ATOMIC_RMW, "al:l", 1, THREADS),
    I64_ATOMIC_RMW16_XOR_U(0xFE_003F, "i64.atomic.rmw16.xor_u", ATOMIC_RMW, "al:l", 2, THREADS),
    I64_ATOMIC_RMW32_XOR_U(0xFE_0040, "i64.atomic.rmw32.xor_u", ATOMIC_RMW, "al:l", 4, THREADS),
    I32_ATOMIC_RMW_XCHG(0xFE_0041, "i32.atomic.rmw.xchg", ATOMIC_RMW, "ai:i", 4, THREADS),
    I64_ATOMIC_RMW_XCHG(0xFE_0042, "i64.atomic.rmw.xchg", ATOMIC_RMW, "al:l", 8, THREADS),
    I32_ATOMIC_RMW8_XCHG_U(0xFE_0043, "i32.atomic.rmw8.xchg_u", ATOMIC_RMW, "ai:i", 1, THREADS),
    I32_ATOMIC_RMW16_XCHG_U(0xFE_0044, "i32.atomic.rmw16.xchg_u", ATOMIC_RMW, "ai:i", 2, THREADS),
    I64_ATOMIC_RMW8_XCHG_U(0xFE_0045, "i64.atomic.rmw8.xchg_u", ATOMIC_RMW, "al:l", 1, THREADS),
    I64_ATOMIC_RMW16_XCHG_U(0xFE_0046, "i64.atomic.rmw16.xchg_u", ATOMIC_RMW, "al:l", 2, THREADS),
    I64_ATOMIC_RMW32_XCHG_U(0xFE_0047, "i64.atomic.rmw32.xchg_u", ATOMIC_RMW, "al:l", 4, THREADS),
    I32_ATOMIC_RMW_CMPXCHG(0xFE_0048, "i32.atomic.rmw.cmpxchg", ATOMIC_CMPXCHG, "aii:i", 4, THREADS),
    I64_ATOMIC_RMW_CMPXCHG(0xFE_0049, "i64.atomic.rmw.cmpxchg", ATOMIC_CMPXCHG, "all:l", 8, THREADS),
    I32_ATOMIC_RMW8_CMPXCHG_U(0xFE_004A, "i32.atomic.rmw8.cmpxchg_u", ATOMIC_CMPXCHG, "aii:i", 1, THREADS),
    I32_ATOMIC_RMW16_CMPXCHG_U(0xFE_004B, "i32.atomic.rmw16.cmpxchg_u", ATOMIC_CMPXCHG, "aii:i", 2, THREADS),
    I64_ATOMIC_RMW8_CMPXCHG_U(0xFE_004C, "i64.atomic.rmw8.cmpxchg_u", ATOMIC_CMPXCHG, "all:l", 1, THREADS),
    I64_ATOMIC_RMW16_CMPXCHG_U(0xFE_004D, "i64.atomic.rmw16.cmpxchg_u", ATOMIC_CMPXCHG, "all:l", 2, THREADS),
    I64_ATOMIC_RMW32_CMPXCHG_U(0xFE_004E, "i64.atomic.rmw32.cmpxchg_u", ATOMIC_CMPXCHG, "all:l", 4, THREADS);

    /** What immediates follow the opcode, in order. */
    public enum Immediates {
        NONE,
        BLOCK_TYPE,
        CATCHES,
        LABEL,
        LABELS,
        FUNCTION,
        TYPE,
        TYPE_TABLE,
        TYPE_FIELD,
        TYPE_COUNT,
        TYPE_DATA,
        TYPE_ELEM,
        TYPES,
        TAG,
        LOCAL,
        GLOBAL,
        VALUE_TYPES,
        HEAP_TYPE,
        CAST,
        MEMORY_INDEX,
        MEMORIES,
        DATA_MEMORY,
        DATA,
        TABLE_INDEX,
        TABLES,
        ELEM_TABLE,
        ELEM,
        MEMORY_ARGUMENT,
        MEMORY_ARGUMENT_LANE,
        LANE,
        LANES,
        I32,
        I64,
        F32,
        F64,
        V128,
        ZERO_BYTE
    }

    /** Groups of instructions that are handled alike: those with one visitor method, or one family of methods. */
    public enum Shape {
        CONTROL(NONE),
        EXCEPTION(NONE),
        INVOKE(NONE),
        VARIABLE(NONE),
        CONSTANT(NONE),
        UNARY(NONE),
        BINARY(NONE),
        TERNARY(NONE),
        LOAD(MEMORY_ARGUMENT),
        STORE(MEMORY_ARGUMENT),
        MEMORY(NONE),
        TABLE(NONE),
        REFERENCE(NONE),
        OBJECT(NONE),
        LOAD_LANE(MEMORY_ARGUMENT_LANE),
        STORE_LANE(MEMORY_ARGUMENT_LANE),
        EXTRACT_LANE(LANE),
        REPLACE_LANE(LANE),
        SHUFFLE(LANES),
        ATOMIC_LOAD(MEMORY_ARGUMENT),
        ATOMIC_STORE(MEMORY_ARGUMENT),
        ATOMIC_RMW(MEMORY_ARGUMENT),
        ATOMIC_CMPXCHG(MEMORY_ARGUMENT),
        ATOMIC_WAIT(MEMORY_ARGUMENT),
        ATOMIC_NOTIFY(MEMORY_ARGUMENT),
        FENCE(ZERO_BYTE);

        /** What most instructions of the shape have. */
        final Immediates immediates;

        Shape(Immediates immediates) {
            this.immediates = immediates;
        }
    }

    private final int code;
    private final String mnemonic;
    private final String signature;
    private final int width;
    final Shape shape;
    final Immediates immediates;
    final @Nullable Feature feature;
    /** Value type codes, and 0 for an address. Never modified. */
    @SuppressWarnings("ImmutableEnumChecker")
    final byte[] operands;
    /** Value type code of the result, 0 for an address, -1 if there is none. */
    final int result;

    Opcode(int code, String mnemonic, Shape shape, Immediates immediates) {
        this(code, mnemonic, shape, immediates, "", 0, null);
    }

    Opcode(int code, String mnemonic, Shape shape, Immediates immediates, Feature feature) {
        this(code, mnemonic, shape, immediates, "", 0, feature);
    }

    Opcode(int code, String mnemonic, Shape shape, Immediates immediates, String signature) {
        this(code, mnemonic, shape, immediates, signature, 0, null);
    }

    Opcode(int code, String mnemonic, Shape shape, Immediates immediates, String signature, Feature feature) {
        this(code, mnemonic, shape, immediates, signature, 0, feature);
    }

    Opcode(int code, String mnemonic, Shape shape, String signature) {
        this(code, mnemonic, shape, shape.immediates, signature, 0, null);
    }

    Opcode(int code, String mnemonic, Shape shape, String signature, Feature feature) {
        this(code, mnemonic, shape, shape.immediates, signature, 0, feature);
    }

    Opcode(int code, String mnemonic, Shape shape, String signature, int width) {
        this(code, mnemonic, shape, shape.immediates, signature, width, null);
    }

    Opcode(int code, String mnemonic, Shape shape, String signature, int width, Feature feature) {
        this(code, mnemonic, shape, shape.immediates, signature, width, feature);
    }

    Opcode(int code, String mnemonic, Shape shape, Immediates immediates, String signature, int width, @Nullable Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.immediates = immediates;
        this.signature = signature;
        this.width = width;
        this.feature = feature;
        int colon = Math.max(0, signature.indexOf(':'));
        operands = new byte[colon];
        for (int i = 0; i < colon; i++) {
            operands[i] = (byte) typeCode(signature.charAt(i));
        }
        result = colon + 1 < signature.length() ? typeCode(signature.charAt(colon + 1)) : -1;
    }

    private static int typeCode(char letter) {
        return "ailfdv".indexOf(letter);
    }

    /** The opcode: a byte, or prefix byte {@code << 16} plus the number that follows the prefix. */
    public int code() {
        return code;
    }

    /** The prefix byte, or 0. */
    public int prefix() {
        return code >>> 16;
    }

    /** The instruction's name in the text format. */
    public String mnemonic() {
        return mnemonic;
    }

    public Shape shape() {
        return shape;
    }

    public Immediates immediates() {
        return immediates;
    }

    /** The feature that brought the instruction; empty for those of WebAssembly 1.0. */
    public Optional<Feature> feature() {
        return Optional.ofNullable(feature);
    }

    /** Whether operands and result are the same wherever the instruction stands, but for the width of addresses. */
    public boolean hasFixedSignature() {
        return !signature.isEmpty();
    }

    /** Number of operands of a {@linkplain #hasFixedSignature() fixed signature}. */
    public int operandCount() {
        return operands.length;
    }

    /** Type of operand {@code index} of a fixed signature, the first pushed being 0; an address counts as i32. */
    public ValueType operand(int index) {
        return ValueType.of(Math.max(1, operands[index]));
    }

    /** Whether operand {@code index} of a fixed signature is an address or size: i64 in a 64-bit memory. */
    public boolean isAddress(int index) {
        return operands[index] == 0;
    }

    /** Type of the result of a fixed signature; an address counts as i32, {@link ValueType#BOTTOM} means that there is none. */
    public ValueType result() {
        return result < 0 ? ValueType.BOTTOM : ValueType.of(Math.max(1, result));
    }

    /** Bytes accessed in memory, or width in bytes of the vector lane concerned; else 0. */
    public int width() {
        return width;
    }

    /** Number of lanes that the lane immediate chooses from. */
    int lanes() {
        return 16 / width;
    }

    /** The instruction with the given {@link #code()}. */
    public static Optional<Opcode> of(int code) {
        return Optional.ofNullable(find(code >>> 16, code & 0xFFFF));
    }

    /** The instruction with that number behind a prefix byte (0 for none), or null. */
    static @Nullable Opcode find(int prefix, int number) {
        @Nullable Opcode[] table =
                switch (prefix) {
                    case 0 -> Lookup.PLAIN;
                    case 0xFB -> Lookup.OBJECTS;
                    case 0xFC -> Lookup.MISCELLANEOUS;
                    case 0xFD -> Lookup.VECTORS;
                    case 0xFE -> Lookup.ATOMICS;
                    default -> Lookup.NOTHING;
                };
        return number >= 0 && number < table.length ? table[number] : null;
    }

    /** One array a prefix, indexed by what follows it. */
    static final class Lookup {
        static final @Nullable Opcode[] NOTHING = {};
        static final @Nullable Opcode[] PLAIN = new Opcode[256];
        static final @Nullable Opcode[] OBJECTS = new Opcode[32];
        static final @Nullable Opcode[] MISCELLANEOUS = new Opcode[18];
        static final @Nullable Opcode[] VECTORS = new Opcode[0x114];
        static final @Nullable Opcode[] ATOMICS = new Opcode[0x4F];

        static {
            for (Opcode op : values()) {
                @Nullable Opcode[] table =
                        switch (op.prefix()) {
                            case 0xFB -> OBJECTS;
                            case 0xFC -> MISCELLANEOUS;
                            case 0xFD -> VECTORS;
                            case 0xFE -> ATOMICS;
                            default -> PLAIN;
                        };
                table[op.code & 0xFFFF] = op;
            }
        }

        private Lookup() {}
    }

    @Override
    public String toString() {
        return mnemonic;
    }
}
