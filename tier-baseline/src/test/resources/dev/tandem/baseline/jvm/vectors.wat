;; SPDX-License-Identifier: Apache-2.0
;; Vectors on every way that a value can take; and wide addresses.
(module
  (import "host" "swap" (func $swap (param v128 i32) (result i32 v128)))
  (type $op (func (param v128 v128) (result v128)))
  (memory (export "memory") i64 1)
  (table funcref (elem $add $blend))
  (global $g (mut v128) (v128.const i64x2 7 9))
  (func $add (type $op) (i32x4.add (local.get 0) (local.get 1)))
  (func $blend (type $op)
    (v128.bitselect (local.get 0) (local.get 1) (v128.const i64x2 0xff 0xff00)))

  ;; several results around vectors
  (func $spread (param i64) (result v128 i32 v128)
    (i64x2.splat (local.get 0)) (i32.const 3) (i64x2.replace_lane 1 (v128.const i64x2 1 2) (local.get 0)))
  (func (export "results") (param i64) (result v128 i32 v128) (call $spread (local.get 0)))
  ;; through a table and a global, with numbers waiting below
  (func (export "table") (param $which i32) (param $a v128) (param $b v128) (result i64)
    (i64.add
      (i64.const 1000)
      (i64x2.extract_lane 0
        (i64x2.add
          (call_indirect (type $op) (local.get $a) (local.get $b) (local.get $which))
          (global.get $g))))
    (global.set $g (local.get $a)))
  (func (export "global") (result v128) (global.get $g))
  ;; select, a loop that carries a vector, locals
  (func (export "loop") (param $n i32) (result v128) (local $sum v128) (local $step v128)
    (local.set $step (v128.const i32x4 1 2 3 4))
    (local.get $sum)
    (loop $again (param v128) (result v128)
      (i32x4.add (local.get $step))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (select (v128.const i64x2 0 0) (i32.eqz (local.get $n)))
      (br_if $again (local.get $n)))
    drop
    (select (v128.const i64x2 5 6) (local.get $step) (i32.eqz (local.get $n))))
  (func (export "host") (param v128 i32) (result i32 v128) (call $swap (local.get 0) (local.get 1)))
  (func $count (export "tail") (param $n i32) (param $v v128) (result v128)
    (if (result v128) (local.get $n)
      (then (return_call $other (local.get $v) (i32.sub (local.get $n) (i32.const 1))))
      (else (local.get $v))))
  (func $other (param $v v128) (param $n i32) (result v128)
    (return_call $count (local.get $n) (i32x4.add (local.get $v) (v128.const i32x4 1 0 0 2))))
  ;; a store that is half out of bounds writes nothing
  (func (export "store") (param $at i64) (param $v v128) (v128.store (local.get $at) (local.get $v)))
  (func (export "load") (param $at i64) (result v128) (v128.load offset=8 (local.get $at)))
)
