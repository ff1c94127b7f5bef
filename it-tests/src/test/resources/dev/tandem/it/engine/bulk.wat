;; Bulk operations that take long, each after a callback that may ask for their end.
(module $bulk
  (import "env" "callback" (func $callback))
  (table $table (export "table") 1000000 funcref)
  (memory (export "memory") 512)
  (func $f (export "f"))
  (elem declare func $f)
  (func (export "fillTable") (call $callback) (table.fill $table (i32.const 0) (ref.func $f) (i32.const 1000000)))
  (func (export "copyTable") (call $callback) (table.copy (i32.const 1) (i32.const 0) (i32.const 999999)))
  (func (export "growTable") (result i32) (call $callback) (table.grow $table (ref.func $f) (i32.const 1000000)))
  (func (export "fillMemory") (call $callback) (memory.fill (i32.const 0) (i32.const 7) (i32.const 33554432)))
  (func (export "copyMemory") (call $callback) (memory.copy (i32.const 1) (i32.const 0) (i32.const 33554431))))
