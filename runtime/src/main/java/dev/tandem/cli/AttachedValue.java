// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Takes an option's optional value only where it is attached: in {@code --stats FILE}, FILE is no format. */
public final class AttachedValue implements IParameterPreprocessor {
    /** The value of an option that stands without one. */
    public static final String TEXT = "text";

    /** For picocli. */
    public AttachedValue() {}

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's signature
    public boolean preprocess(Stack<String> line, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        if ("=".equals(info.get("separator"))) {
            return false;
        }
        option.setValue(TEXT);
        return true;
    }
}
