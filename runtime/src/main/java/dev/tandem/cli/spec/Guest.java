// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import dev.tandem.api.Function;
import dev.tandem.api.Global;
import dev.tandem.api.Instance;
import dev.tandem.api.V128;
import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out actions on instances, keeping every bit of NaNs. */
final class Guest {
    private Guest() {}

    static List<Result> perform(Command.Action action, Instance instance) {
        return switch (action) {
            case Command.Invoke invoke -> call(instance.function(invoke.field()), invoke.arguments());
            case Command.Get get -> List.of(read(instance.global(get.field())));
        };
    }

    private static List<Result> call(Function function, List<Literal> arguments) {
        FunctionType type = function.type();
        if (arguments.size() != type.parameterCount()) {
            throw new ScriptException("the function takes " + type.parameterCount() + " arguments, not " + arguments.size());
        }
        int length = Math.max(slots(type.parameters()), slots(type.results()));
        long[] numbers = new long[length];
        @Nullable Object[] references = new Object[length];
        int slot = 0;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case Literal.Bits bits -> {
                    numbers[slot] = bits.low();
                    if (isVector(type.parameter(i))) {
                        numbers[slot + 1] = bits.high();
                    }
                }
                case Literal.Null _ -> references[slot] = null;
                case Literal.Host host -> references[slot] = new HostObject(host.number());
            }
            slot += slotsOf(type.parameter(i));
        }
        function.callRaw(numbers, references);
        return results(type.results(), numbers, references);
    }

    private static List<Result> results(List<ValueType> types, long[] numbers, @Nullable Object[] references) {
        List<Result> results = new ArrayList<>(types.size());
        int slot = 0;
        for (ValueType type : types) {
            long low = type == ValueType.I32 || type == ValueType.F32 ? numbers[slot] & 0xffff_ffffL : numbers[slot];
            long high = isVector(type) ? numbers[slot + 1] : 0;
            results.add(
                    type.isReference()
                            ? new Result(type.toString(), 0, 0, Optional.ofNullable(references[slot]))
                            : new Result(type.toString(), low, high, Optional.empty()));
            slot += slotsOf(type);
        }
        return results;
    }

    private static Result read(Global global) {
        ValueType type = global.type().type();
        if (type.isReference()) {
            return new Result(type.toString(), 0, 0, Optional.ofNullable(global.get()));
        }
        long high = global.get() instanceof V128 vector ? vector.high() : 0;
        return new Result(type.toString(), global.getBits(), high, Optional.empty());
    }

    private static int slots(List<ValueType> types) {
        int slots = 0;
        for (ValueType type : types) {
            slots += slotsOf(type);
        }
        return slots;
    }

    private static int slotsOf(ValueType type) {
        return isVector(type) ? 2 : 1;
    }

    private static boolean isVector(ValueType type) {
        return type == ValueType.V128;
    }
}
