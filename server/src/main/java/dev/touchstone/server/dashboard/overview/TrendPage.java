package dev.touchstone.server.dashboard.overview;

import dev.touchstone.server.dashboard.frame.Moment;
import dev.touchstone.server.fleet.PostureHistory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Posture over time: the figures of the picture on the overview, and the same as a table. */
@Controller
class TrendPage {

    /** A moment, in a table. */
    record Row(Moment at, List<Integer> hosts) {}

    private final PostureHistory history;
    private final Clock clock;

    TrendPage(PostureHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    @GetMapping(path = "/posture", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Trend figures(@RequestParam(defaultValue = "DAY") Trend.Window window) {
        return Trend.of(history.last(window.span()));
    }

    @GetMapping(path = "/posture", produces = MediaType.TEXT_HTML_VALUE)
    String table(@RequestParam(defaultValue = "DAY") Trend.Window window, Model model) {
        Instant now = clock.instant();
        model.addAttribute("windows", Trend.Window.values());
        model.addAttribute("window", window);
        model.addAttribute(
                "rows",
                history.last(window.span()).reversed().stream()
                        .map(sample -> new Row(
                                Moment.of(sample.at(), now),
                                List.copyOf(sample.hosts().values())))
                        .toList());
        return "posture-table";
    }
}
