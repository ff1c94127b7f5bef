;; SPDX-License-Identifier: Apache-2.0
;; Shapes of code that compilers were wrong about elsewhere.
(module
  (type $value (func (result i32)))
  (import "env" "callback" (func $callback))
  (memory (export "memory") 1 8)
  (table $table (export "table") 2 20 funcref)
  (elem (i32.const 0) $seven $seven)
  (func $seven (type $value) (i32.const 7))
  (global $global (export "global") (mut i32) (i32.const 0))

  ;; More values than registers, each with its upper bit set and garbage above, live over a call and then part of addresses.
  (func (export "spills") (param $p i64) (result i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32) (local $e i32) (local $f i32) (local $g i32) (local $h i32)
    (local $i i32) (local $j i32) (local $k i32) (local $l i32) (local $m i32) (local $n i32) (local $o i32) (local $q i32)
    (local $r i32) (local $s i32) (local $t i32) (local $u i32)
    (local.set $a (i32.wrap_i64 (local.get $p)))
    (local.set $b (i32.wrap_i64 (i64.add (local.get $p) (i64.const 1))))
    (local.set $c (i32.wrap_i64 (i64.add (local.get $p) (i64.const 2))))
    (local.set $d (i32.wrap_i64 (i64.add (local.get $p) (i64.const 3))))
    (local.set $e (i32.wrap_i64 (i64.add (local.get $p) (i64.const 4))))
    (local.set $f (i32.wrap_i64 (i64.add (local.get $p) (i64.const 5))))
    (local.set $g (i32.wrap_i64 (i64.add (local.get $p) (i64.const 6))))
    (local.set $h (i32.wrap_i64 (i64.add (local.get $p) (i64.const 7))))
    (local.set $i (i32.wrap_i64 (i64.add (local.get $p) (i64.const 8))))
    (local.set $j (i32.wrap_i64 (i64.add (local.get $p) (i64.const 9))))
    (local.set $k (i32.wrap_i64 (i64.add (local.get $p) (i64.const 10))))
    (local.set $l (i32.wrap_i64 (i64.add (local.get $p) (i64.const 11))))
    (local.set $m (i32.wrap_i64 (i64.add (local.get $p) (i64.const 12))))
    (local.set $n (i32.wrap_i64 (i64.add (local.get $p) (i64.const 13))))
    (local.set $o (i32.wrap_i64 (i64.add (local.get $p) (i64.const 14))))
    (local.set $q (i32.wrap_i64 (i64.add (local.get $p) (i64.const 15))))
    (local.set $r (i32.wrap_i64 (i64.add (local.get $p) (i64.const 16))))
    (local.set $s (i32.wrap_i64 (i64.add (local.get $p) (i64.const 17))))
    (local.set $t (i32.wrap_i64 (i64.add (local.get $p) (i64.const 18))))
    (local.set $u (i32.wrap_i64 (i64.add (local.get $p) (i64.const 19))))
    (call $callback)
    (i32.load8_u (i32.add (local.get $a) (i32.const 0x80000000)))
    (i32.add (i32.load8_u (i32.add (local.get $b) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.add (local.get $c) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.add (local.get $d) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.add (local.get $e) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.sub (local.get $f) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.sub (local.get $g) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.sub (local.get $h) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.xor (local.get $i) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.xor (local.get $j) (i32.const 0x80000000))))
    (i32.add (i32.load8_u (i32.and (local.get $k) (i32.const 0x7fffffff))))
    (i32.add (i32.load8_u (i32.and (local.get $l) (i32.const 0x7fffffff))))
    (i32.add (i32.load8_u (i32.shr_u (i32.shl (local.get $m) (i32.const 1)) (i32.const 1))))
    (i32.add (i32.load8_u (i32.shr_u (i32.shl (local.get $n) (i32.const 1)) (i32.const 1))))
    (i32.add (i32.load8_u (i32.rotl (i32.rotr (i32.xor (local.get $o) (i32.const 0x80000000)) (i32.const 7)) (i32.const 7))))
    (i32.add (i32.load8_u (i32.mul (i32.add (local.get $q) (i32.const 0x80000000)) (i32.const 1))))
    (i32.add (i32.load8_u offset=16 (i32.add (local.get $r) (i32.const 0x7ffffff0))))
    (i32.add (i32.load8_u offset=16 (i32.add (local.get $s) (i32.const 0x7ffffff0))))
    (i32.add (i32.load8_u offset=1 (i32.sub (local.get $t) (i32.const 0x80000001))))
    (i32.add (i32.load8_u offset=1 (i32.sub (local.get $u) (i32.const 0x80000001)))))

  ;; What a builtin returns is an address at once.
  (func (export "grownAddress") (param i32) (result i32) (i32.load8_u (memory.grow (local.get 0))))
  (func (export "grownTableAddress") (param i32) (result i32) (i32.load8_u (table.grow $table (ref.null func) (local.get 0))))
  (func (export "grownTwice") (param i32) (result i32)
    (i32.add (memory.grow (local.get 0)) (i32.mul (i32.const 100) (memory.size))))

  ;; One load, two users, a store between.
  (func (export "twoUsers") (param $address i32) (param $value i32) (result i32) (local $old i32)
    (local.set $old (i32.load (local.get $address)))
    (i32.store (local.get $address) (i32.add (local.get $old) (local.get $value)))
    (i32.sub (i32.mul (i32.const 3) (i32.load (local.get $address))) (local.get $old)))
  (func (export "storeBetween") (param $one i32) (param $two i32) (result i32) (local $sum i32)
    (local.set $sum (i32.load (local.get $one)))
    (i32.store8 (local.get $two) (i32.const 9))
    (i32.add (local.get $sum) (i32.load (local.get $one))))

  ;; The index lives on after the access.
  (func (export "indexAgain") (param $index i32) (result i32)
    (i32.add
      (i32.add (i32.load8_u offset=60000 (local.get $index)) (local.get $index))
      (i32.add (i32.load8_u offset=3 (local.get $index)) (i32.load8_u (i32.add (local.get $index) (i32.const 1))))))

  ;; The condition of nested branches changes between them.
  (func (export "conditions") (param $c i32) (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (if (local.get $c)
        (then
          (local.set $c (i32.const 0))
          (local.set $sum (i32.add (local.get $sum) (i32.const 1)))
          (if (local.get $c) (then (local.set $sum (i32.add (local.get $sum) (i32.const 1000000)))))
          (if (i32.and (local.get $n) (i32.const 1)) (then (local.set $c (i32.const 5)))))
        (else
          (local.set $c (local.get $n))
          (if (local.get $c)
            (then
              (local.set $sum (i32.add (local.get $sum) (i32.const 100)))
              (if (i32.eqz (local.get $c)) (then (local.set $sum (i32.const 0))))))))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $again (local.get $n)))
    (local.get $sum))

  ;; The function begins with a loop, and its parameters are the loop's variables, which change places.
  (func (export "loopAtOnce") (param $a i32) (param $b i32) (param $n i32) (result i32)
    (loop $again
      (local.get $a) (local.get $b) (local.set $a) (local.set $b)
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.sub (local.get $a) (local.get $b)))

  ;; One target, several edges, each with values of its own.
  (func (export "edges") (param $p i32) (result i32)
    (block $out (result i32)
      (drop (br_if $out (i32.const 10) (i32.eq (local.get $p) (i32.const 0))))
      (drop (br_if $out (i32.const 20) (i32.eq (local.get $p) (i32.const 1))))
      (block $in (result i32)
        (br_table $in $out $in $out $in (i32.add (local.get $p) (i32.const 30)) (i32.sub (local.get $p) (i32.const 2))))
      (i32.add (i32.const 1000))))

  ;; A trap that must not come before the effect, and not be merged with one after it.
  (func (export "effectFirst") (param $a i32) (param $b i32) (result i32) (local $q i32)
    (global.set $global (i32.const 1))
    (if (i32.gt_s (local.get $a) (i32.const 100))
      (then (local.set $q (i32.div_s (local.get $a) (local.get $b))))
      (else (global.set $global (i32.const 2)) (local.set $q (i32.div_s (local.get $a) (local.get $b)))))
    (global.set $global (i32.const 3))
    (local.get $q))
  (func (export "invariantTrap") (param $n i32) (param $a i32) (param $b i32) (result i32) (local $sum i32)
    (block $done
      (loop $again
        (br_if $done (i32.eqz (local.get $n)))
        (global.set $global (i32.add (global.get $global) (i32.const 1)))
        (local.set $sum (i32.add (local.get $sum) (i32.div_u (local.get $a) (local.get $b))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $again)))
    (local.get $sum))
  ;; A check that holds before growing, and one that only holds after.
  (func (export "growBetween") (param $address i32) (result i32)
    (i32.store8 (i32.const 65535) (i32.const 5))
    (drop (memory.grow (i32.const 1)))
    (i32.store8 (local.get $address) (i32.const 6))
    (i32.add (i32.load8_u (i32.const 65535)) (i32.load8_u (local.get $address))))

  (func $endless (export "endless") (param i32) (call $callback) (call $endless (i32.add (local.get 0) (i32.const 1))))
  (func (export "indirect") (result i32) (call_indirect (type $value) (i32.const 1))))
