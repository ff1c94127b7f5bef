// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.WasmFormatException;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks and branches, and the contract that only reachable code is visited. */
final class ControlFlowTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            block empty end                           | block @1; end @1 true
            block i32 i32.const 1 end drop            | block @1; i32Const 1; end @1 true; drop i32
            loop empty br 0 end                       | loop @1; br @1; end @1 false
            local.get 0 if empty nop end              | localGet 0 i32; if_ @1; end @1 true
            local.get 0 if i32 i32.const 1 else i32.const 2 end drop | localGet 0 i32; if_ @1; i32Const 1; else_ @1 true; i32Const 2; end @1 true; drop i32
            local.get 0 local.get 0 if 6 i32.eqz end drop | localGet 0 i32; localGet 0 i32; if_ @1; unary i32.eqz; end @1 true; drop i32
            local.get 0 local.get 0 loop 6 local.get 0 br_if 0 end i32.add drop | localGet 0 i32; localGet 0 i32; loop @1; localGet 0 i32; brIf @1; end @1 true; binary i32.add; drop i32
            block 2 call 2 end drop drop              | block @1; call 2; end @1 true; drop i64; drop i32
            block empty loop empty local.get 0 br_table 2 0 1 2 end end | block @1; loop @2; localGet 0 i32; brTable [@2, @1, @0] 3; end @2 false; end @1 true
            return                                    | return_
            br 0                                      | br @0
            """)
    void visitsBlocksAndBranches(String instructions, String events) {
        assertEquals(events, String.join("; ", Fixture.events(instructions)));
        Fixture.validate(instructions);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unreachable i32.add drop call 0           | unreachable
            return block empty call 0 end call 0      | return_
            br 0 if empty call 0 else call 0 end      | br @0
            throw_ref call 0                          | never
            block empty br 0 call 0 end call 0        | block @1; br @1; end @1 false; call 0
            loop empty br 0 end call 0                | loop @1; br @1; end @1 false; call 0
            local.get 0 if empty unreachable call 0 else call 0 end call 0 | localGet 0 i32; if_ @1; unreachable; else_ @1 false; call 0; end @1 true; call 0
            local.get 0 if empty call 0 else unreachable call 0 end | localGet 0 i32; if_ @1; call 0; else_ @1 true; unreachable; end @1 false
            block i32 unreachable block empty i32.const 1 br 1 end end drop | block @1; unreachable; end @1 false; drop i32
            unreachable loop i32 block empty call 0 br 1 end call 0 unreachable end drop | unreachable
            block empty unreachable try_table empty 0 call 0 end else | never
            unreachable i32.const 1 if i32 i32.const 1 else call 0 i32.const 2 end drop call 0 | unreachable
            """)
    void visitsOnlyWhatIsReachable(String instructions, String events) {
        if (events.equals("never")) {
            Fixture.error(List.of(), instructions);
        } else {
            assertEquals(events, String.join("; ", Fixture.events(instructions)));
            Fixture.validate(instructions);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unreachable i32.add i64.eqz               | type mismatch: i64.eqz needs i64, but finds i32
            unreachable select i64.eqz drop i32.const 1 select_t 1 i32 f32.abs drop | type mismatch: f32.abs needs f32, but finds i32
            unreachable ref.is_null i64.eqz drop      | type mismatch: i64.eqz needs i64, but finds i32
            unreachable i64.const 1 local.set 0       | type mismatch: local.set needs i32, but finds i64
            block i32 unreachable i32.const 1 i32.const 2 end drop | type mismatch: 1 values more than the block's results remain on the stack
            block i32 end drop                        | type mismatch: end needs i32, but the stack is empty
            local.get 0 if i32 i32.const 1 end drop   | type mismatch: if without else must have as many results as parameters
            block i64 i32.const 1 end drop            | type mismatch: end needs i64, but finds i32
            i32.const 1 block empty drop end          | type mismatch: drop needs an operand, but the stack is empty
            br 1                                      | unknown label 1
            block i32 local.get 0 br_table 1 0 1 end drop | type mismatch: br_table needs i32, but the stack is empty
            block i32 i32.const 5 local.get 0 br_table 1 0 1 end drop | type mismatch: targets of br_table carry 1 and 0 values
            block i32 block i64 i64.const 5 local.get 0 br_table 1 0 1 end drop end drop | type mismatch: br_table needs i32, but finds i64
            block i32 i64.const 1 br 0 end drop       | type mismatch: br needs i32, but finds i64
            else                                      | else without if
            local.get 0 if empty else else end        | else without if
            block empty                               | unexpected end of section or function
            end                                       | function body goes on after its end
            block 3 end                               | type 3 is not a function type
            block 11 end                              | unknown type 11
            0x02 0x41 end                             | malformed value or heap type 0x41
            0x0E 0xFF 0xFF 0xFF 0xFF 0x0F 0x00        | unexpected end: br_table of 4294967295 targets
            """)
    void refuses(String instructions, String message) {
        WasmFormatException e = Fixture.error(List.of(), instructions);
        assertTrue(String.valueOf(e.getMessage()).startsWith(message + " in function 4 at offset "), e.getMessage());
    }

    @Test
    void brTableIsCheckedInEveryBody() {
        // Two bodies alike to the byte but for the operand: what was checked in one says nothing of the other.
        FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
        decoder.validate(Fixture.MODULE, Fixture.body(List.of(), "block i32 i32.const 5 local.get 0 br_table 0 0 end drop"));
        assertTrue(refused(decoder, "block i32 i64.const 5 local.get 0 br_table 0 0 end drop"));
        decoder.validate(Fixture.MODULE, Fixture.body(List.of(), "nop"));
    }

    private static boolean refused(FunctionBodyDecoder decoder, String instructions) {
        try {
            decoder.validate(Fixture.MODULE, Fixture.body(List.of(), instructions));
            return false;
        } catch (WasmFormatException e) {
            return true;
        }
    }

    @Test
    void errorsTellWhere() {
        // One byte of locals, then nop and i32.const 1, then the wrong instruction.
        WasmFormatException e = Fixture.error(List.of(), "nop i32.const 1 i64.eqz drop");
        assertEquals(4, e.offset());
        assertEquals(Fixture.TESTED, e.functionIndex());
        assertEquals(WasmFormatException.Kind.INVALID, e.kind());
    }

    @Test
    void stateShowsTheStackBeforeTheInstruction() {
        List<String> seen = new ArrayList<>();
        NoVisitor visitor = new NoVisitor() {
            private @Nullable BodyState state;

            @Override
            public void begin(BodyState body, Label function) {
                state = body;
                seen.add(body.localCount() + " " + body.localType(1) + " " + function.type());
            }

            @Override
            public void binary(Opcode op) {
                see(op.mnemonic(), 2);
            }

            @Override
            public void call(int functionIndex, FunctionType type) {
                see("call", 2);
            }

            @Override
            public void if_(Label label) {
                label.attachment = "mine";
                see("if " + label.height(), 2);
            }

            @Override
            public void br(Label target) {
                see("br " + target.kind() + target.branchArity() + target.branchType(0) + target.attachment, 1);
            }

            @Override
            public void end(Label label, boolean fallsThrough) {
                if (label.depth() == 0) {
                    see("end", 0);
                    assertNull(label.attachment);
                }
            }

            private void see(String what, int operands) {
                StringBuilder text = new StringBuilder(what + " at " + state.instructionOffset() + " of " + state.stackHeight());
                for (int i = 0; i < operands; i++) {
                    text.append(' ').append(state.operand(i));
                }
                seen.add(text.toString());
            }
        };
        new FunctionBodyDecoder(DecoderOptions.all()).decode(
                Fixture.MODULE,
                Fixture.body(
                        List.of("i64"),
                        "local.get 0 local.get 0 i32.add local.get 1 call 1 local.get 0 if 6 br 0 end drop"),
                visitor);
        assertEquals(
                List.of(
                        "9 i64 [] -> []",
                        "i32.add at 7 of 2 i32 i32",
                        "call at 10 of 2 i64 i32",
                        "if 0 at 14 of 2 i32 i32",
                        "br IF1i32mine at 16 of 1 i32",
                        "end at 20 of 0"),
                seen);
    }

    @Test
    void functionEndTellsWhetherItIsReached() {
        List<Boolean> falls = new ArrayList<>();
        NoVisitor visitor = new NoVisitor() {
            @Override
            public void end(Label label, boolean fallsThrough) {
                falls.add(fallsThrough);
            }
        };
        FunctionBodyDecoder decoder = new FunctionBodyDecoder(DecoderOptions.all());
        decoder.decode(Fixture.MODULE, Fixture.body(List.of(), "nop"), visitor);
        assertFalse(decoder.hasTailCall());
        decoder.decode(Fixture.MODULE, Fixture.body(List.of(), "return_call 0"), visitor);
        assertTrue(decoder.hasTailCall());
        assertEquals(List.of(true, false), falls);
        assertEquals(ValueType.I32, Fixture.MODULE.functionType(1).parameter(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ref.func 0 local.set 8 local.get 8 drop                                  | true
            ref.func 0 local.tee 8 drop block empty local.get 8 drop end             | true
            local.get 8 drop                                                         | false
            block empty ref.func 0 local.set 8 local.get 8 drop end                  | true
            block empty ref.func 0 local.set 8 end local.get 8 drop                  | false
            local.get 0 if empty ref.func 0 local.set 8 else local.get 8 drop end    | false
            ref.func 0 local.set 8 local.get 0 if empty else local.get 8 drop end    | true
            unreachable local.get 8 drop                                             | false
            ref.func 0 local.set 9 local.get 8 drop                                  | false
            local.get 10 drop                                                        | true
            """)
    void localsWithoutDefaultMustBeSet(String instructions, boolean valid) {
        List<String> locals = List.of("(ref:0)", "(ref:0)", "(ref:null:0)");
        if (valid) {
            Fixture.events(locals, instructions);
        } else {
            String message = String.valueOf(Fixture.error(locals, instructions).getMessage());
            assertTrue(message.startsWith("uninitialized local 8"), message);
        }
    }
}
