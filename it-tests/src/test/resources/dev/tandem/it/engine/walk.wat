;; A list in memory, walked by recursion: what reads a node runs before the function has a frame.
(module $walk
  (memory 1)
  (func $length (export "length") (param i32) (result i32)
    (if (i32.eqz (i32.load (local.get 0))) (then (return (i32.const 0))))
    (i32.add (i32.const 1) (call $length (i32.load (local.get 0)))))
  ;; A list of that many nodes, the last of which leads to the given place.
  (func $build (param i32 i32)
    (local i32)
    (local.set 2 (i32.const 16))
    (loop $next
      (i32.store (local.get 2) (i32.add (local.get 2) (i32.const 16)))
      (local.set 2 (i32.add (local.get 2) (i32.const 16)))
      (br_if $next (i32.ne (i32.const 1) (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
    (i32.store (local.get 2) (local.get 1)))
  (func (export "measure") (param i32 i32) (result i32)
    (call $build (local.get 0) (local.get 1))
    (i32.mul (i32.const 2) (call $length (i32.const 16)))))
