package dev.touchstone.agent.show;

import dev.touchstone.agent.show.Table.Cell;
import dev.touchstone.facts.ReplayedNvPcr;
import dev.touchstone.facts.ReplayedPcr;
import java.util.ArrayList;
import java.util.List;

/** Where the logs lead the registers. */
final class PcrText {

    private final ShownLogs logs;
    private final Selection selection;

    PcrText(ShownLogs logs, Selection selection) {
        this.logs = logs;
        this.selection = selection;
    }

    void print(Page page) {
        page.title("PCRS, as these logs replay");
        List<ReplayedPcr> pcrs = selection.pcrs(logs);
        if (pcrs.isEmpty()) {
            page.line("  none is extended");
        }
        Table table = new Table(2);
        String bank = "";
        for (ReplayedPcr pcr : pcrs) {
            if (!pcr.bank().equals(bank)) {
                bank = pcr.bank();
                table.row(Cell.right("PCR", Paint.FAINT), Cell.of(bank, Paint.TITLE), Cell.of("events", Paint.FAINT));
            }
            table.row(
                    Cell.right(pcr.pcr(), Paint.PLAIN),
                    Cell.of(pcr.value().toHex()),
                    Cell.of(extended(pcr), Paint.FAINT));
        }
        table.print(page);
        nvPcrs(page);
    }

    /** By how many events of which log: {@code 12 + 3 systemd}. */
    private static String extended(ReplayedPcr pcr) {
        List<String> by = new ArrayList<>();
        if (pcr.firmwareEvents() > 0) {
            by.add(Integer.toString(pcr.firmwareEvents()));
        }
        if (pcr.userspaceRecords() > 0) {
            by.add(pcr.userspaceRecords() + " systemd");
        }
        if (pcr.imaRecords() > 0) {
            by.add(pcr.imaRecords() + " IMA");
        }
        return String.join(" + ", by);
    }

    private void nvPcrs(Page page) {
        Table table = new Table(2);
        for (ReplayedNvPcr nvPcr : selection.nvPcrs(logs)) {
            table.row(
                    Cell.of(nvPcr.nvIndex()),
                    Cell.of(nvPcr.name().map(Words::quote).orElse("")),
                    Cell.of(nvPcr.start(), Paint.FAINT),
                    Cell.of(nvPcr.value().toString()));
        }
        table.print(page);
    }
}
