;; SPDX-License-Identifier: Apache-2.0
(module $importer
  (type $version (func (result i32)))
  (import "handoff" "version" (func $version (type $version)))
  (import "handoff" "table" (table 4 funcref))
  (func (export "imported") (result i32) (call $version))
  (func (export "throughTable") (result i32) (call_indirect (type $version) (i32.const 0))))
