// SPDX-License-Identifier: Apache-2.0

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table as bars, in SVG without scripts or fonts of its own. */
final class Chart {
    private static final int LABELS = 200;
    private static final int WIDTH = 620;
    private static final int BAR = 9;
    private static final int GAP = 7;
    private static final List<String> COLOURS = List.of("#8d99ae", "#2a9d8f", "#e76f51", "#264653", "#e9c46a", "#9b5de5", "#f4a261", "#577590", "#b5838d");

    private final StringBuilder svg = new StringBuilder();
    private final double most;

    private Chart(double most) {
        this.most = most;
    }

    static String of(Table table) {
        List<Double> values = new ArrayList<>();
        table.rows.forEach(row -> row.cells().forEach(cell -> values.add(cell.value())));
        // One bar out of proportion must not hide the others: it is cut, and its figure written beside it.
        List<Double> sorted = values.stream().filter(Double::isFinite).sorted().toList();
        double usual = sorted.isEmpty() ? 1 : sorted.get((int) (0.97 * (sorted.size() - 1)));
        return new Chart(Math.max(usual * 1.1, 1e-9)).draw(table);
    }

    private String draw(Table table) {
        int group = table.columns.size() * BAR + GAP;
        int top = 30 + 14 * ((table.columns.size() + 2) / 3);
        int height = top + group * table.rows.size() + 10;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(LABELS + WIDTH + 70).append("\" height=\"").append(height)
                .append("\" font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text(10, 16, "start", table.unit);
        for (int i = 0; i < table.columns.size(); i++) {
            int x = 10 + i % 3 * 280;
            int y = 22 + 14 * (i / 3);
            bar(x, y, 10, COLOURS.get(i % COLOURS.size()));
            text(x + 15, y + 9, "start", table.columns.get(i));
        }
        int y = top;
        for (Table.Row row : table.rows) {
            text(LABELS - 6, y + group / 2, "end", row.name().replace("`", ""));
            for (int i = 0; i < row.cells().size(); i++) {
                draw(row.cells().get(i).value(), y + i * BAR, COLOURS.get(i % COLOURS.size()));
            }
            y += group;
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(double value, int y, String colour) {
        if (Double.isFinite(value)) {
            double shown = Math.min(value, most);
            bar(LABELS, y, Math.max(1, (int) Math.round(shown / most * WIDTH)), colour);
            if (value > most) {
                text(LABELS + WIDTH + 4, y + BAR - 1, "start", String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value));
            }
        }
    }

    private void bar(int x, int y, int width, String colour) {
        svg.append("<rect x=\"").append(x).append("\" y=\"").append(y).append("\" width=\"").append(width).append("\" height=\"")
                .append(BAR - 1).append("\" fill=\"").append(colour).append("\"/>\n");
    }

    private void text(int x, int y, String anchor, String words) {
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" text-anchor=\"").append(anchor).append("\">")
                .append(words.replace("&", "&amp;").replace("<", "&lt;")).append("</text>\n");
    }
}
