package dev.touchstone.server.dashboard.overview;

import dev.touchstone.server.access.IssuedTokens;
import dev.touchstone.server.access.RequiredApprovals;
import dev.touchstone.server.change.ChangeState;
import dev.touchstone.server.change.Changes;
import dev.touchstone.server.dashboard.drift.ClusterRow;
import dev.touchstone.server.dashboard.drift.ClusterTable;
import dev.touchstone.server.dashboard.frame.Live;
import dev.touchstone.server.dashboard.hosts.HostTable;
import dev.touchstone.server.dashboard.hosts.Posture;
import dev.touchstone.server.fleet.Fleet;
import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostState;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The first page: how the fleet stands, and what waits for a decision. */
@Controller
class OverviewPage {

    private static final int SHOWN = 8;
    private static final int MOST_CHANGES = 100;

    private final Fleet fleet;
    private final HostTable table;
    private final ClusterTable clusters;
    private final Changes changes;
    private final FirstStepsPart first;
    private final RequiredApprovals approvals;
    private final IssuedTokens tokens;
    private final Clock clock;

    OverviewPage(
            Fleet fleet,
            HostTable table,
            ClusterTable clusters,
            Changes changes,
            FirstStepsPart first,
            RequiredApprovals approvals,
            IssuedTokens tokens,
            Clock clock) {
        this.fleet = fleet;
        this.table = table;
        this.clusters = clusters;
        this.changes = changes;
        this.first = first;
        this.approvals = approvals;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Hosts that need the same kind of decision.
     *
     * @param all the list of all of them
     */
    record Decision(String id, String title, String advice, HostTable.Page page, String all) {}

    @GetMapping("/")
    String overview(
            @RequestParam(defaultValue = "DAY") Trend.Window window,
            @ModelAttribute("server") String server,
            Model model) {
        Instant now = clock.instant();
        Map<EffectiveVerdict, Long> hosts = fleet.posture(now);
        FirstSteps steps = first.of(hosts, server, now);
        model.addAttribute("first", steps);
        model.addAttribute("firstLive", Live.headers(steps.shown(), Optional.empty()));
        model.addAttribute("posture", posture(hosts));
        model.addAttribute("windows", Trend.Window.values());
        model.addAttribute("window", window);
        List<ClusterRow> clusters = this.clusters.largest(SHOWN, now);
        model.addAttribute("clusters", clusters);
        model.addAttribute(
                "proposed",
                changes.list(ChangeState.PROPOSED, null, MOST_CHANGES).size());
        model.addAttribute("decisions", decisions(clusters.isEmpty(), now));
        model.addAttribute("singleApprover", approvals.number() == 1);
        model.addAttribute("onlyBootstrap", tokens.onlyBootstrap());
        return "overview";
    }

    /** The counts alone, for a page that already shows some; nothing where it shows them already. */
    @GetMapping(path = "/", headers = "HX-Target=news")
    @Nullable
    ModelAndView counts(@RequestHeader(Live.SHOWN) String shown, HttpServletResponse response) {
        Live.vary(response);
        Posture posture = posture(fleet.posture(clock.instant()));
        if (shown.equals(posture.shown())) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        return new ModelAndView("posture :: counts", "posture", posture);
    }

    private static Posture posture(Map<EffectiveVerdict, Long> hosts) {
        return Posture.of(hosts, HostQuery.ALL, "/");
    }

    /**
     * The gravest first; kinds that no host needs are left out.
     *
     * @param drifted whether drifted hosts are told one by one, no cluster telling of them together
     */
    private List<Decision> decisions(boolean drifted, Instant now) {
        return Stream.of(
                        decision(
                                "rejected",
                                "Rejected",
                                "Signed by the host's own key, yet it contradicts itself. Look at each one.",
                                HostQuery.of(EffectiveVerdict.REJECTED),
                                now),
                        decision(
                                "waiting",
                                "Waiting for approval",
                                "Their TPMs are proved; whose machines they are is yours to say.",
                                HostQuery.of(HostState.AWAITING_APPROVAL),
                                now),
                        decision(
                                "drifted",
                                "Drifted",
                                "Authentic, but something measured is not approved.",
                                HostQuery.of(EffectiveVerdict.DRIFTED),
                                now))
                .filter(d -> !d.page().rows().isEmpty() && (drifted || !d.id().equals("drifted")))
                .toList();
    }

    private Decision decision(String id, String title, String advice, HostQuery query, Instant now) {
        return new Decision(id, title, advice, table.page(query.limitedTo(SHOWN), now), query.href());
    }
}
