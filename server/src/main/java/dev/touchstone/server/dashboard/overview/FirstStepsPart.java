package dev.touchstone.server.dashboard.overview;

import dev.touchstone.server.access.PersonSignIn;
import dev.touchstone.server.dashboard.frame.Live;
import dev.touchstone.server.fleet.Fleet;
import dev.touchstone.server.fleet.HostQuery;
import dev.touchstone.server.fleet.HostSort;
import dev.touchstone.server.host.EffectiveVerdict;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.ModelAndView;

/** The first steps on the overview, until all are done; asked for again by the page when the fleet changes. */
@Controller
class FirstStepsPart {

    private static final HostQuery LATEST =
            HostQuery.ALL.sortedBy(HostSort.EVIDENCE_DESCENDING).limitedTo(1);

    private final Fleet fleet;
    private final PersonSignIn people;
    private final Clock clock;

    FirstStepsPart(Fleet fleet, PersonSignIn people, Clock clock) {
        this.fleet = fleet;
        this.people = people;
        this.clock = clock;
    }

    /** The steps, or nothing where the page shows them so. */
    @GetMapping(path = "/", headers = "HX-Target=first-steps")
    @Nullable
    ModelAndView part(
            @RequestHeader(Live.SHOWN) String shown,
            @ModelAttribute("server") String server,
            HttpServletResponse response) {
        Live.vary(response);
        Instant now = clock.instant();
        FirstSteps steps = of(fleet.posture(now), server, now);
        if (shown.equals(steps.shown())) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        return new ModelAndView("first-steps :: part")
                .addObject("first", steps)
                .addObject("firstLive", Live.headers(steps.shown(), Optional.empty()));
    }

    FirstSteps of(Map<EffectiveVerdict, Long> posture, String server, Instant now) {
        boolean enrolled = posture.values().stream().anyMatch(hosts -> hosts > 0);
        boolean golden =
                posture.entrySet().stream().anyMatch(e -> e.getKey() != EffectiveVerdict.PENDING && e.getValue() > 0);
        boolean attested = golden
                || fleet.page(LATEST, now).hosts().stream()
                        .anyMatch(host -> host.inForce().evidenceIssuedAt().isPresent());
        return FirstSteps.of(people.everHappened(), enrolled, attested, golden, server);
    }
}
