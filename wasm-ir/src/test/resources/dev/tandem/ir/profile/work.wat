;; SPDX-License-Identifier: Apache-2.0
;; Bodies whose expected work is known. A nop is a byte.
(module
  ;; 20 nops and the end
  (func $straight nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop)
  ;; arms of 20 and of 10 nops
  (func $arms (param i32)
    (if (local.get 0)
      (then nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop)
      (else nop nop nop nop nop nop nop nop nop nop)))
  ;; a loop of 10 nops that is often left in the middle, and one of 20 in it
  (func $loops (param i32)
    (block $out
      (loop $outer
        nop nop nop nop nop
        (br_if $out (local.get 0))
        nop nop nop nop nop
        (loop $inner
          nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop
          (br_if $inner (local.get 0)))
        (br $outer)))
    nop nop nop nop nop nop nop nop nop nop)
  ;; a loop over four cases of 20 nops each
  (func $cases (param i32)
    (loop $next
      (block $d
        (block $c
          (block $b
            (block $a
              (br_table $a $b $c $d (local.get 0)))
            nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop
            (br $next))
          nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop
          (br $next))
        nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop
        (br $next))
      nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop
      (br $next)))
  ;; what follows a return that is as likely as not runs half as often
  (func $early (param i32)
    (br_if 0 (local.get 0))
    nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop nop))
