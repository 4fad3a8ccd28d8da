package dev.touchstone.server.dashboard.enrollment;

import dev.touchstone.server.access.Caller;
import dev.touchstone.server.dashboard.frame.LabelText;
import dev.touchstone.server.dashboard.frame.Told;
import dev.touchstone.server.dashboard.hosts.HostTable;
import dev.touchstone.server.enrollment.EnrollmentDesk;
import dev.touchstone.server.fleet.HostFilter;
import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.fleet.HostSort;
import dev.touchstone.server.host.HostDecisions;
import dev.touchstone.server.host.HostNames;
import dev.touchstone.server.host.HostState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Hosts that wait for somebody's word, and the tokens and pins that spare others the waiting. */
@Controller
class EnrollmentPage {

    private static final String PAGE = "/enrollment";
    private static final int SHOWN = 50;

    /** The longest in front. */
    private static final HostQuery WAITING = HostQuery.of(HostFilter.NONE.states(Set.of(HostState.AWAITING_APPROVAL)))
            .sortedBy(HostSort.SINCE);

    private final HostTable table;
    private final HostDecisions decisions;
    private final EnrollmentDesk desk;
    private final Clock clock;

    EnrollmentPage(HostTable table, HostDecisions decisions, EnrollmentDesk desk, Clock clock) {
        this.table = table;
        this.decisions = decisions;
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String show(@RequestParam(defaultValue = "") String pinsAfter, Model model) {
        Instant now = clock.instant();
        HostTable.Page waiting = table.page(WAITING.limitedTo(SHOWN), now);
        model.addAttribute("waiting", waiting.rows());
        model.addAttribute("more", waiting.next() == null ? null : WAITING.href());
        model.addAttribute(
                "tokens",
                desk.tokens(now).stream().map(token -> HandedRow.of(token, now)).toList());
        List<EnrollmentDesk.Pinned> pins = desk.pins(pinsAfter, SHOWN);
        model.addAttribute("pins", pins.stream().map(PinRow::of).toList());
        model.addAttribute("pinsAll", "%,d".formatted(desk.pins()));
        model.addAttribute("pinsFrom", pinsAfter);
        model.addAttribute(
                "pinsNext", pins.size() < SHOWN ? null : pins.getLast().host());
        return "enrollment";
    }

    @PostMapping(PAGE + "/hosts/{id}/approval")
    String approve(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String labels,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.on(
                PAGE,
                next,
                "Admitted.",
                () -> decisions.approve(
                        id,
                        Optional.of(name.strip()).filter(n -> !n.isEmpty()).map(HostNames::requireName),
                        Optional.of(LabelText.read(labels)).filter(some -> !some.isEmpty()),
                        caller.name()));
    }

    /** Turned away: it may enrol again, and waits again. */
    @PostMapping(PAGE + "/hosts/{id}/retirement")
    String turnAway(@PathVariable UUID id, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return Told.on(PAGE, next, "Turned away.", () -> decisions.retire(id, caller.name()));
    }

    @PostMapping(PAGE + "/tokens")
    String handOut(
            @RequestParam(defaultValue = "") String labels,
            @RequestParam(defaultValue = "1") int uses,
            @RequestParam(defaultValue = "24") int hours,
            @RequestParam(defaultValue = "") String namePattern,
            @RequestParam(defaultValue = "") String cidr,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        return Told.on(PAGE, next, "Made. The command below shows the token this once.", () -> {
            String token = desk.handOut(
                    LabelText.read(labels),
                    uses,
                    clock.instant().plus(Duration.ofHours(hours)),
                    namePattern.isBlank() ? null : namePattern.strip(),
                    cidr.isBlank() ? null : cidr.strip(),
                    caller.name());
            next.addFlashAttribute("token", token);
        });
    }
}
