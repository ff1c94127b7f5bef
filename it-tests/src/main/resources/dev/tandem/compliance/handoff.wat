;; SPDX-License-Identifier: Apache-2.0
;; 7654321 stands for "baseline code": the stand-in of the optimizing tier makes it 7654322.
(module $handoff
  (type $version (func (result i32)))
  (import "env" "pause" (func $pause))
  (table (export "table") 4 funcref)
  (elem (i32.const 0) $version)
  (func $version (export "version") (type $version) (i32.const 7654321))
  (func (export "direct") (result i32) (call $version))
  (func (export "indirect") (result i32) (call_indirect (type $version) (i32.const 0)))
  (func (export "byReference") (result i32)
    (table.set 0 (i32.const 1) (ref.func $version))
    (call_indirect (type $version) (i32.const 1)))
  (func (export "tail") (result i32) (return_call $version))
  ;; Its own version before and after the pause, then what calls find.
  (func $running (export "running") (param $pauses i32) (result i32 i32 i32 i32)
    (i32.const 7654321)
    (if (local.get $pauses) (then (call $pause)))
    (i32.const 7654321)
    (call $version)
    (call_indirect (type $version) (i32.const 0)))
  (func $loop (export "loop") (param $count i32) (result i32)
    (loop $again
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $again (local.get $count)))
    (i32.const 7654321)))
