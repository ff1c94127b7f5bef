;; Writes to the imported memory, then fails: first in a segment, or else in the start function.
(module $start
  (import "env" "memory" (memory 1))
  (import "env" "offset" (global $offset i32))
  (import "env" "started" (func $started))
  (data (i32.const 0) "first")
  (data (global.get $offset) "second")
  (func $start (call $started) (unreachable))
  (start $start))
