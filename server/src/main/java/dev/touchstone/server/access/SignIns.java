package dev.touchstone.server.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Begins and ends sessions of the pages. Each begins with a new secret, and ends the one the browser had before. */
@Component
class SignIns {

    private static final int AGENT_SHOWN = 200;

    private final WebSessions sessions;
    private final Passwords passwords;
    private final AccessTokens tokens;
    private final Clock clock;

    SignIns(WebSessions sessions, Passwords passwords, AccessTokens tokens, Clock clock) {
        this.sessions = sessions;
        this.passwords = passwords;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether this is somebody's name and password, whose session has then begun. */
    boolean withPassword(String name, String password, HttpServletRequest request, HttpServletResponse response) {
        Optional<Person> known =
                BasicCredentials.of(name, password).flatMap(given -> passwords.check(given, SourceAddress.of(request)));
        known.ifPresent(person -> begin(person, Optional.of(clock.instant()), request, response));
        return known.isPresent();
    }

    /** Whether this is a token that may at least read, with which a session has then begun. */
    boolean withToken(String token, HttpServletRequest request, HttpServletResponse response) {
        Optional<TokenAuthentication> known =
                tokens.authenticate(token).filter(t -> t.getPrincipal().may(Scope.VIEWER));
        known.ifPresent(t -> begin(null, t.tokenId(), Optional.empty(), request, response));
        return known.isPresent();
    }

    /**
     * Begins the session of a person.
     *
     * @param proved when the person was last asked to prove to be one; empty if nobody knows
     */
    void begin(Person person, Optional<Instant> proved, HttpServletRequest request, HttpServletResponse response) {
        begin(person.name(), null, proved, request, response);
    }

    private void begin(
            @Nullable String person,
            @Nullable UUID token,
            Optional<Instant> proved,
            HttpServletRequest request,
            HttpServletResponse response) {
        end(request, response);
        String agent =
                Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse("");
        Instant now = clock.instant();
        var session = new WebSession(
                UUID.randomUUID(),
                person,
                token,
                now,
                now,
                proved.orElse(null),
                SourceAddress.of(request).toString(),
                agent.substring(0, Math.min(agent.length(), AGENT_SHOWN)));
        SessionSecret secret = SessionSecret.random();
        sessions.insert(session, secret.digest());
        secret.send(request, response);
    }

    /** Ends the session here, not only in the browser. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        SessionSecret.of(request).ifPresent(secret -> {
            sessions.end(secret.digest());
            SessionSecret.forget(request, response);
        });
    }
}
