;; SPDX-License-Identifier: Apache-2.0
;; Functions that say at their start and at their end which code they run, and ways to call them.
(module $many
  (type $twice (func (result i32 i32)))
  (table 65 funcref)
  (elem (i32.const 0) $f0 $f1 $f2 $f3 $f4 $f5 $f6 $f7 $f8 $f9 $f10 $f11 $f12 $f13 $f14 $f15 $f16 $f17 $f18 $f19 $f20 $f21 $f22 $f23 $f24 $f25 $f26 $f27 $f28 $f29 $f30 $f31 $f32 $f33 $f34 $f35 $f36 $f37 $f38 $f39 $f40 $f41 $f42 $f43 $f44 $f45 $f46 $f47 $f48 $f49 $f50 $f51 $f52 $f53 $f54 $f55 $f56 $f57 $f58 $f59 $f60 $f61 $f62 $f63)
  (func $spin (local $count i32)
    (local.set $count (i32.const 8))
    (loop $again
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $again (local.get $count))))
  (func $f0 (export "f0") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f1 (export "f1") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f2 (export "f2") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f3 (export "f3") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f4 (export "f4") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f5 (export "f5") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f6 (export "f6") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f7 (export "f7") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f8 (export "f8") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f9 (export "f9") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f10 (export "f10") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f11 (export "f11") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f12 (export "f12") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f13 (export "f13") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f14 (export "f14") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f15 (export "f15") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f16 (export "f16") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f17 (export "f17") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f18 (export "f18") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f19 (export "f19") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f20 (export "f20") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f21 (export "f21") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f22 (export "f22") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f23 (export "f23") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f24 (export "f24") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f25 (export "f25") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f26 (export "f26") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f27 (export "f27") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f28 (export "f28") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f29 (export "f29") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f30 (export "f30") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f31 (export "f31") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f32 (export "f32") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f33 (export "f33") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f34 (export "f34") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f35 (export "f35") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f36 (export "f36") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f37 (export "f37") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f38 (export "f38") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f39 (export "f39") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f40 (export "f40") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f41 (export "f41") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f42 (export "f42") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f43 (export "f43") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f44 (export "f44") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f45 (export "f45") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f46 (export "f46") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f47 (export "f47") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f48 (export "f48") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f49 (export "f49") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f50 (export "f50") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f51 (export "f51") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f52 (export "f52") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f53 (export "f53") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f54 (export "f54") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f55 (export "f55") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f56 (export "f56") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f57 (export "f57") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f58 (export "f58") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f59 (export "f59") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f60 (export "f60") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f61 (export "f61") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f62 (export "f62") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func $f63 (export "f63") (type $twice) (i32.const 7654321) (call $spin) (i32.const 7654321))
  (func (export "indirect") (param i32) (result i32 i32) (call_indirect (type $twice) (local.get 0)))
  (func (export "value") (param i32) (result i32 i32)
    (table.set 0 (i32.const 64) (table.get 0 (local.get 0)))
    (call_indirect (type $twice) (i32.const 64)))
  (func (export "tail") (param i32) (result i32 i32) (return_call_indirect (type $twice) (local.get 0)))
  (func (export "direct") (param i32) (result i32 i32)
    (block $b63
    (block $b62
    (block $b61
    (block $b60
    (block $b59
    (block $b58
    (block $b57
    (block $b56
    (block $b55
    (block $b54
    (block $b53
    (block $b52
    (block $b51
    (block $b50
    (block $b49
    (block $b48
    (block $b47
    (block $b46
    (block $b45
    (block $b44
    (block $b43
    (block $b42
    (block $b41
    (block $b40
    (block $b39
    (block $b38
    (block $b37
    (block $b36
    (block $b35
    (block $b34
    (block $b33
    (block $b32
    (block $b31
    (block $b30
    (block $b29
    (block $b28
    (block $b27
    (block $b26
    (block $b25
    (block $b24
    (block $b23
    (block $b22
    (block $b21
    (block $b20
    (block $b19
    (block $b18
    (block $b17
    (block $b16
    (block $b15
    (block $b14
    (block $b13
    (block $b12
    (block $b11
    (block $b10
    (block $b9
    (block $b8
    (block $b7
    (block $b6
    (block $b5
    (block $b4
    (block $b3
    (block $b2
    (block $b1
    (block $b0
      (br_table $b0 $b1 $b2 $b3 $b4 $b5 $b6 $b7 $b8 $b9 $b10 $b11 $b12 $b13 $b14 $b15 $b16 $b17 $b18 $b19 $b20 $b21 $b22 $b23 $b24 $b25 $b26 $b27 $b28 $b29 $b30 $b31 $b32 $b33 $b34 $b35 $b36 $b37 $b38 $b39 $b40 $b41 $b42 $b43 $b44 $b45 $b46 $b47 $b48 $b49 $b50 $b51 $b52 $b53 $b54 $b55 $b56 $b57 $b58 $b59 $b60 $b61 $b62 $b63 (local.get 0)))
    (return (call $f0)))
    (return (call $f1)))
    (return (call $f2)))
    (return (call $f3)))
    (return (call $f4)))
    (return (call $f5)))
    (return (call $f6)))
    (return (call $f7)))
    (return (call $f8)))
    (return (call $f9)))
    (return (call $f10)))
    (return (call $f11)))
    (return (call $f12)))
    (return (call $f13)))
    (return (call $f14)))
    (return (call $f15)))
    (return (call $f16)))
    (return (call $f17)))
    (return (call $f18)))
    (return (call $f19)))
    (return (call $f20)))
    (return (call $f21)))
    (return (call $f22)))
    (return (call $f23)))
    (return (call $f24)))
    (return (call $f25)))
    (return (call $f26)))
    (return (call $f27)))
    (return (call $f28)))
    (return (call $f29)))
    (return (call $f30)))
    (return (call $f31)))
    (return (call $f32)))
    (return (call $f33)))
    (return (call $f34)))
    (return (call $f35)))
    (return (call $f36)))
    (return (call $f37)))
    (return (call $f38)))
    (return (call $f39)))
    (return (call $f40)))
    (return (call $f41)))
    (return (call $f42)))
    (return (call $f43)))
    (return (call $f44)))
    (return (call $f45)))
    (return (call $f46)))
    (return (call $f47)))
    (return (call $f48)))
    (return (call $f49)))
    (return (call $f50)))
    (return (call $f51)))
    (return (call $f52)))
    (return (call $f53)))
    (return (call $f54)))
    (return (call $f55)))
    (return (call $f56)))
    (return (call $f57)))
    (return (call $f58)))
    (return (call $f59)))
    (return (call $f60)))
    (return (call $f61)))
    (return (call $f62)))
    (return (call $f63))
))
