package dev.touchstone.agent.show;

import dev.touchstone.agent.show.Table.Cell;
import dev.touchstone.bytes.Digest;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.TimelineEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The events, one a line. */
final class TimelineText {

    /** A terminal of as many columns has room for digests that nobody asked for. */
    private static final int WIDE = 120;

    private static final int DIGEST = 16;
    private static final String IMA = "ima";

    private final ShownLogs logs;
    private final Selection selection;
    private final boolean verbose;
    private final List<TimelineEntry> entries;

    TimelineText(ShownLogs logs, Selection selection, boolean verbose) {
        this.logs = logs;
        this.selection = selection;
        this.verbose = verbose;
        this.entries = selection.timeline(logs).stream()
                .filter(e -> selection.filters() || !e.log().equals(IMA))
                .toList();
    }

    void print(Page page) {
        page.title(title());
        Table table = new Table(2);
        Optional<HashAlgorithm> column = column(page);
        if (!entries.isEmpty()) {
            table.row(header(column), List.of());
        }
        String log = "firmware";
        for (TimelineEntry entry : entries) {
            if (!entry.log().equals(log)) {
                log = entry.log();
                table.heading(log);
            }
            table.row(cells(page, column, entry), verbose ? digests(entry) : List.of());
        }
        table.print(page);
        if (logs.ima().isPresent() && !selection.filters()) {
            String count = Words.count(logs.ima().get().size(), "record");
            page.hanging(2, 0, Paint.FAINT, "and IMA's list of " + count + ": --pcr 10 shows it");
        }
        legend(page);
    }

    private String title() {
        int all = logs.reading().timeline().size();
        return "TIMELINE" + (selection.filters() ? " (" + entries.size() + " of " + all + ")" : "");
    }

    /** The bank of the short digests, if they are shown: the one asked for, else the one most tools show. */
    private Optional<HashAlgorithm> column(Page page) {
        if (verbose || (selection.bank().isEmpty() && page.width() < WIDE)) {
            return Optional.empty();
        }
        List<HashAlgorithm> banks = logs.firmware().banks();
        return selection
                .bank()
                .or(() -> banks.contains(HashAlgorithm.SHA256) || banks.isEmpty()
                        ? Optional.of(HashAlgorithm.SHA256)
                        : Optional.of(banks.getLast()));
    }

    private static List<Cell> header(Optional<HashAlgorithm> column) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.right("#", Paint.FAINT));
        cells.add(Cell.right("PCR", Paint.FAINT));
        cells.add(Cell.of("type", Paint.FAINT));
        column.ifPresent(bank -> cells.add(Cell.of(bank.bank(), Paint.FAINT)));
        cells.add(Cell.sign("", Paint.FAINT));
        cells.add(Cell.of("event", Paint.FAINT));
        return cells;
    }

    private static List<Cell> cells(Page page, Optional<HashAlgorithm> column, TimelineEntry entry) {
        Mark mark = Mark.of(entry);
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.right(entry.index(), Paint.FAINT));
        cells.add(Cell.right(register(entry), Paint.PLAIN));
        cells.add(Cell.of(entry.type()));
        column.ifPresent(bank -> cells.add(Cell.of(digest(entry, bank), Paint.FAINT)));
        cells.add(Cell.sign(mark.sign(page), mark.paint()));
        cells.add(Cell.of(entry.text(), mark.paint()));
        return cells;
    }

    private static String register(TimelineEntry entry) {
        return entry.pcr()
                .map(Object::toString)
                .or(() -> entry.nvIndex().map(nv -> nv.replace("NV index ", "")))
                .orElse("");
    }

    private static String digest(TimelineEntry entry, HashAlgorithm bank) {
        return entry.digests().stream()
                .filter(d -> d.algorithm() == bank)
                .map(d -> d.value().toHex().substring(0, DIGEST))
                .findFirst()
                .orElse("");
    }

    private static List<String> digests(TimelineEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(entry.binding() + "; digest of " + entry.digestOf());
        entry.digests().stream().map(Digest::toString).forEach(lines::add);
        return lines;
    }

    private void legend(Page page) {
        if (entries.isEmpty()) {
            page.hanging(2, 0, Paint.PLAIN, selection.filters() ? "no such event" : "no events");
            return;
        }
        Set<Mark> marks =
                entries.stream().map(Mark::of).collect(Collectors.toCollection(() -> EnumSet.noneOf(Mark.class)));
        Table table = new Table(2);
        for (Mark mark : marks) {
            table.row(Cell.sign(mark.sign(page), mark.paint()), Cell.of(mark.legend(), Paint.FAINT));
        }
        page.line("");
        table.print(page);
    }
}
