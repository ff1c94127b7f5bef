;; See ping.wat.
(module $pong
  (import "ping" "table" (table 2 funcref))
  (import "ping" "ping" (func $ping (param i32 i64) (result i64)))
  (import "ping" "gather" (func $gather
    (param i32 i64 i64 i64 i64 i64 i64 i64 i64 i64 i64 f64 v128) (result i64 i64 i64 i64 i64 i64 f64)))
  (memory 1)
  (data (i32.const 0) "\03")
  (elem (i32.const 0) $pong $spread)
  (func $own (result i64) (i64.load8_u (i32.const 0)))
  (func $pong (export "pong") (param i32 i64) (result i64)
    (if (i32.eqz (local.get 0)) (then (unreachable)))
    (return_call $ping (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (call $own))))
  (func $spread (param i32 i64) (result i64 i64 i64 i64 i64 i64 f64)
    (return_call $gather (i32.sub (local.get 0) (i32.const 1)) (i64.add (local.get 1) (call $own))
      (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8)
      (i64.const 20) (i64.const 20) (f64.const 1.5) (v128.const i64x2 7 8))))
