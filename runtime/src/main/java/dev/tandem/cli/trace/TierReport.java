// SPDX-License-Identifier: Apache-2.0
package dev.tandem.cli.trace;

import dev.tandem.cli.JsonLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A trace as one page of HTML that needs nothing from anywhere. */
public final class TierReport {
    private static final String PLACE = "/*DATA*/";

    private TierReport() {}

    /** Writes the page; what was in the file is lost. */
    public static void write(TierTrace trace, String program, Path file) throws IOException {
        Files.writeString(file, page(trace, program));
    }

    static String page(TierTrace trace, String program) throws IOException {
        String template;
        try (InputStream in = TierReport.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IOException("the page's template is missing");
            }
            template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int place = template.indexOf(PLACE);
        return template.substring(0, place) + data(trace, program) + template.substring(place + PLACE.length());
    }

    private static String data(TierTrace trace, String program) {
        List<TierEvent> events = trace.events();
        TreeMap<Integer, String> names = new TreeMap<>();
        for (TierEvent event : events) {
            if (event.function() >= 0) {
                names.computeIfAbsent(event.function(), trace::name);
            }
        }
        StringBuilder data = new StringBuilder("{\"program\":");
        data.append(quoted(program)).append(",\"end\":").append(trace.nanosSoFar() / 1000).append(",\"names\":{");
        String separator = "";
        for (var name : names.entrySet()) {
            data.append(separator).append('"').append(name.getKey()).append("\":").append(quoted(name.getValue()));
            separator = ",";
        }
        data.append("},\"events\":[");
        separator = "";
        for (TierEvent event : events) {
            data.append(separator).append('\n').append(event.json());
            separator = ",";
        }
        // A name must not end the script.
        return data.append("]}").toString().replace("</", "<\\/").replace("<!--", "<\\!--");
    }

    private static String quoted(String text) {
        String object = new JsonLine().put("", text).toString();
        return object.substring(4, object.length() - 1);
    }
}
