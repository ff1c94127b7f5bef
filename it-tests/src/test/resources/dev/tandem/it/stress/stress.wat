;; SPDX-License-Identifier: Apache-2.0
(module
  (type $step (func (param i32) (result i32)))
  (import "env" "again" (func $again (type $step)))
  (memory (export "memory") 1 64)
  (table (export "table") 4 8 funcref)
  (global $count (export "count") (mut i32) (i32.const 0))
  (elem (i32.const 0) $double $triple $double $again)

  (func $double (type $step) (i32.mul (local.get 0) (i32.const 2)))
  (func $triple (type $step) (i32.mul (local.get 0) (i32.const 3)))

  ;; The sum of squares below n, by way of memory, and of the table's functions.
  (func (export "sum") (param $n i32) (result i32) (local $i i32) (local $sum i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $n)))
        (i32.store offset=16 (i32.shl (i32.and (local.get $i) (i32.const 1023)) (i32.const 2))
          (i32.mul (local.get $i) (local.get $i)))
        (local.set $sum (i32.add (local.get $sum)
          (call_indirect (type $step)
            (i32.load offset=16 (i32.shl (i32.and (local.get $i) (i32.const 1023)) (i32.const 2)))
            (i32.and (local.get $i) (i32.const 1)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.get $sum))

  (func (export "spin") (loop $again
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (br $again)))

  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))

  ;; Writes the last byte of memory, and one beyond.
  (func (export "edge") (param $beyond i32)
    (i32.store8 (i32.add (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 1)) (local.get $beyond)) (i32.const 0)))

  (func $deep (export "deep") (param i32) (result i32)
    (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (local.get 0)))

  ;; Through the host and back, that deep.
  (func (export "again") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (call $again (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
      (else (i32.const 0))))

  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1))))
