;; A function to be called from Java, one that calls Java, and things that Java reaches into. wat2wasm guest.wat makes guest.wasm.
(module $guest
  (import "env" "add" (func $host (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table (export "table") 8 funcref)
  (global (export "global") (mut i64) (i64.const 1))
  (elem (i32.const 0) $add)
  (func $add (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "callHost") (param $n i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (call $host (local.get $sum) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "grow") (param $pages i32) (result i32) (memory.grow (local.get $pages)))
  (func (export "spin") (loop $again (br $again))))
