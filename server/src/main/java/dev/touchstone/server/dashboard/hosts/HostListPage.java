package dev.touchstone.server.dashboard.hosts;

import dev.touchstone.server.dashboard.frame.Live;
import dev.touchstone.server.fleet.Facets;
import dev.touchstone.server.fleet.Fleet;
import dev.touchstone.server.fleet.HostExport;
import dev.touchstone.server.fleet.HostQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The hosts of a query, a page at a time, beside the ways to narrow it down. */
@Controller
class HostListPage {

    private final Fleet fleet;
    private final HostTable table;
    private final HostExport export;
    private final Clock clock;

    HostListPage(Fleet fleet, HostTable table, HostExport export, Clock clock) {
        this.fleet = fleet;
        this.table = table;
        this.export = export;
        this.clock = clock;
    }

    @GetMapping("/hosts")
    String hosts(HttpServletRequest request, Model model) {
        HostQuery query = query(request);
        Instant now = clock.instant();
        Facets facets = fleet.facets(query.filter(), now);
        model.addAttribute("query", query);
        model.addAttribute("narrowed", Narrowing.of(query, facets));
        Posture posture = Posture.of(facets.verdicts(), query);
        model.addAttribute("posture", posture);
        model.addAttribute("live", Live.headers(posture.shown(), Optional.of(now)));
        model.addAttribute("order", Order.of(query));
        model.addAttribute("page", table.page(query, now));
        return "hosts/list";
    }

    /** What changed since the page was made, for the page; nothing if nothing did. */
    @GetMapping(path = "/hosts", headers = Live.ASKED)
    @Nullable
    ModelAndView news(
            HttpServletRequest request,
            @RequestHeader(Live.SEEN) String seen,
            @RequestHeader(Live.SHOWN) String shown,
            HttpServletResponse response) {
        Live.vary(response);
        HostQuery query = query(request);
        Instant now = clock.instant();
        Instant made = Live.instant(seen);
        Posture posture = Posture.of(fleet.verdicts(query.filter(), now), query);
        long changed = fleet.changed(query.filter(), made, now);
        if (changed == 0 && posture.shown().equals(shown)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        return new ModelAndView("hosts/news :: news")
                .addObject("query", query)
                .addObject("posture", posture)
                .addObject("live", Live.headers(posture.shown(), Optional.of(made)))
                .addObject("changed", changed);
    }

    @GetMapping("/hosts.csv")
    void csv(HttpServletRequest request, HttpServletResponse response) throws IOException {
        export.csv(query(request), response);
    }

    @GetMapping("/hosts.ndjson")
    void ndjson(HttpServletRequest request, HttpServletResponse response) throws IOException {
        export.ndjson(query(request), response);
    }

    private static HostQuery query(HttpServletRequest request) {
        return HostQuery.parse(Optional.ofNullable(request.getQueryString()).orElse(""));
    }
}
