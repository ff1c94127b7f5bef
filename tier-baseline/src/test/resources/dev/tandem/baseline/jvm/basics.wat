(module
  (import "host" "seen" (func $seen (param i32)))
  (memory 1 3)
  (table 4 funcref)
  (elem (i32.const 0) $double $pair $fib)
  (type $unary (func (param i32) (result i32)))

  (func $double (export "double") (type $unary)
    (i32.shl (local.get 0) (i32.const 1)))

  (func $fib (export "fib") (type $unary)
    (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
      (then (local.get 0))
      (else (i32.add
        (call $fib (i32.sub (local.get 0) (i32.const 1)))
        (call $fib (i32.sub (local.get 0) (i32.const 2)))))))

  (func $pair (export "pair") (param i32 f64) (result i32 f64 i64)
    (i32.add (local.get 0) (i32.const 1))
    (f64.neg (local.get 1))
    (i64.const -7))

  (func (export "sumPair") (param i32 f64) (result i64)
    (local i32 f64 i64)
    (call $pair (local.get 0) (local.get 1))
    (local.set 4) (local.set 3) (local.set 2)
    (i64.add (i64.add (i64.extend_i32_s (local.get 2)) (i64.trunc_f64_s (local.get 3))) (local.get 4)))

  (func (export "apply") (param $index i32) (param $x i32) (result i32)
    (call_indirect (type $unary) (local.get $x) (local.get $index)))

  (func (export "load") (param i32) (result i32)
    (i32.load (local.get 0)))
  (func (export "loadFar") (param i32) (result i32)
    (i32.load offset=4 (local.get 0)))
  (func (export "store") (param i32 i64)
    (i64.store offset=8 (local.get 0) (local.get 1)))
  (func (export "grow") (param i32) (result i32)
    (local i32)
    (i32.store (i32.const 0) (i32.const 42))
    (local.set 1 (memory.grow (local.get 0)))
    (i32.add (i32.load (i32.const 0)) (memory.size)))

  (func (export "divide") (param i32 i32) (result i32)
    (i32.div_s (local.get 0) (local.get 1)))

  ;; Values below branches: carried ones move, others are dropped.
  (func (export "dirty") (param i32) (result i32)
    (i32.const 1000)
    (block (result i32)
      (i32.const 7)
      (i32.const 9)
      (local.get 0)
      (br_if 0)
      (i32.add))
    (i32.add))

  (func (export "switch") (param i32) (result i32)
    (block (block (block (block
      (br_table 0 1 2 3 (local.get 0)))
      (return (i32.const 10)))
      (return (i32.const 11)))
      (return (i32.const 12)))
    (i32.const 99))

  (func $forward (export "forward") (param i32)
    (if (local.get 0) (then (call $seen (local.get 0)) (call $forward (i32.sub (local.get 0) (i32.const 1))))))

  (func $even (export "even") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 1))
      (else (return_call $odd (i32.sub (local.get 0) (i32.const 1))))))
  (func $odd (export "odd") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 0))
      (else (return_call $even (i32.sub (local.get 0) (i32.const 1))))))
  (func $count (export "count") (param i32 i64) (result i64)
    (local i64)
    (if (result i64) (local.get 0)
      (then
        (local.set 2 (i64.add (local.get 2) (i64.const 1)))
        (return_call $count (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (local.get 2))))
      (else (local.get 1))))

  ;; The callee's address operands are evaluated before the index is known: arguments stand on the stack.
  (func (export "applyTwice") (param i32 i32) (result i32)
    (i32.mul (i32.const 3)
      (call_indirect (type $unary)
        (call $double (local.get 1))
        (call $double (local.get 0)))))

  (func (export "unsigned") (param i32 i32) (result i32)
    (i32.or
      (i32.lt_u (call $double (local.get 0)) (call $double (local.get 1)))
      (i32.shl (i64.ge_u (i64.extend_i32_s (local.get 0)) (i64.extend_i32_s (local.get 1))) (i32.const 1))))

  ;; Folds all unsigned comparisons of a pseudo-random sequence, long enough for every compiler of HotSpot.
  (func (export "unsignedLoop") (param $n i32) (result i32)
    (local $x i32) (local $y i32) (local $sum i32)
    (local.set $x (i32.const 0x9e3779b9))
    (loop
      (local.set $y (local.get $x))
      (local.set $x (i32.xor (local.get $x) (i32.shl (local.get $x) (i32.const 13))))
      (local.set $x (i32.xor (local.get $x) (i32.shr_u (local.get $x) (i32.const 17))))
      (local.set $x (i32.xor (local.get $x) (i32.shl (local.get $x) (i32.const 5))))
      (local.set $sum (i32.mul (local.get $sum) (i32.const 31)))
      (if (i32.lt_u (local.get $x) (local.get $y)) (then (local.set $sum (i32.add (local.get $sum) (i32.const 1)))))
      (if (i32.ge_u (local.get $x) (i32.const 0xc0000000)) (then (local.set $sum (i32.add (local.get $sum) (i32.const 2)))))
      (local.set $sum (i32.add (local.get $sum) (i32.gt_u (local.get $x) (i32.rotl (local.get $y) (i32.const 7)))))
      (if (i64.le_u (i64.extend_i32_s (local.get $x)) (i64.extend_i32_s (local.get $y)))
        (then (local.set $sum (i32.add (local.get $sum) (i32.const 4)))))
      (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  (func (export "minimum") (param f32 f32) (result f32)
    (f32.min (local.get 0) (local.get 1)))

  (func (export "endless") (param i32)
    (loop (br 0)))
)
