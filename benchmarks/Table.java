// SPDX-License-Identifier: Apache-2.0

import java.util.ArrayList;
import java.util.List;

/** Figures of engines: a row a case, a column an engine. Becomes Markdown and a {@link Chart}. */
final class Table {
    /** @param value what a chart draws; NaN: nothing */
    record Cell(String text, double value) {}

    record Row(String name, List<Cell> cells) {}

    final String id;
    final String caption;
    final String unit;
    final List<String> columns;
    final List<Row> rows = new ArrayList<>();
    private final List<Row> summary = new ArrayList<>();

    /** @param unit of the values that a chart draws; empty: no chart */
    Table(String id, String caption, String unit, List<Engine> engines) {
        this(engines.stream().map(Engine::name).toList(), id, caption, unit);
    }

    Table(List<String> columns, String id, String caption, String unit) {
        this.id = id;
        this.caption = caption;
        this.unit = unit;
        this.columns = columns;
    }

    void row(String name, List<Cell> cells) {
        rows.add(new Row(name, cells));
    }

    /** A row below the others, which a chart leaves out. */
    void summary(String name, List<Cell> cells) {
        summary.add(new Row("**" + name + "**", cells));
    }

    String markdown() {
        StringBuilder text = new StringBuilder(caption).append("\n\n| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("--:|".repeat(columns.size())).append('\n');
        for (Row row : Processes.join(rows, summary)) {
            text.append("| ").append(row.name).append(" |");
            row.cells.forEach(cell -> text.append(' ').append(cell.text).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }
}
