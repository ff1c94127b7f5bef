;; SPDX-License-Identifier: Apache-2.0
;; Calls functions of another instance.
(module $caller
  (type $twice (func (result i32 i32)))
  (import "many" "f0" (func $f0 (type $twice)))
  (import "many" "f1" (func $f1 (type $twice)))
  (import "many" "f2" (func $f2 (type $twice)))
  (import "many" "f3" (func $f3 (type $twice)))
  (import "many" "f4" (func $f4 (type $twice)))
  (import "many" "f5" (func $f5 (type $twice)))
  (import "many" "f6" (func $f6 (type $twice)))
  (import "many" "f7" (func $f7 (type $twice)))
  (func (export "imported") (param i32) (result i32 i32)
    (block $b7
    (block $b6
    (block $b5
    (block $b4
    (block $b3
    (block $b2
    (block $b1
    (block $b0
      (br_table $b0 $b1 $b2 $b3 $b4 $b5 $b6 $b7 (local.get 0)))
    (return (call $f0)))
    (return (call $f1)))
    (return (call $f2)))
    (return (call $f3)))
    (return (call $f4)))
    (return (call $f5)))
    (return (call $f6)))
    (return (call $f7))
))
