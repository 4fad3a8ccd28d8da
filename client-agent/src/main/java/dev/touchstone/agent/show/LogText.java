package dev.touchstone.agent.show;

import dev.touchstone.agent.show.Selection.Section;
import java.io.PrintStream;

/** Logs as a page of text. */
public final class LogText {

    private final ShownLogs logs;
    private final Selection selection;
    private final boolean verbose;

    /**
     * The text of {@code logs}.
     *
     * @param verbose whether digests are shown whole, in every bank, with what they are of
     */
    public LogText(ShownLogs logs, Selection selection, boolean verbose) {
        this.logs = logs;
        this.selection = selection;
        this.verbose = verbose;
    }

    /** Writes it to {@code out}, which is a {@code terminal}. */
    public void print(PrintStream out, Terminal terminal) {
        Page page = new Page(out, terminal);
        new HeaderText(logs).print(page);
        if (selection.shows(Section.TIMELINE)) {
            new TimelineText(logs, selection, verbose).print(page);
        }
        if (selection.shows(Section.PCRS)) {
            new PcrText(logs, selection).print(page);
        }
        if (selection.shows(Section.FACTS)) {
            new FactsText(logs.reading().claimed(), verbose).print(page);
        }
        if (selection.shows(Section.FINDINGS)) {
            new FindingsText(logs.findings()).print(page);
        }
    }
}
