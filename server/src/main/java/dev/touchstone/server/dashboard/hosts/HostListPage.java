package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostList;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Hosts by verdict and state, a page at a time. */
@Controller
class HostListPage {

    private final HostList list;
    private final HostTable table;
    private final Clock clock;

    HostListPage(HostList list, HostTable table, Clock clock) {
        this.list = list;
        this.table = table;
        this.clock = clock;
    }

    /** One way to narrow the list down. */
    record Filter(String title, String href, boolean current) {}

    @ModelAttribute("query")
    HostQuery query(
            @RequestParam(required = false) @Nullable EffectiveVerdict verdict,
            @RequestParam(required = false) @Nullable HostState state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "" + HostQuery.LIMIT) int limit) {
        if (limit < 1 || limit > HostList.MAX_LIMIT) {
            throw new Refusal(400, "limit-invalid", "limit is 1 to " + HostList.MAX_LIMIT + ".");
        }
        return new HostQuery(verdict, state, after, limit);
    }

    @GetMapping("/hosts")
    String hosts(@ModelAttribute("query") HostQuery query, Model model) {
        Instant now = clock.instant();
        model.addAttribute("posture", posture(query, now));
        model.addAttribute("states", states(query));
        model.addAttribute("page", table.page(query, now));
        return "hosts";
    }

    /** The counts alone, for a page that already shows some. */
    @GetMapping(path = "/hosts", headers = PostureFragment.ASKED)
    @Nullable
    ModelAndView counts(
            @ModelAttribute("query") HostQuery query,
            @RequestParam(defaultValue = "") String shown,
            HttpServletResponse response) {
        return PostureFragment.unless(shown, posture(query, clock.instant()), response);
    }

    private Posture posture(HostQuery query, Instant now) {
        return Posture.of(list.posture(query.state(), now), query, query.href());
    }

    private static List<Filter> states(HostQuery query) {
        Filter any = new Filter("any but retired", query.withState(null).href(), query.state() == null);
        Stream<Filter> each = Arrays.stream(HostState.values())
                .map(s -> new Filter(HostRow.words(s), query.withState(s).href(), Objects.equals(query.state(), s)));
        return Stream.concat(Stream.of(any), each).toList();
    }
}
