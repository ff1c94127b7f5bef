;; SPDX-License-Identifier: Apache-2.0
;; A little of everything that a module may hold on to: memory, table, global, calls of all kinds.
(module $turnover
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1 4)
  (table (export "table") 2 8 funcref)
  (global $calls (mut i64) (i64.const 0))
  (elem (i32.const 0) $square)
  (data (i32.const 0) "turnover")
  (func $square (type $unary)
    (global.set $calls (i64.add (global.get $calls) (i64.const 1)))
    (i32.store (i32.const 16) (local.get 0))
    (i32.mul (i32.load (i32.const 16)) (local.get 0)))
  (func (export "sum") (param $count i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (call_indirect (type $unary) (local.get $count) (i32.const 0))))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $again (local.get $count)))
    (local.get $sum))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))
