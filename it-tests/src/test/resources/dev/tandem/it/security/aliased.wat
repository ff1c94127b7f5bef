;; SPDX-License-Identifier: Apache-2.0
;; What aliases.wat imports twice.
(module
  (memory (export "memory") 1 4)
  (table (export "table") 2 9 funcref)
  (global (export "global") (mut i32) (i32.const 0)))
