;; Guests that do not end by themselves, and what they leave behind.
(module $control
  (import "env" "callback" (func $callback))
  (global $count (export "count") (mut i32) (i32.const 0))
  (func (export "spin") (loop $again (br $again)))
  (func (export "count_up") (loop $again
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (br $again)))
  (func $deep (export "deep") (param i32) (result i32)
    (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
  (func (export "call_back") (call $callback))
  (func (export "call_back_forever") (loop $again (call $callback) (br $again)))
  (func (export "trap") (unreachable))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "one") (result i32) (i32.const 1)))
