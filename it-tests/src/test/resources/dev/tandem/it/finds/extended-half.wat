;; The lower half of an i64 was loaded and extended, and the trap of the upper half lost. x64:optimizing, guard pages.
(module
  (memory (export "m0") 1)
  (data (i32.const 65528) "\01\02\03\84\05\06\07\08")
  (func (export "f0") (param i32) (result i64) (i64.extend32_s (i64.load (local.get 0)))))
