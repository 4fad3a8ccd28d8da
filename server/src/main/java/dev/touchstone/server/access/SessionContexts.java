package dev.touchstone.server.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Learns the caller of a page from the session's cookie, once per request and only where somebody asks: the person's
 * roles, the token's scopes and whether either still holds are what the database says now.
 */
@Component
class SessionContexts implements SecurityContextRepository {

    private final WebSessions sessions;
    private final People people;
    private final AccessTokens tokens;

    SessionContexts(WebSessions sessions, People people, AccessTokens tokens) {
        this.sessions = sessions;
        this.people = people;
        this.tokens = tokens;
    }

    Optional<SessionAuthentication> caller(HttpServletRequest request) {
        return SessionSecret.of(request)
                .flatMap(secret -> sessions.use(secret.digest()))
                .flatMap(this::caller);
    }

    private Optional<SessionAuthentication> caller(WebSession session) {
        String person = session.person();
        if (person != null) {
            return people.find(person)
                    .filter(known -> known.disabledAt() == null)
                    .map(known -> SessionAuthentication.of(session, known));
        }
        return Optional.ofNullable(session.tokenId())
                .flatMap(tokens::findValid)
                .map(token -> SessionAuthentication.of(session, token.caller()));
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(request);
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        throw new UnsupportedOperationException("the deferred one is asked for");
    }

    /** A session begins by {@link SignIns} and nowhere else. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return SessionSecret.of(request).isPresent();
    }

    private final class Deferred implements DeferredSecurityContext {

        private final HttpServletRequest request;
        private Optional<SecurityContext> loaded = Optional.empty();

        Deferred(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (loaded.isEmpty()) {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                caller(request).ifPresent(context::setAuthentication);
                loaded = Optional.of(context);
            }
            return loaded.get();
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
