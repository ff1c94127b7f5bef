;; SPDX-License-Identifier: Apache-2.0
;; Globals, tables and memories that nobody ever changes, and beside each of them one that looks the same but is changed, by the host or by the
;; start function.
(module $facts
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (table $own 6 funcref)
  (table $shared (export "table") 6 funcref)
  (global $never (mut i32) (i32.const 7))
  (global $neverFunction (mut funcref) (ref.func $double))
  (global $started (mut i32) (i32.const 0))
  (global $shared (export "global") (mut i32) (i32.const 7))
  (elem (table $own) (i32.const 1) func $double $increment $increment $other)
  (elem (table $shared) (i32.const 1) func $double $increment $increment $other)

  (func $double (type $unary) (i32.mul (local.get 0) (i32.const 2)))
  (func $increment (type $unary) (i32.add (local.get 0) (i32.const 1)))
  (func $other (result i32) (i32.const 9))
  (func $start (global.set $started (i32.const 30)))
  (start $start)

  (func (export "globals") (result i32)
    (i32.add
      (i32.add (global.get $never) (global.get $started))
      (i32.add
        (i32.mul (global.get $shared) (i32.const 100))
        (i32.mul (ref.is_null (global.get $neverFunction)) (i32.const 10000)))))

  ;; Calls an element of a table $times times. Both are the same but for the table.
  (func (export "own") (param $index i32) (param $times i32) (result i32)
    (local $value i32)
    (loop $again
      (local.set $value (call_indirect $own (type $unary) (local.get $value) (local.get $index)))
      (local.set $value (i32.add (local.get $value) (i32.const 3)))
      (local.set $times (i32.sub (local.get $times) (i32.const 1)))
      (br_if $again (local.get $times)))
    (local.get $value))
  (func (export "shared") (param $index i32) (param $times i32) (result i32)
    (local $value i32)
    (loop $again
      (local.set $value (call_indirect $shared (type $unary) (local.get $value) (local.get $index)))
      (local.set $value (i32.add (local.get $value) (i32.const 3)))
      (local.set $times (i32.sub (local.get $times) (i32.const 1)))
      (br_if $again (local.get $times)))
    (local.get $value))

  ;; The index is a constant, once bodies are inlined.
  (func $callOwn (param $value i32) (param $index i32) (result i32)
    (call_indirect $own (type $unary) (local.get $value) (local.get $index)))
  (func $callShared (param $value i32) (param $index i32) (result i32)
    (call_indirect $shared (type $unary) (local.get $value) (local.get $index)))
  (func (export "constantIndices") (param $value i32) (result i32)
    (i32.add
      (call $callOwn (call $callOwn (local.get $value) (i32.const 1)) (i32.const 3))
      (i32.mul (call $callShared (local.get $value) (i32.const 1)) (i32.const 1000))))
  (func (export "ownNull") (result i32) (call $callOwn (i32.const 1) (i32.const 0)))
  (func (export "ownOther") (result i32) (call $callOwn (i32.const 1) (i32.const 4)))
  (func (export "ownOutside") (result i32) (call $callOwn (i32.const 1) (i32.const 6)))

  (func (export "sizes") (result i32)
    (i32.add
      (memory.size)
      (i32.add (i32.mul (table.size $own) (i32.const 10)) (i32.mul (table.size $shared) (i32.const 1000)))))
  (func (export "lastOfFirstPage") (result i32) (i32.load (i32.const 65532)))
  (func (export "secondPage") (result i32) (i32.load (i32.const 65533))))
