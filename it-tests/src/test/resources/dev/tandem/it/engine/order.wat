;; Stores whose value or address does something first: traps, sets a global, makes memory 0 grow.
(module
  (memory (export "memory") 1 8)
  (global $seen (export "seen") (mut i32) (i32.const 0))

  (func $note (param $value i32) (result i32)
    (global.set $seen (local.get $value))
    (local.get $value))

  (func $grow (param $value i32) (result i32)
    (drop (memory.grow (i32.const 1)))
    (local.get $value))

  ;; The address is checked after the value is there.
  (func (export "divide") (param $address i32) (param $by i32)
    (i32.store offset=8 (local.get $address) (i32.div_s (i32.const 100) (local.get $by))))

  (func (export "noted") (param $address i32) (param $value i32)
    (i64.store offset=8 (local.get $address) (i64.extend_i32_u (call $note (local.get $value)))))

  (func (export "copied") (param $to i32) (param $from i32)
    (i32.store16 offset=2 (local.get $to) (i32.load8_s offset=1 (local.get $from))))

  ;; What is stored arrives in the memory that has grown meanwhile.
  (func (export "grownByValue") (param $address i32) (param $value i32) (result i32)
    (i32.store offset=4 (local.get $address) (call $grow (local.get $value)))
    (i32.load offset=4 (local.get $address)))

  (func (export "grownByAddress") (param $address i32) (param $value i32) (result i32)
    (f32.store (call $grow (local.get $address)) (f32.convert_i32_s (local.get $value)))
    (i32.trunc_f32_s (f32.load (call $grow (local.get $address)))))

  (func (export "grownBetween") (param $address i32) (param $value i32) (result i32)
    (i32.store8 (call $grow (local.get $address)) (call $grow (local.get $value)))
    (i32.load8_u (local.get $address)))

  ;; Both addresses are computed before memory grows.
  (func (export "grownWithin") (param $address i32) (param $from i32) (result i32)
    (i32.store16 offset=33
      (i32.mul (local.get $address) (i32.const 3))
      (i32.load8_u offset=7 (call $grow (local.get $from))))
    (i32.load16_u offset=33 (i32.mul (local.get $address) (i32.const 3))))

  ;; Both counters are wanted after the loop, once as they were before the last step, and once as after it.
  (func (export "before") (param $count i32) (result i32)
    (local $i i32) (local $last i32)
    (loop $next
      (local.set $last (local.get $i))
      (local.set $i (i32.add (local.get $i) (i32.const 3)))
      (br_if $next (i32.lt_s (local.get $i) (local.get $count))))
    (local.get $last))

  (func (export "fibonacci") (param $count i32) (result i64)
    (local $a i64) (local $b i64) (local $sum i64)
    (local.set $b (i64.const 1))
    (loop $next
      (local.set $sum (i64.add (local.get $a) (local.get $b)))
      (local.set $a (local.get $b))
      (local.set $b (local.get $sum))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $next (local.get $count)))
    (local.get $a)))
