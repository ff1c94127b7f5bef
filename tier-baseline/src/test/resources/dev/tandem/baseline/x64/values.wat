;; SPDX-License-Identifier: Apache-2.0
;; Register pressure, merges, parallel moves: values.wasm is made of this by wat2wasm.
(module
  (memory (export "memory") 1)

  ;; Twenty numbers of 2^31 and more at once, spilled, then used as addresses: those in bounds wrap to small ones.
  (func (export "spilled") (param i32) (result i32)
    (local i32)
    (i32.store (i32.const 64) (i32.const 7))
    (local.set 1 (i32.add (local.get 0) (i32.const 0x80000000)))
    (local.get 1) (local.get 0)
    (i32.add (local.get 1) (i32.const 1)) (i32.add (local.get 1) (i32.const 2)) (i32.add (local.get 1) (i32.const 3))
    (i32.add (local.get 1) (i32.const 4)) (i32.add (local.get 1) (i32.const 5)) (i32.add (local.get 1) (i32.const 6))
    (i32.add (local.get 1) (i32.const 7)) (i32.add (local.get 1) (i32.const 8)) (i32.add (local.get 1) (i32.const 9))
    (i32.add (local.get 1) (i32.const 10)) (i32.add (local.get 1) (i32.const 11)) (i32.add (local.get 1) (i32.const 12))
    (i32.add (local.get 1) (i32.const 13)) (i32.add (local.get 1) (i32.const 14)) (i32.add (local.get 1) (i32.const 15))
    (i32.load (i32.add (local.get 1) (i32.const 0x80000000)))
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add)

  ;; A loop whose parameters change places every time round.
  (func (export "rotate") (param i32 i32 i32 i32) (result i32)
    (local i32)
    (loop $again
      (local.set 4 (local.get 0))
      (local.set 0 (local.get 1))
      (local.set 1 (local.get 2))
      (local.set 2 (local.get 4))
      (br_if $again (local.tee 3 (i32.sub (local.get 3) (i32.const 1)))))
    (i32.add (i32.mul (local.get 0) (i32.const 100)) (i32.add (i32.mul (local.get 1) (i32.const 10)) (local.get 2))))

  ;; The same, as operands.
  (func (export "swap") (param i32) (result i64 f64)
    (local i32)
    (i64.const 1) (f64.const 2)
    (loop $again (param i64 f64) (result i64 f64)
      (call $exchange)
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get 1) (local.get 0)))))

  (func $exchange (param i64 f64) (result i64 f64)
    (i64.add (i64.trunc_f64_s (local.get 1)) (i64.const 1)) (f64.convert_i64_s (local.get 0)))

  ;; More arguments and results than there are registers for.
  (func $many (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 f64 i64)
    (result i32 i32 i32 i32 i32 i32 f64 i64)
    (local.get 9) (local.get 8) (local.get 7) (local.get 6) (local.get 5) (local.get 4) (local.get 10) (local.get 11))

  (func (export "many") (param i32) (result i32)
    (local i64 f64)
    (call $many
      (i32.const 0) (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 7)
      (i32.const 8) (local.get 0) (f64.const 0.5) (i64.const -3))
    (local.set 1) (local.set 2)
    i32.sub i32.sub i32.sub i32.sub i32.sub
    (i32.add (i32.wrap_i64 (local.get 1)))
    (i32.add (i32.trunc_f64_s (f64.mul (local.get 2) (f64.const 8)))))

  ;; Branches to one label with values in registers, slots and constants, at different heights.
  (func (export "table") (param i32) (result i32)
    (block $c (result i32)
      (block $b (result i32)
        (block $a (result i32)
          (i32.const 11)
          (i32.const 22)
          (i32.add (local.get 0) (i32.const 33))
          (br_table $a $b $c $b (local.get 0)))
        (i32.add (i32.const 1000)))
      (i32.add (i32.const 100))))

  (func (export "selects") (param f64 f64 i32) (result i32)
    (i32.add
      (select (i32.const 1) (i32.const 2) (f64.eq (local.get 0) (local.get 1)))
      (i32.add
        (select (i32.const 10) (i32.const 20) (f64.ne (local.get 0) (local.get 1)))
        (select (local.get 2) (local.get 2) (f64.lt (local.get 0) (local.get 1))))))

  ;; The condition is zero on the way around: what the arm changes must be as it was.
  (func (export "around") (param i32) (result i32)
    (local i32 i32)
    (local.set 1 (i32.const 5))
    (local.set 2 (local.get 0))
    (if (local.get 0) (then (local.set 1 (i32.const 6)) (local.set 2 (local.get 1))))
    (i32.add (i32.mul (local.get 1) (i32.const 10)) (local.get 2)))

  ;; Tail calls with more and with fewer stack arguments than the caller.
  (func $grow (param i32 i32) (result i32)
    (if (result i32) (local.get 0)
      (then (return_call $shrink
        (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 7) (i32.const 8)
        (i32.sub (local.get 0) (i32.const 1)) (i32.add (local.get 1) (i32.const 1)) (i32.const 9)))
      (else (local.get 1))))

  (func $shrink (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    (return_call $grow (local.get 8) (i32.add (local.get 9) (local.get 10))))

  (func (export "tail") (param i32) (result i32)
    (call $grow (local.get 0) (i32.const 0)))

  (func (export "shifts") (param i32 i32) (result i32)
    (i32.add
      (i32.rotl (local.get 0) (local.get 1))
      (i32.add (i32.shl (local.get 1) (local.get 0)) (i32.shr_s (local.get 0) (i32.rotr (local.get 1) (local.get 1))))))

  (func (export "divide") (param i32 i32) (result i32)
    (i32.add
      (i32.mul (i32.rem_s (local.get 0) (local.get 1)) (i32.const 1000))
      (i32.add (i32.div_s (local.get 0) (local.get 1)) (i32.div_u (local.get 1) (local.get 0)))))

  ;; The last bytes of memory, and one past them.
  (func (export "edge") (param i32) (result i64)
    (i64.load offset=0xfff0 (local.get 0))))
