// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.WasmFormatException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instructions family by family, in the {@link Fixture}: what the visitor hears of valid bodies, and how others are refused. */
final class InstructionsTest {
    private static void hears(String instructions, String events) {
        assertEquals(events.strip(), String.join("; ", Fixture.events(instructions)));
        Fixture.validate(instructions);
    }

    private static void refuses(String instructions, String message) {
        WasmFormatException e = Fixture.error(List.of(), instructions);
        assertTrue(String.valueOf(e.getMessage()).startsWith(message + " in function 4 at offset "), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32.const -7 drop                         | i32Const -7; drop i32
            i64.const -7000000000 drop                | i64Const -7000000000; drop i64
            f32.const -0.0 drop                       | f32Const -2147483648; drop f32
            f64.const 1.0 drop                        | f64Const 4607182418800017408; drop f64
            v128.const 1 2 drop                       | v128Const 1 2; drop v128
            local.get 0 i32.eqz drop                  | localGet 0 i32; unary i32.eqz; drop i32
            local.get 1 local.get 1 i64.add drop      | localGet 1 i64; localGet 1 i64; binary i64.add; drop i64
            local.get 1 local.tee 1 local.set 1       | localGet 1 i64; localTee 1 i64; localSet 1 i64
            global.get 0 global.set 0 global.get 1 drop | globalGet 0 i32; globalSet 0 i32; globalGet 1 i64; drop i64
            local.get 2 local.get 2 i32.const 1 select drop | localGet 2 f32; localGet 2 f32; i32Const 1; select f32; drop f32
            local.get 6 local.get 6 i32.const 1 select_t 1 externref drop | localGet 6 (ref null extern); localGet 6 (ref null extern); i32Const 1; select (ref null extern); drop (ref null extern)
            """)
    void valuesAndVariables(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32.const 1 i64.const 2 i32.add drop      | type mismatch: i32.add needs i32, but finds i64
            i32.const 1 i32.add drop                  | type mismatch: i32.add needs i32, but the stack is empty
            drop                                      | type mismatch: drop needs an operand, but the stack is empty
            i32.const 1                               | type mismatch: 1 values more than the block's results remain on the stack
            local.get 8 drop                          | unknown local 8
            i32.const 1 local.set 1                   | type mismatch: local.set needs i64, but finds i32
            global.get 2 drop                         | unknown global 2
            i64.const 1 global.set 1                  | immutable global 1
            local.get 5 local.get 5 i32.const 1 select drop | type mismatch: select without a type can't choose references
            local.get 0 local.get 1 i32.const 1 select drop | type mismatch: select of i32 and i64
            select_t 2 i32 i32                        | invalid result arity: select has one result, not 2
            0x06                                      | illegal opcode 0x6 (exceptions as they were before the standard: build the module without them)
            0x27                                      | illegal opcode 0x27
            0xFC 0x12                                 | illegal opcode 0xfc 0x12
            0xFF                                      | illegal opcode 0xff
            i32.const 2147483648 drop                 | integer too large
            0x41 0x80 0x80 0x80 0x80 0x80 0x00        | integer representation too long
            0x20 0x80 0x80 0x80 0x80 0x10             | integer too large
            """)
    void wrongValuesAndVariables(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            call 0                                    | call 0
            local.get 0 local.get 1 call 1 drop       | localGet 0 i32; localGet 1 i64; call 1; drop i32
            call 2 drop drop                          | call 2; drop i64; drop i32
            i32.const 3 call_indirect 0 0             | i32Const 3; callIndirect 0 0
            local.get 0 local.get 1 i32.const 3 call_indirect 1 0 drop | localGet 0 i32; localGet 1 i64; i32Const 3; callIndirect 0 1; drop i32
            ref.func 0 call_ref 0                     | refFunc 0; callRef 0
            return_call 0                             | returnCall 0
            i32.const 3 return_call_indirect 0 0      | i32Const 3; returnCallIndirect 0 0
            ref.func 0 return_call_ref 0              | refFunc 0; returnCallRef 0
            """)
    void calls(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            call 5                                    | unknown function 5
            call 1                                    | type mismatch: call needs i64, but the stack is empty
            i32.const 3 call_indirect 99 0            | unknown type 99
            i32.const 3 call_indirect 3 0             | type 3 is not a function type
            i32.const 3 call_indirect 0 2             | unknown table 2
            i32.const 3 call_indirect 0 1             | type mismatch: call_indirect needs a table of functions, but table 1 holds (ref null extern)
            ref.func 0 call_ref 6                     | type mismatch: call_ref needs (ref null 6), but finds (ref 0)
            return_call 2                             | type mismatch: return_call of a function with results [i32, i64] in a function with results []
            """)
    void wrongCalls(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local.get 0 i32.load 2:8 drop             | localGet 0 i32; load i32.load 0 8; drop i32
            local.get 1 i64.load8_u 0:0x100000000:1 drop | localGet 1 i64; load i64.load8_u 1 4294967296; drop i64
            local.get 0 local.get 3 f64.store 3:0xFFFFFFFF | localGet 0 i32; localGet 3 f64; store f64.store 0 4294967295
            memory.size 1 drop                        | memorySize 1; drop i64
            i64.const 1 memory.grow 1 drop            | i64Const 1; memoryGrow 1; drop i64
            local.get 0 local.get 0 local.get 0 memory.copy 0 0 | localGet 0 i32; localGet 0 i32; localGet 0 i32; memoryCopy 0 0
            local.get 1 local.get 0 local.get 0 memory.copy 1 0 | localGet 1 i64; localGet 0 i32; localGet 0 i32; memoryCopy 1 0
            local.get 1 local.get 1 local.get 1 memory.copy 1 1 | localGet 1 i64; localGet 1 i64; localGet 1 i64; memoryCopy 1 1
            local.get 1 local.get 0 local.get 1 memory.fill 1 | localGet 1 i64; localGet 0 i32; localGet 1 i64; memoryFill 1
            local.get 1 local.get 0 local.get 0 memory.init 0 1 | localGet 1 i64; localGet 0 i32; localGet 0 i32; memoryInit 0 1
            data.drop 0                               | dataDrop 0
            """)
    void memories(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local.get 0 i32.load 3:0 drop             | alignment must not be larger than natural: 2^3 for i32.load
            local.get 0 i32.load 0:0x100000000 drop   | offset out of range: 4294967296 in a 32-bit memory
            local.get 0 i32.load 2:0:1 drop           | type mismatch: i32.load needs i64, but finds i32
            local.get 0 i32.load 2:0:2 drop           | unknown memory 2
            local.get 0 0x28 0x80 0x01 0x00 drop      | malformed memop flags
            memory.size 2 drop                        | unknown memory 2
            local.get 0 local.get 0 local.get 0 memory.copy 0 1 | type mismatch: memory.copy needs i64, but finds i32
            data.drop 1                               | unknown data segment 1
            local.get 0 i32.atomic.load 1:0 drop      | atomic alignment must be natural: 2^1 for i32.atomic.load
            atomic.fence 1                            | zero byte expected
            """)
    void wrongMemories(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local.get 1 table.get 1 drop              | localGet 1 i64; tableGet 1; drop (ref null extern)
            local.get 0 local.get 5 table.set 0       | localGet 0 i32; localGet 5 (ref null func); tableSet 0
            table.size 1 drop                         | tableSize 1; drop i64
            ref.null func local.get 0 table.grow 0 drop | refNull (ref null func); localGet 0 i32; tableGrow 0; drop i32
            local.get 1 local.get 6 local.get 1 table.fill 1 | localGet 1 i64; localGet 6 (ref null extern); localGet 1 i64; tableFill 1
            local.get 0 local.get 0 local.get 0 table.copy 0 0 | localGet 0 i32; localGet 0 i32; localGet 0 i32; tableCopy 0 0
            local.get 1 local.get 1 local.get 1 table.copy 1 1 | localGet 1 i64; localGet 1 i64; localGet 1 i64; tableCopy 1 1
            local.get 0 local.get 0 local.get 0 table.init 0 0 | localGet 0 i32; localGet 0 i32; localGet 0 i32; tableInit 0 0
            elem.drop 1                               | elemDrop 1
            """)
    void tables(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local.get 0 table.get 2 drop              | unknown table 2
            local.get 0 table.get 1 drop              | type mismatch: table.get needs i64, but finds i32
            local.get 0 local.get 6 table.set 0       | type mismatch: table.set needs (ref null func), but finds (ref null extern)
            local.get 0 local.get 0 local.get 0 table.copy 0 1 | type mismatch: table.copy needs (ref null func), but finds (ref null extern)
            local.get 0 local.get 0 local.get 0 table.init 1 0 | type mismatch: table.init needs (ref null func), but finds (ref null extern)
            elem.drop 2                               | unknown elem segment 2
            """)
    void wrongTables(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ref.null 3 drop                           | refNull (ref null 3); drop (ref null 3)
            local.get 5 ref.is_null drop              | localGet 5 (ref null func); refIsNull; drop i32
            ref.func 0 drop                           | refFunc 0; drop (ref 0)
            local.get 5 ref.as_non_null drop          | localGet 5 (ref null func); refAsNonNull; drop (ref func)
            ref.null eq ref.null i31 ref.eq drop      | refNull (ref null eq); refNull (ref null i31); refEq; drop i32
            local.get 7 ref.test 3 drop               | localGet 7 (ref null any); refTest (ref 3); drop i32
            local.get 5 ref.test_null 0 drop          | localGet 5 (ref null func); refTest (ref null 0); drop i32
            local.get 7 ref.cast_null i31 drop        | localGet 7 (ref null any); refCast (ref null i31); drop (ref null i31)
            local.get 5 br_on_null 0 drop             | localGet 5 (ref null func); brOnNull @0; drop (ref func)
            block (ref:func) local.get 5 br_on_non_null 0 unreachable end drop | block @1; localGet 5 (ref null func); brOnNonNull @1; unreachable; end @1 false; drop (ref func)
            block (ref:3) local.get 7 br_on_cast 1 0 any 3 unreachable end drop | block @1; localGet 7 (ref null any); brOnCast false @1 (ref null any) (ref 3); unreachable; end @1 false; drop (ref 3)
            block (ref:any) local.get 7 br_on_cast_fail 3 0 any 3 drop unreachable end drop | block @1; localGet 7 (ref null any); brOnCast true @1 (ref null any) (ref null 3); drop (ref null 3); unreachable; end @1 false; drop (ref any)
            local.get 6 any.convert_extern drop       | localGet 6 (ref null extern); anyConvertExtern; drop (ref null any)
            local.get 7 ref.as_non_null extern.convert_any drop | localGet 7 (ref null any); refAsNonNull; externConvertAny; drop (ref extern)
            """)
    void references(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ref.func 1 drop                           | undeclared function reference 1
            ref.func 5 drop                           | unknown function 5
            ref.null 11 drop                          | unknown type 11
            local.get 0 ref.is_null drop              | type mismatch: ref.is_null needs a reference, but finds i32
            local.get 5 ref.test 3 drop               | type mismatch: ref.test needs (ref null any), but finds (ref null func)
            local.get 5 ref.null eq ref.eq drop       | type mismatch: ref.eq needs (ref null eq), but finds (ref null func)
            block i32 local.get 5 br_on_non_null 0 unreachable end drop | type mismatch: the target of br_on_non_null must take a reference last
            block (ref:3) local.get 7 br_on_cast 3 0 any 3 unreachable end drop | type mismatch: br_on_cast needs (ref 3), but finds (ref null 3)
            local.get 7 br_on_cast 4 0 any 3          | malformed cast flags
            local.get 7 br_on_cast 3 0 i31 3          | type mismatch: br_on_cast needs (ref null i31), but finds (ref null 3)
            local.get 7 any.convert_extern drop       | type mismatch: any.convert_extern needs (ref null extern), but finds (ref null any)
            0xD0 0x7F drop                            | malformed value or heap type 0x7f
            """)
    void wrongReferences(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32.const 1 i32.const 2 ref.null 3 struct.new 3 drop | i32Const 1; i32Const 2; refNull (ref null 3); structNew 3 false; drop (ref 3)
            struct.new_default 3 drop                 | structNew 3 true; drop (ref 3)
            ref.null 3 struct.get 3 0 drop            | refNull (ref null 3); structGet struct.get 3 0; drop i32
            ref.null 3 struct.get_u 3 1 drop          | refNull (ref null 3); structGet struct.get_u 3 1; drop i32
            ref.null 3 i32.const 1 struct.set 3 0     | refNull (ref null 3); i32Const 1; structSet 3 0
            i32.const 1 i32.const 2 array.new 4 drop  | i32Const 1; i32Const 2; arrayNew 4 false; drop (ref 4)
            i32.const 2 array.new_default 4 drop      | i32Const 2; arrayNew 4 true; drop (ref 4)
            i32.const 1 i32.const 2 array.new_fixed 4 2 drop | i32Const 1; i32Const 2; arrayNewFixed 4 2; drop (ref 4)
            i32.const 1 i32.const 2 array.new_data 4 0 drop | i32Const 1; i32Const 2; arrayNewData 4 0; drop (ref 4)
            i32.const 1 i32.const 2 array.new_elem 5 0 drop | i32Const 1; i32Const 2; arrayNewElem 5 0; drop (ref 5)
            ref.null 4 i32.const 2 array.get_s 4 drop | refNull (ref null 4); i32Const 2; arrayGet array.get_s 4; drop i32
            ref.null 5 i32.const 2 array.get 5 drop   | refNull (ref null 5); i32Const 2; arrayGet array.get 5; drop (ref null func)
            ref.null 4 i32.const 2 i32.const 3 array.set 4 | refNull (ref null 4); i32Const 2; i32Const 3; arraySet 4
            ref.null 4 array.len drop                 | refNull (ref null 4); arrayLen; drop i32
            ref.null 4 i32.const 2 i32.const 3 i32.const 4 array.fill 4 | refNull (ref null 4); i32Const 2; i32Const 3; i32Const 4; arrayFill 4
            ref.null 4 i32.const 2 ref.null 4 i32.const 3 i32.const 4 array.copy 4 4 | refNull (ref null 4); i32Const 2; refNull (ref null 4); i32Const 3; i32Const 4; arrayCopy 4 4
            ref.null 4 i32.const 2 i32.const 3 i32.const 4 array.init_data 4 0 | refNull (ref null 4); i32Const 2; i32Const 3; i32Const 4; arrayInitData 4 0
            ref.null 5 i32.const 2 i32.const 3 i32.const 4 array.init_elem 5 0 | refNull (ref null 5); i32Const 2; i32Const 3; i32Const 4; arrayInitElem 5 0
            i32.const 5 ref.i31 i31.get_s drop        | i32Const 5; refI31; i31Get i31.get_s; drop i32
            """)
    void objects(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            struct.new_default 7 drop                 | field type is not defaultable: (ref 0) in type 7
            struct.new 4 drop                         | type mismatch: type 4 is not a structure type
            i32.const 1 array.new_default 3 drop      | type mismatch: type 3 is not an array type
            ref.null 3 struct.get 3 1 drop            | type mismatch: field is packed for struct.get
            ref.null 3 struct.get_s 3 0 drop          | type mismatch: field is unpacked for struct.get_s
            ref.null 3 struct.get 3 3 drop            | unknown field 3
            ref.null 3 i32.const 1 struct.set 3 1     | immutable field 1 of type 3
            ref.null 8 i32.const 1 i32.const 1 array.set 8 | immutable array type 8
            i32.const 1 i32.const 2 array.new_data 5 0 drop | array type is not numeric or vector: type 5
            i32.const 1 i32.const 2 array.new_elem 5 1 drop | type mismatch: elements of segment 1 in an array of (ref null func)
            ref.null 4 i32.const 2 ref.null 8 i32.const 3 i32.const 4 array.copy 4 8 | array types do not match: i32 copied to i32
            array.new_fixed 4 10001 drop              | array.new_fixed of more than 10000 elements
            local.get 7 array.len drop                | type mismatch: array.len needs (ref null array), but finds (ref null any)
            """)
    void wrongObjects(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local.get 4 i16x8.extract_lane_u 7 drop   | localGet 4 v128; extractLane i16x8.extract_lane_u 7; drop i32
            local.get 4 local.get 3 f64x2.replace_lane 1 drop | localGet 4 v128; localGet 3 f64; replaceLane f64x2.replace_lane 1; drop v128
            local.get 4 local.get 4 i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 drop | localGet 4 v128; localGet 4 v128; shuffle 506097522914230528 2237740410225690888; drop v128
            local.get 4 local.get 4 local.get 4 v128.bitselect drop | localGet 4 v128; localGet 4 v128; localGet 4 v128; ternary v128.bitselect; drop v128
            local.get 0 local.get 4 v128.load16_lane 1:6 7 drop | localGet 0 i32; localGet 4 v128; loadLane v128.load16_lane 0 6 7; drop v128
            local.get 1 local.get 4 v128.store64_lane 3:6:1 1 | localGet 1 i64; localGet 4 v128; storeLane v128.store64_lane 1 6 1
            local.get 0 v128.load32x2_s 3:0 drop      | localGet 0 i32; load v128.load32x2_s 0 0; drop v128
            local.get 0 i64.const 1 i64.atomic.rmw32.xchg_u 2:4 drop | localGet 0 i32; i64Const 1; atomicReadModifyWrite i64.atomic.rmw32.xchg_u 0 4; drop i64
            local.get 0 i32.const 1 i32.const 2 i32.atomic.rmw8.cmpxchg_u 0:4 drop | localGet 0 i32; i32Const 1; i32Const 2; atomicCompareExchange i32.atomic.rmw8.cmpxchg_u 0 4; drop i32
            local.get 0 i64.const 1 i64.const 2 memory.atomic.wait64 3:0 drop | localGet 0 i32; i64Const 1; i64Const 2; atomicWait memory.atomic.wait64 0 0; drop i32
            local.get 1 i32.const 1 memory.atomic.notify 2:0:1 drop | localGet 1 i64; i32Const 1; atomicNotify 1 0; drop i32
            local.get 0 i32.atomic.load8_u 0:1 drop local.get 0 i32.const 1 i32.atomic.store 2:4 | localGet 0 i32; atomicLoad i32.atomic.load8_u 0 1; drop i32; localGet 0 i32; i32Const 1; atomicStore i32.atomic.store 0 4
            atomic.fence 0                            | atomicFence
            """)
    void vectorsAndAtomics(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local.get 4 i16x8.extract_lane_u 8 drop   | invalid lane index 8 of i16x8.extract_lane_u
            local.get 4 local.get 4 i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 32 drop | invalid lane index 32 of i8x16.shuffle
            local.get 0 local.get 4 v128.load64_lane 3:0 2 drop | invalid lane index 2 of v128.load64_lane
            """)
    void wrongVectors(String instructions, String message) {
        refuses(instructions, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            i32.const 1 i64.const 2 throw 0           | i32Const 1; i64Const 2; throw_ 0
            ref.null exn throw_ref                    | refNull (ref null exn); throwRef
            block 2 try_table empty 1 catch 0 0 end unreachable end drop drop | block @1; tryTable @2 [0@1]; end @2 true; unreachable; end @1 false; drop i64; drop i32
            block exnref try_table empty 2 catch_all_ref 0 catch_all 1 end unreachable end drop | block @1; tryTable @2 [-1&@1, -1@0]; end @2 true; unreachable; end @1 false; drop (ref null exn)
            """)
    void exceptions(String instructions, String events) {
        hears(instructions, events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throw 1                                   | unknown tag 1
            throw 0                                   | type mismatch: throw needs i64, but the stack is empty
            i32.const 1 throw_ref                     | type mismatch: throw_ref needs (ref null exn), but finds i32
            try_table empty 1 catch 0 0 end           | type mismatch: a catch clause gives 2 values to a label that takes 0
            try_table empty 1 catch_all 1 end         | unknown label 1
            try_table exnref 1 catch_all_ref 0 unreachable end drop | type mismatch: a catch clause gives 1 values to a label that takes 0
            0x1F 0x40 0x01 0x04 0x00 end              | malformed catch clause
            """)
    void wrongExceptions(String instructions, String message) {
        refuses(instructions, message);
    }
}
