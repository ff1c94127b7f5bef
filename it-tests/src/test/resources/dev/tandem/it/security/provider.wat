;; SPDX-License-Identifier: Apache-2.0
;; Three memories and tables for spaces.wat to import.
(module
  (memory (export "m0") 1)
  (table (export "t0") 10 externref)
  (memory (export "m1") 1)
  (table (export "t1") 10 externref)
  (memory (export "m2") 1)
  (table (export "t2") 10 externref)
)
