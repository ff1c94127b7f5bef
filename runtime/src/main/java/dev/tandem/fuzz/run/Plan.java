// SPDX-License-Identifier: Apache-2.0
package dev.tandem.fuzz.run;

import dev.tandem.decoder.type.FunctionType;
import dev.tandem.decoder.type.HeapType;
import dev.tandem.decoder.type.ValueType;
import dev.tandem.fuzz.generate.Draw;
import dev.tandem.fuzz.module.FuzzModule;
import java.util.ArrayList;
import java.util.List;

/** The calls that a run makes, in order. */
public record Plan(List<Call> calls) {
    private static final int ROUNDS = 3;
    /** What global 0 is set to before each call. */
    public static final int FUEL = 150;

    /**
     * @param function its index
     * @param arguments bits of numbers; references are null
     */
    public record Call(int function, List<Long> arguments) {}

    /** Calls every function that can be called from everywhere, several times. */
    public static Plan of(FuzzModule module, long seed) {
        Draw draw = new Draw(~seed);
        List<Call> calls = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < module.functions().size(); i++) {
                int function = module.imports().size() + i;
                FunctionType type = module.functionType(function);
                if (type.parameters().stream().allMatch(Plan::crosses) && type.results().stream().allMatch(Plan::crosses)) {
                    calls.add(new Call(function, arguments(type, draw)));
                }
            }
        }
        return new Plan(List.copyOf(calls));
    }

    /** How many functions it calls. */
    long functions() {
        return calls.stream().mapToInt(Call::function).distinct().count();
    }

    /** Whether a value of that type can be given by any host: JavaScript has no vectors. */
    private static boolean crosses(ValueType type) {
        return type != ValueType.V128
                && (!type.isReference() || (type.isNullable() && (type.heapType() == HeapType.FUNC || type.heapType() == HeapType.EXTERN)));
    }

    private static List<Long> arguments(FunctionType type, Draw draw) {
        List<Long> arguments = new ArrayList<>();
        for (ValueType parameter : type.parameters()) {
            arguments.add(switch (parameter.code()) {
                case 1 -> (long) draw.anyInt();
                case 2 -> draw.anyLong();
                case 3 -> draw.anyFloat() & 0xFFFFFFFFL;
                case 4 -> draw.anyDouble();
                default -> 0L;
            });
        }
        return arguments;
    }
}
