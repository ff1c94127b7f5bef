// SPDX-License-Identifier: Apache-2.0
package dev.tandem.it.matrix;

import dev.tandem.decoder.DecoderOptions;
import dev.tandem.decoder.ModuleDecoder;
import dev.tandem.decoder.WasmFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * How many binary modules of a group are accepted or refused as its scripts want, whatever the backends make of them.
 *
 * @param right as the scripts want
 * @param all that a later standard did not reverse
 */
record Decoding(int right, int all) {
    /** A command that brings a module; no command has braces or a line end of its own before the module's name. */
    private static final Pattern COMMAND = Pattern.compile("\\{\"type\":\"(\\w+)\",\"line\":\\d+(?:,\"name\":\"(?:[^\"\\\\]|\\\\.)*+\")?"
            + ",\"filename\":\"([^\"]+)\",\"module_type\":\"binary\"(?:,\"text\":\"(?:[^\"\\\\]|\\\\.)*\")?(,\"superseded\":true)?\\}");

    static Decoding of(Path archive) throws IOException {
        int right = 0;
        int all = 0;
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> scripts =
                    zip.stream().filter(entry -> entry.getName().endsWith(".json")).toList();
            for (ZipEntry script : scripts) {
                String folder = script.getName().substring(0, script.getName().lastIndexOf('/') + 1);
                String text = new String(zip.getInputStream(script).readAllBytes(), StandardCharsets.UTF_8);
                for (MatchResult command : COMMAND.matcher(text).results().toList()) {
                    if (command.group(3) == null) {
                        byte[] module = zip.getInputStream(zip.getEntry(folder + command.group(2))).readAllBytes();
                        all++;
                        right += isAccepted(module) == isValid(command.group(1)) ? 1 : 0;
                    }
                }
            }
        }
        return new Decoding(right, all);
    }

    private static boolean isValid(String command) {
        return !command.equals("assert_malformed") && !command.equals("assert_invalid");
    }

    private static boolean isAccepted(byte[] module) {
        try {
            ModuleDecoder.decode(module, DecoderOptions.all());
            return true;
        } catch (WasmFormatException refused) {
            return false;
        }
    }
}
