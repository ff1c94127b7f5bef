(module $limits
  (memory (export "memory") 3)
  (table (export "table") 100 funcref)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "growTable") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0))))
