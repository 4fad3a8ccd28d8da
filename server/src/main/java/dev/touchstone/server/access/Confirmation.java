package dev.touchstone.server.access;

import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes sure that the person whose session it is sits there now: a session alone, found open at somebody's desk,
 * approves nothing. The password comes with the very form, or was given within the last five minutes.
 */
@Component
public class Confirmation {

    private static final Duration RECENT = Duration.ofMinutes(5);

    private final People people;
    private final Passwords passwords;
    private final WebSessions sessions;
    private final Clock clock;

    Confirmation(People people, Passwords passwords, WebSessions sessions, Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Whether no password needs to be asked for, for now; also where a token signed in, which has none. */
    public boolean isRecent(HttpServletRequest request) {
        return current()
                .filter(known -> known.person().isEmpty() || isRecent(known))
                .isPresent();
    }

    /** Where a person of the OpenID provider, who has no password here, is asked again; empty for all others. */
    public Optional<String> again() {
        return current()
                .flatMap(SessionAuthentication::person)
                .filter(person -> people.isOfProvider(person.name()))
                .map(_ -> OidcSignIn.AGAIN);
    }

    private boolean isRecent(SessionAuthentication known) {
        Instant confirmed = known.session().confirmedAt();
        return confirmed != null && clock.instant().isBefore(confirmed.plus(RECENT));
    }

    /**
     * The caller as a person who has just given a password. A caller known by a token stays one, and may approve only
     * where any token may. Never part of the caller's transaction: a failed attempt counts, whatever that does then.
     *
     * @param password as the form has it; null or empty if it has none
     * @throws Refusal {@code confirmation-needed} or {@code password-wrong}, 403 both; 429 if tried too often
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Caller require(HttpServletRequest request, @Nullable String password) {
        SessionAuthentication known = current().orElseThrow(Confirmation::needed);
        Optional<Person> person = known.person();
        if (person.isEmpty()) {
            return known.getPrincipal();
        }
        if (password != null && !password.isEmpty()) {
            return check(known, person.get(), password, request).caller();
        }
        if (!isRecent(known)) {
            throw needed();
        }
        return person.get().caller();
    }

    private Person check(SessionAuthentication known, Person person, String password, HttpServletRequest request) {
        Person checked = BasicCredentials.of(person.name(), password)
                .flatMap(given -> passwords.check(given, SourceAddress.of(request)))
                .orElseThrow(() -> new Refusal(403, "password-wrong", "That is not your password."));
        sessions.confirm(known.session().id(), clock.instant());
        return checked;
    }

    private static Optional<SessionAuthentication> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication known
                ? Optional.of(known)
                : Optional.empty();
    }

    private static Refusal needed() {
        return new Refusal(403, "confirmation-needed", "Give your password once more to do this, or sign in anew.");
    }
}
