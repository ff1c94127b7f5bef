;; SPDX-License-Identifier: Apache-2.0
;; Vectors that go round loops and through memory as floats, as integers and as bytes.
(module
  (memory (export "memory") 1)

  ;; Memory 0 .. 16 n: floats. The sum of n vectors, each times k, every other one with its sign changed by an xor; by lane.
  (func (export "floats") (param $n i32) (param $k f32) (param $lane i32) (result f32)
    (local $sum v128) (local $at i32) (local $value v128)
    (loop $next
      (local.set $value (f32x4.mul (v128.load (local.get $at)) (f32x4.splat (local.get $k))))
      (if (i32.and (local.get $at) (i32.const 16))
        (then (local.set $value (v128.xor (local.get $value) (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000)))))
      (local.set $sum (f32x4.add (local.get $sum) (local.get $value)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (i32.shl (local.get $n) (i32.const 4)))))
    (v128.store offset=4096 (i32.const 0) (local.get $sum))
    (f32.load offset=4096 (i32.shl (local.get $lane) (i32.const 2))))

  ;; Four integers that turn about their lanes, meet a mask of a comparison of floats, and are looked at as bytes; by byte.
  (func (export "integers") (param $n i32) (param $byte i32) (result i32)
    (local $v v128) (local $w v128)
    (local.set $v (v128.load (i32.const 0)))
    (local.set $w (v128.load (i32.const 16)))
    (loop $next
      (local.set $v (i32x4.add (local.get $v) (local.get $w)))
      (local.set $w (v128.xor (local.get $w) (i32x4.shl (local.get $v) (i32.const 7))))
      (local.set $v (i8x16.shuffle 4 5 6 7 8 9 10 11 12 13 14 15 0 1 2 3 (local.get $v) (local.get $w)))
      (local.set $w (v128.bitselect (local.get $v) (local.get $w)
        (f32x4.lt (f32x4.convert_i32x4_s (local.get $v)) (f32x4.convert_i32x4_s (local.get $w)))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (v128.store offset=4096 (i32.const 0)
      (i8x16.shuffle 0 16 1 17 2 18 3 19 31 30 9 9 9 9 21 6 (local.get $v) (local.get $w)))
    (i32.load8_u offset=4096 (local.get $byte)))

  ;; Stores of a vector made of lanes.
  (func (export "storeFloats") (param $at i32)
    (v128.store (local.get $at) (f32x4.add (v128.load (i32.const 0)) (v128.const f32x4 1 1 1 1))))
  (func (export "storeIntegers") (param $at i32)
    (v128.store offset=4 (local.get $at) (i32x4.add (v128.load (i32.const 0)) (v128.const i32x4 1 1 1 1)))))
