// SPDX-License-Identifier: Apache-2.0
// 128-bit vectors as GNU C has them, and what it lacks: for WebAssembly, and for x86-64 with SSE4.1 so that the checksums of the SIMD
// kernels can be compared with native code's.
#pragma once
#include "kernel.h"

typedef uint8_t u8x16 __attribute__((vector_size(16)));
typedef int8_t i8x16 __attribute__((vector_size(16)));
typedef int16_t i16x8 __attribute__((vector_size(16)));
typedef uint16_t u16x8 __attribute__((vector_size(16)));
typedef int32_t i32x4 __attribute__((vector_size(16)));
typedef uint32_t u32x4 __attribute__((vector_size(16)));
typedef int64_t i64x2 __attribute__((vector_size(16)));
typedef float f32x4 __attribute__((vector_size(16)));
typedef double f64x2 __attribute__((vector_size(16)));
typedef uint8_t u8x8 __attribute__((vector_size(8)));

#define LOAD(type, address) ({ type loaded; __builtin_memcpy(&loaded, address, sizeof loaded); loaded; })
#define STORE(address, value) ({ __typeof__(value) stored = value; __builtin_memcpy(address, &stored, sizeof stored); })

#define SPLAT_F32(x) ({ float all = x; (f32x4){all, all, all, all}; })

#ifdef __wasm__
#include <wasm_simd128.h>

// The sign bits of the bytes.
static inline uint32_t bitmask(u8x16 v) { return wasm_i8x16_bitmask((v128_t)v); }
static inline int any_true(u8x16 v) { return wasm_v128_any_true((v128_t)v); }
// Bytes of a table of 16, for indices below 16.
static inline u8x16 lookup(u8x16 table, u8x16 index) { return (u8x16)wasm_i8x16_swizzle((v128_t)table, (v128_t)index); }
static inline u8x16 narrow(i16x8 low, i16x8 high) { return (u8x16)wasm_u8x16_narrow_i16x8((v128_t)low, (v128_t)high); }
static inline u8x16 subtract_saturating(u8x16 a, u8x16 b) { return (u8x16)wasm_u8x16_sub_sat((v128_t)a, (v128_t)b); }
static inline i32x4 dot(i16x8 a, i16x8 b) { return (i32x4)wasm_i32x4_dot_i16x8((v128_t)a, (v128_t)b); }
#else
#include <smmintrin.h>

static inline uint32_t bitmask(u8x16 v) { return _mm_movemask_epi8((__m128i)v); }
static inline int any_true(u8x16 v) { return !_mm_testz_si128((__m128i)v, (__m128i)v); }
static inline u8x16 lookup(u8x16 table, u8x16 index) { return (u8x16)_mm_shuffle_epi8((__m128i)table, (__m128i)index); }
static inline u8x16 narrow(i16x8 low, i16x8 high) { return (u8x16)_mm_packus_epi16((__m128i)low, (__m128i)high); }
static inline u8x16 subtract_saturating(u8x16 a, u8x16 b) { return (u8x16)_mm_subs_epu8((__m128i)a, (__m128i)b); }
static inline i32x4 dot(i16x8 a, i16x8 b) { return (i32x4)_mm_madd_epi16((__m128i)a, (__m128i)b); }
#endif
