package dev.touchstone.agent.show;

import java.util.ArrayList;
import java.util.List;

/** Rows of aligned cells, the last of which is wrapped under itself. */
final class Table {

    private static final int LEAST_TEXT = 20;

    /** Where a text has less room, its further lines start further left. */
    private static final int NARROW_TEXT = 56;

    private static final int NARROW_HANG = 13;

    /**
     * A cell.
     *
     * @param right whether it is aligned to the right
     * @param gap columns between it and the next
     */
    record Cell(String text, Paint paint, boolean right, int gap) {

        static Cell of(String text) {
            return of(text, Paint.PLAIN);
        }

        static Cell of(String text, Paint paint) {
            return new Cell(text, paint, false, 2);
        }

        static Cell right(Object value, Paint paint) {
            return new Cell(value.toString(), paint, true, 2);
        }

        /** Close to the next, as a sign before a text. */
        static Cell sign(String text, Paint paint) {
            return new Cell(text, paint, false, 1);
        }

        String padded(Page page, int width) {
            String shown = page.paint(paint, text);
            String space = " ".repeat(width - Wrap.length(text));
            return right ? space + shown : shown + space;
        }
    }

    private sealed interface Row {

        record Cells(List<Cell> cells, List<String> below) implements Row {}

        record Heading(String text) implements Row {}
    }

    private final int indent;
    private final List<Row> rows = new ArrayList<>();

    Table(int indent) {
        this.indent = indent;
    }

    void row(Cell... cells) {
        rows.add(new Row.Cells(List.of(cells), List.of()));
    }

    /** A row, and lines under it that keep to no column. */
    void row(List<Cell> cells, List<String> below) {
        rows.add(new Row.Cells(cells, below));
    }

    void heading(String text) {
        rows.add(new Row.Heading(text));
    }

    void print(Page page) {
        int[] widths = widths();
        for (Row row : rows) {
            switch (row) {
                case Row.Heading(String text) -> page.line(" ".repeat(indent) + page.paint(Paint.TITLE, text));
                case Row.Cells(List<Cell> cells, List<String> below) -> {
                    cells(page, cells, widths);
                    below.forEach(line -> page.hanging(indent + 4, 4, Paint.FAINT, line));
                }
            }
        }
    }

    private int[] widths() {
        int[] widths = new int[0];
        for (Row row : rows) {
            if (row instanceof Row.Cells(List<Cell> cells, List<String> _)) {
                widths = widths.length == 0 ? new int[cells.size()] : widths;
                for (int i = 0; i < cells.size() - 1; i++) {
                    widths[i] = Math.max(widths[i], Wrap.length(cells.get(i).text()));
                }
            }
        }
        return widths;
    }

    private void cells(Page page, List<Cell> cells, int[] widths) {
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        int start = indent;
        for (int i = 0; i < cells.size() - 1; i++) {
            Cell cell = cells.get(i);
            line.append(cell.padded(page, widths[i])).append(" ".repeat(cell.gap()));
            start += widths[i] + cell.gap();
        }
        Cell last = cells.getLast();
        int room = Math.max(LEAST_TEXT, page.width() - start);
        int hang = room < NARROW_TEXT ? Math.min(start, NARROW_HANG) : start;
        for (String part : Wrap.at(room, Math.max(room, page.width() - hang), last.text())) {
            page.line(line + page.paint(last.paint(), part));
            line = new StringBuilder(" ".repeat(hang));
        }
    }
}
