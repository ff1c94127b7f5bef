;; SPDX-License-Identifier: Apache-2.0
;; A function that others call and that gets hot.
(module $publication
  (func $callee (param $count i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum (i32.add (local.get $sum) (local.get $count)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $again (local.get $count)))
    (local.get $sum))
  (func (export "call") (param i32) (result i32) (call $callee (local.get 0))))
