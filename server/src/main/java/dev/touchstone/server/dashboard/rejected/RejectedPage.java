package dev.touchstone.server.dashboard.rejected;

import dev.touchstone.server.attestation.RejectedSubmissions;
import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.dashboard.frame.Visible;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Submissions under hosts' ids that the hosts' keys did not sign: recorded, and moving nothing. */
@Controller
class RejectedPage {

    private static final int SHOWN = 200;

    private final RejectedSubmissions rejected;
    private final Clock clock;

    RejectedPage(RejectedSubmissions rejected, Clock clock) {
        this.rejected = rejected;
        this.clock = clock;
    }

    /** How far back to look. */
    enum Window {
        DAY("24 hours", Duration.ofDays(1)),
        WEEK("7 days", Duration.ofDays(7)),
        MONTH("30 days", Duration.ofDays(30));

        private final String title;
        private final Duration span;

        Window(String title, Duration span) {
            this.title = title;
            this.span = span;
        }
    }

    /** A choice, and the page it leads to. */
    record Choice(String title, String href, boolean current) {}

    /** A row. */
    record Row(String href, String host, String code, String count, Moment last, String source, String detail) {}

    @GetMapping("/rejected-submissions")
    String show(
            @RequestParam(defaultValue = "DAY") Window window,
            @RequestParam(defaultValue = "") String code,
            Model model) {
        Instant now = clock.instant();
        Instant from = now.minus(window.span);
        Optional<String> chosen = Optional.of(code).filter(c -> !c.isEmpty());
        List<Row> rows = rejected.since(from, chosen, SHOWN).stream()
                .map(r -> row(r, now))
                .toList();
        model.addAttribute("rows", rows);
        model.addAttribute("full", rows.size() == SHOWN);
        model.addAttribute("span", window.title);
        model.addAttribute("windows", windows(window, code));
        model.addAttribute("codes", codes(from, window, code));
        return "rejected";
    }

    private static Row row(RejectedSubmissions.Recent recent, Instant now) {
        RejectedSubmissions.Refused refused = recent.refused();
        return new Row(
                "/hosts/" + recent.host(),
                Visible.text(recent.name()),
                refused.code(),
                "%,d".formatted(refused.count()),
                Moment.of(refused.lastAt(), now),
                refused.lastSource(),
                Visible.text(refused.lastDetail()));
    }

    private static List<Choice> windows(Window current, String code) {
        return Arrays.stream(Window.values())
                .map(w -> new Choice(w.title, href(w, code), w == current))
                .toList();
    }

    /** Codes are ours, of letters and hyphens; what else somebody asks for is in no count and gets no link. */
    private List<Choice> codes(Instant from, Window window, String current) {
        return rejected.counts(from).entrySet().stream()
                .map(e -> new Choice(
                        "%s %,d".formatted(e.getKey(), e.getValue()),
                        href(window, e.getKey().equals(current) ? "" : e.getKey()),
                        e.getKey().equals(current)))
                .toList();
    }

    private static String href(Window window, String code) {
        String suffix = code.matches("[a-z0-9-]+") ? "&code=" + code : "";
        return "/rejected-submissions?window=" + window + suffix;
    }
}
