package dev.touchstone.agent.show;

import dev.touchstone.facts.Finding;
import dev.touchstone.facts.FindingCode.Severity;
import java.util.List;
import java.util.Locale;

/** What is odd about the logs. */
final class FindingsText {

    private final List<Finding> findings;

    FindingsText(List<Finding> findings) {
        this.findings = findings;
    }

    void print(Page page) {
        page.title("FINDINGS");
        if (findings.isEmpty()) {
            page.line("  none");
        }
        for (Finding finding : findings) {
            Severity severity = finding.code().severity();
            page.line("  " + page.paint(paint(severity), severity.toString().toUpperCase(Locale.ROOT)) + " "
                    + page.paint(Paint.TITLE, finding.code().toString()) + place(finding));
            page.hanging(4, 0, Paint.PLAIN, finding.text());
        }
    }

    private static Paint paint(Severity severity) {
        return switch (severity) {
            case NOTE -> Paint.FAINT;
            case WARNING -> Paint.ODD;
            case CONTRADICTION -> Paint.BAD;
        };
    }

    private static String place(Finding finding) {
        String pcr = finding.pcr().map(p -> ", PCR " + p).orElse("");
        String event = finding.log()
                .map(log -> ", " + log + finding.event().map(e -> "#" + e).orElse(""))
                .orElse("");
        return event + pcr;
    }
}
