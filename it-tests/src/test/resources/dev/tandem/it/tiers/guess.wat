;; SPDX-License-Identifier: Apache-2.0
;; Calls that look as if they were always of the same function, until they are not.
(module $guess
  (type $unary (func (param i32) (result i32)))
  (table 8 8 funcref)
  (elem (i32.const 0) $f0 $f1 $f2 $f3 $f4 $f5 $f6 $f7)
  (func $f0 (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func $f1 (param i32) (result i32) (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 5)))
  (func $f2 (param i32) (result i32) (i32.xor (local.get 0) (i32.const 0x5555)))
  (func $f3 (param i32) (result i32) (i32.rotl (local.get 0) (i32.const 7)))
  (func $f4 (param i32) (result i32) (i32.sub (i32.const 99) (local.get 0)))
  (func $f5 (param i32) (result i32) (i32.mul (local.get 0) (i32.const 17)))
  (func $f6 (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1000)))
  (func $f7 (param i32) (result i32) (i32.xor (local.get 0) (i32.shr_u (local.get 0) (i32.const 3))))
  ;; Has the call that is guessed.
  (func $apply (param $function i32) (param $value i32) (result i32)
    (call_indirect (type $unary) (local.get $value) (local.get $function)))
  ;; Calls function first + (i & mask) for i from 0 to times, each on the result of the one before.
  (func (export "run") (param $times i32) (param $first i32) (param $mask i32) (result i32)
    (local $i i32) (local $value i32)
    (loop $again
      (local.set $value
        (call $apply
          (i32.add (local.get $first) (i32.and (local.get $i) (local.get $mask)))
          (local.get $value)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (local.get $times))))
    (local.get $value)))
