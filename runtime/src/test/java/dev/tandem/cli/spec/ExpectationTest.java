// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static Result number(String type, long low) {
        return new Result(type, low, 0, Optional.empty());
    }

    private static Expectation pattern(String type, String pattern) {
        return Expectation.ofLanes(type, List.of(pattern));
    }

    @Test
    void bitsAreComparedNotValues() {
        Expectation zero = new Expectation.Exactly(Literal.scalar("f32", "0"));
        assertTrue(zero.matches(number("f32", 0)));
        assertFalse(zero.matches(number("f32", 0x8000_0000L)));
        Expectation nan = new Expectation.Exactly(Literal.scalar("f64", "9218868437227405313"));
        assertTrue(nan.matches(number("f64", 0x7ff0_0000_0000_0001L)));
        assertFalse(nan.matches(number("f64", 0x7ff8_0000_0000_0001L)));
    }

    @Test
    void canonicalNan() {
        Expectation single = pattern("f32", "nan:canonical");
        assertTrue(single.matches(number("f32", 0x7fc0_0000L)));
        assertTrue(single.matches(number("f32", 0xffc0_0000L)));
        assertFalse(single.matches(number("f32", 0x7fc0_0001L)));
        assertFalse(single.matches(number("f32", 0x7f80_0000L)));
        Expectation twice = pattern("f64", "nan:canonical");
        assertTrue(twice.matches(number("f64", 0xfff8_0000_0000_0000L)));
        assertFalse(twice.matches(number("f64", 0xfff8_0000_0000_0001L)));
    }

    @Test
    void arithmeticNan() {
        Expectation single = pattern("f32", "nan:arithmetic");
        assertTrue(single.matches(number("f32", 0x7fc0_0001L)));
        assertTrue(single.matches(number("f32", 0xffff_ffffL)));
        assertFalse(single.matches(number("f32", 0x7fa0_0000L)));
        assertFalse(single.matches(number("f32", 0x3f80_0000L)));
    }

    @Test
    void lanesOfAVector() {
        Expectation lanes = Expectation.ofLanes("f32", List.of("1", "nan:canonical", "3", "nan:arithmetic"));
        assertTrue(lanes.matches(new Result("v128", 0xffc0_0000_0000_0001L, 0x7fc0_0009_0000_0003L, Optional.empty())));
        assertFalse(lanes.matches(new Result("v128", 0xffc0_0000_0000_0002L, 0x7fc0_0009_0000_0003L, Optional.empty())));
        assertFalse(lanes.matches(new Result("v128", 0xffc0_0000_0000_0001L, 0x7f80_0009_0000_0003L, Optional.empty())));
    }

    @Test
    void references() {
        Result none = new Result("externref", 0, 0, Optional.empty());
        Result seven = new Result("externref", 0, 0, Optional.of(new HostObject(7)));
        Expectation isNull = new Expectation.Exactly(new Literal.Null("refnull"));
        assertTrue(isNull.matches(none));
        assertFalse(isNull.matches(seven));
        assertFalse(isNull.matches(number("i32", 0)));
        Expectation isSeven = new Expectation.Exactly(new Literal.Host("externref", 7));
        assertTrue(isSeven.matches(seven));
        assertFalse(isSeven.matches(none));
        assertFalse(isSeven.matches(new Result("externref", 0, 0, Optional.of(new HostObject(8)))));
        Expectation any = new Expectation.Kind("externref");
        assertTrue(any.matches(seven));
        assertFalse(any.matches(none));
        assertFalse(new Expectation.Kind("funcref").matches(seven));
    }

    @Test
    void eitherOfSeveral() {
        Expectation either = new Expectation.Either(
                List.of(new Expectation.Exactly(Literal.scalar("i32", "1")), new Expectation.Exactly(Literal.scalar("i32", "2"))));
        assertTrue(either.matches(number("i32", 2)));
        assertFalse(either.matches(number("i32", 3)));
    }
}
