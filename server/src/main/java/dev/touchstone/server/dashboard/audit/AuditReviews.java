package dev.touchstone.server.dashboard.audit;

import dev.touchstone.server.access.AccessToken;
import dev.touchstone.server.access.PeopleAdministration;
import dev.touchstone.server.access.Person;
import dev.touchstone.server.access.Role;
import dev.touchstone.server.access.Scope;
import dev.touchstone.server.access.TokenAdministration;
import dev.touchstone.server.csv.Csv;
import dev.touchstone.server.drift.WaiverHistory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is reviewed from time to time: who has access, and which waivers were granted. */
@Controller
class AuditReviews {

    private static final int MOST_WAIVERS = 500;

    private final PeopleAdministration people;
    private final TokenAdministration tokens;
    private final WaiverHistory waivers;
    private final Clock clock;

    AuditReviews(PeopleAdministration people, TokenAdministration tokens, WaiverHistory waivers, Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.waivers = waivers;
        this.clock = clock;
    }

    /** People and tokens, also those that have ended. */
    @GetMapping("/audit/access-review.csv")
    void access(HttpServletResponse response) throws IOException {
        AuditPage.attach(response, "text/csv;charset=UTF-8", "access-review.csv");
        PrintWriter out = response.getWriter();
        Instant now = clock.instant();
        out.print(Csv.line("kind", "name", "rights", "state", "created", "by", "expires", "last use", "id"));
        people.list().forEach(person -> out.print(line(person, now)));
        tokens.list().forEach(token -> out.print(line(token, now)));
        out.flush();
    }

    private static String line(Person person, Instant now) {
        Instant locked = person.lockedUntil();
        String open = locked != null && locked.isAfter(now) ? "locked" : "active";
        return Csv.line(
                "person",
                person.name(),
                person.roles().stream().map(Role::word).collect(Collectors.joining(" ")),
                person.disabledAt() == null ? open : "disabled",
                person.createdAt(),
                person.createdBy(),
                null,
                person.lastSignedInAt(),
                null);
    }

    private static String line(AccessToken token, Instant now) {
        String ended = token.revokedAt() == null ? "expired" : "revoked";
        return Csv.line(
                "token",
                token.name(),
                token.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" ")),
                token.isValidAt(now) ? "active" : ended,
                token.createdAt(),
                token.createdBy(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.id());
    }

    @GetMapping("/audit/waivers")
    String waivers(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "waivers",
                waivers.latest(MOST_WAIVERS).stream()
                        .map(waiver -> WaiverRow.of(waiver, now))
                        .toList());
        return "audit/waivers";
    }
}
