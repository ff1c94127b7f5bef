;; SPDX-License-Identifier: Apache-2.0
(module
  (type $unary (func (param i32) (result i32)))
  (type $six (func (param i32) (result i32 i32 i32 i32 i32 i32)))
  (table 16 funcref)
  (elem (i32.const 0) $f0 $f1 $f2 $f3 $f4 $f5 $six)
  (func $f0 (export "f0") (type $unary) (i32.add (local.get 0) (i32.const 1)))
  (func $f1 (export "f1") (type $unary) (i32.add (local.get 0) (i32.const 2)))
  (func $f2 (export "f2") (type $unary) (i32.add (local.get 0) (i32.const 3)))
  (func $f3 (export "f3") (type $unary) (i32.add (local.get 0) (i32.const 4)))
  (func $f4 (export "f4") (type $unary) (i32.add (local.get 0) (i32.const 5)))
  (func $f5 (export "f5") (type $unary) (i32.add (local.get 0) (i32.const 6)))
  (func $six (type $six)
    (local.get 0) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6))

  ;; Calls the functions 0 to $kinds - 1 in turn, $count times.
  (func (export "indirect") (param $count i32) (param $kinds i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum
        (call_indirect (type $unary)
          (local.get $sum)
          (i32.rem_u (local.get $count) (local.get $kinds))))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $again (local.get $count)))
    (local.get $sum))

  (func (export "direct") (param $count i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (call $f0 (local.get $sum)))
      (if (i32.and (local.get $count) (i32.const 1))
        (then (local.set $sum (call $f1 (local.get $sum)))))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $again (local.get $count)))
    (local.get $sum))

  (func (export "tail") (type $unary)
    (return_call_indirect (type $unary) (local.get 0) (i32.and (local.get 0) (i32.const 1))))
  (func (export "tailDirect") (type $unary) (return_call $f0 (local.get 0)))

  (func (export "manyResults") (param i32) (result i32)
    (call_indirect (type $six) (local.get 0) (i32.const 6))
    (i32.sub) (i32.sub) (i32.sub) (i32.sub) (i32.sub)))
