// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder.body;

import dev.tandem.decoder.type.FunctionType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A visitor that writes down what it hears: the method's name and arguments, a label as {@code @DEPTH}. */
final class Recorder {
    private Recorder() {}

    /** A visitor that adds to {@code events}, all but the beginning and end of the function. */
    static BodyVisitor into(List<String> events) {
        return (BodyVisitor) Proxy.newProxyInstance(
                Recorder.class.getClassLoader(), new Class<?>[] {BodyVisitor.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("begin")) {
                        String event = event(method.getName(), arguments == null ? new Object[0] : arguments);
                        if (!event.startsWith("end @0")) {
                            events.add(event);
                        }
                    }
                    return null;
                });
    }

    private static String event(String method, Object[] arguments) {
        StringBuilder text = new StringBuilder(method);
        for (Object argument : arguments) {
            if (!(argument instanceof FunctionType)) {
                text.append(' ').append(text(argument));
            }
        }
        return text.toString();
    }

    private static String text(Object argument) {
        return switch (argument) {
            case Label label -> "@" + label.depth();
            case Label[] labels -> {
                List<String> texts = new ArrayList<>();
                Arrays.stream(labels).filter(label -> label != null).forEach(label -> texts.add(text(label)));
                yield texts.toString();
            }
            case CatchClause clause -> clause.tagIndex() + (clause.withReference() ? "&" : "") + text(clause.target());
            case List<?> list -> list.stream().map(Recorder::text).toList().toString();
            default -> argument.toString();
        };
    }
}
