// SPDX-License-Identifier: Apache-2.0
package dev.tandem.decoder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The conformance suite in {@code ../shared/spec-testsuite} beside the checkout, when present. */
final class SpecSuite {
    /** Maven runs tests in the folder of the module, which is inside the checkout. */
    private static final Path FOLDER = Path.of("..", "..", "shared", "spec-testsuite", "json");

    private SpecSuite() {}

    /**
     * A command about a module in binary form.
     *
     * @param type the command's type, for example {@code assert_invalid}
     * @param superseded whether a later standard reversed it
     */
    record Command(String group, String file, String type, int line, boolean superseded, String text, byte[] module) {
        boolean isValid() {
            return !type.equals("assert_malformed") && !type.equals("assert_invalid");
        }

        @Override
        public String toString() {
            return group + "/" + file + ":" + line + " " + type + " \"" + text + "\"";
        }
    }

    static boolean isPresent() {
        return Files.isDirectory(FOLDER);
    }

    /** Calls the action with each command of the group that brings a module in binary form, in order. */
    static void forEach(String group, Consumer<Command> action) {
        try (ZipFile zip = new ZipFile(FOLDER.resolve(group + ".zip").toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".json")) {
                    new Script(group, entry.getName(), zip, action).run(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Script(String group, String name, ZipFile zip, Consumer<Command> action) {
        void run(ZipEntry entry) throws IOException {
            try (JsonParser json = new JsonFactory().createParser(zip.getInputStream(entry))) {
                while (json.nextToken() != null) {
                    if (json.currentToken() == JsonToken.START_ARRAY && "commands".equals(json.currentName())) {
                        commands(json);
                    }
                }
            }
        }

        private void commands(JsonParser json) throws IOException {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                command(json);
            }
        }

        private void command(JsonParser json) throws IOException {
            String type = "";
            String filename = "";
            String text = "";
            int line = 0;
            Set<String> flags = new HashSet<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "type" -> type = json.getText();
                    case "filename" -> filename = json.getText();
                    case "text" -> text = json.getText();
                    case "line" -> line = json.getIntValue();
                    case "module_type" -> flags.add(json.getText());
                    case "superseded" -> flags.add(field);
                    case "commands" -> commands(json);
                    default -> json.skipChildren();
                }
            }
            if (flags.contains("binary") && !type.endsWith("_custom")) {
                action.accept(new Command(group, name, type, line, flags.contains("superseded"), text, module(filename)));
            }
        }

        private byte[] module(String filename) throws IOException {
            String folder = name.substring(0, name.lastIndexOf('/') + 1);
            return zip.getInputStream(zip.getEntry(folder + filename)).readAllBytes();
        }
    }
}
