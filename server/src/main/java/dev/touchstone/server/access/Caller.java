package dev.touchstone.server.access;

import java.util.Set;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is asking; the principal of every authenticated request ({@code @AuthenticationPrincipal Caller}).
 *
 * @param name the token's name, the actor in the audit log
 * @param scopes what the token was given
 * @param bootstrap whether it is the token of the first start
 * @param person whether a person signed in and re-authenticated; a token is not one
 */
public record Caller(String name, Set<Scope> scopes, boolean bootstrap, boolean person)
        implements AuthenticatedPrincipal {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether the caller holds {@code scope}, or one that includes it. */
    public boolean may(Scope scope) {
        return scopes.stream().anyMatch(held -> held.includes(scope));
    }

    @Override
    public String getName() {
        return name;
    }
}
