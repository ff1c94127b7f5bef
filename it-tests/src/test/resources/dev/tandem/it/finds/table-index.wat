;; A jump table was indexed with all of the i64 whose lower half the index is. x64:optimizing.
(module
  (func (export "f0") (param i64) (result i32)
    (block (block (block (block (block (block (block
      (br_table 0 1 2 3 4 5 6 (i32.wrap_i64 (local.get 0))))
      (return (i32.const 10))) (return (i32.const 11))) (return (i32.const 12))) (return (i32.const 13))) (return (i32.const 14)))
      (return (i32.const 15)))
    (i32.const 16))
  (func (export "f1") (param i64) (result i32)
    (block (block (block (block (block (block (block (block
      (br_table 0 1 2 3 4 5 6 7 (i32.and (i32.wrap_i64 (local.get 0)) (i32.const 7))))
      (return (i32.const 10))) (return (i32.const 11))) (return (i32.const 12))) (return (i32.const 13))) (return (i32.const 14)))
      (return (i32.const 15))) (return (i32.const 16)))
    (i32.const 17)))
