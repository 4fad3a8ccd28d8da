package dev.touchstone.server.access;

import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What people do about their own access: the password, and the sessions they are signed in with. */
@Service
public class OwnAccess {

    /** What a password of one's own choice has at least. */
    public static final int MIN_PASSWORD = 12;

    private final People people;
    private final Passwords passwords;
    private final WebSessions sessions;
    private final SignIns signIns;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OwnAccess(
            People people,
            Passwords passwords,
            WebSessions sessions,
            SignIns signIns,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.signIns = signIns;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The sessions of a person that still last, and which of them is this one. */
    public record Own(Person person, List<WebSession> sessions, UUID current) {}

    /** Of whoever asks. */
    public Own own() {
        SessionAuthentication known = current();
        Person person = person(known);
        return new Own(person, sessions.of(person.name()), known.session().id());
    }

    /** Takes a password of one's own choice; every session ends, and this one begins anew. */
    public void changePassword(String given, String wanted, HttpServletRequest request, HttpServletResponse response) {
        Person person = person(current());
        boolean present = BasicCredentials.of(person.name(), given)
                .flatMap(pair -> passwords.check(pair, SourceAddress.of(request)))
                .isPresent();
        if (!present) {
            throw new Refusal(403, "password-wrong", "That is not your present password.");
        }
        if (wanted.length() < MIN_PASSWORD || wanted.length() > BasicCredentials.MAX_PASSWORD) {
            throw new Refusal(422, "password-length", "A password has 12 to 256 characters.");
        }
        if (wanted.equals(given)) {
            throw new Refusal(422, "password-same", "The new password is the present one.");
        }
        String hash = passwords.hash(wanted);
        transaction.executeWithoutResult(_ -> {
            people.changePassword(person.name(), hash);
            audit.record(person.name(), "person.change-password", "person/" + person.name(), null, null);
        });
        signIns.begin(person, Optional.of(clock.instant()), request, response);
    }

    /** Ends one of one's own sessions. */
    public void end(UUID session) {
        sessions.end(session, person(current()).name());
    }

    private static Person person(SessionAuthentication known) {
        return known.person().orElseThrow(() -> new Refusal(403, "forbidden", "A token has no password to change."));
    }

    private static SessionAuthentication current() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SessionAuthentication known) {
            return known;
        }
        throw new Refusal(401, "unauthenticated", "Sign in first.");
    }
}
