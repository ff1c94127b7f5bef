// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.spec;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object with the few accessors that reading a script takes; each says which field is missing or of another type. */
final class JsonTree {
    private final Map<String, Object> fields;

    private JsonTree(Map<String, Object> fields) {
        this.fields = fields;
    }

    static JsonTree parse(InputStream in) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(in)) {
            parser.nextToken();
            if (value(parser) instanceof JsonTree tree) {
                return tree;
            }
            throw new ScriptException("not a JSON object");
        } catch (JacksonException e) {
            String message = e.getOriginalMessage();
            // The parser's words for places say more of itself than of the place.
            int end = message.lastIndexOf(" (", message.indexOf("[Source"));
            throw new ScriptException(
                    "malformed JSON in line " + e.getLocation().getLineNr() + ": " + (end < 0 ? message : message.substring(0, end)), e);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(8);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser));
            }
            return new JsonTree(fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return elements;
        }
        if (token == null) {
            throw new ScriptException("the JSON ends too early");
        }
        return switch (token) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getText();
            default -> throw new ScriptException("unexpected JSON " + token + " in line "
                    + parser.currentTokenLocation().getLineNr());
        };
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String string(String name) {
        return optionalString(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalString(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    int number(String name) {
        if (fields.get(name) instanceof Long value && value.intValue() == value) {
            return value.intValue();
        }
        throw missing(name);
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    JsonTree object(String name) {
        if (fields.get(name) instanceof JsonTree tree) {
            return tree;
        }
        throw missing(name);
    }

    boolean isList(String name) {
        return fields.get(name) instanceof List<?>;
    }

    List<JsonTree> objects(String name) {
        return list(name, JsonTree.class);
    }

    List<String> strings(String name) {
        return list(name, String.class);
    }

    private <T> List<T> list(String name, Class<T> type) {
        if (!(fields.get(name) instanceof List<?> elements)) {
            throw missing(name);
        }
        List<T> typed = new ArrayList<>(elements.size());
        for (Object element : elements) {
            if (!type.isInstance(element)) {
                throw missing(name);
            }
            typed.add(type.cast(element));
        }
        return typed;
    }

    private static ScriptException missing(String name) {
        return new ScriptException("field \"" + name + "\" is missing or of another type");
    }
}
