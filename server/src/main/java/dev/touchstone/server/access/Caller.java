package dev.touchstone.server.access;

import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who is asking; the principal of every authenticated request ({@code @AuthenticationPrincipal Caller}).
 *
 * @param name the actor in the audit log
 * @param scopes what the token was given, or what the person's roles amount to
 * @param bootstrap whether it is the token of the first start
 * @param person whether a person gave a password in this very request; a token is not one
 * @param approver whether that person has the role to approve
 * @param responsible the person, or whoever made the token: making a token gives nobody a second voice
 * @param consumer the consumer of decisions whose token it is
 */
public record Caller(
        String name,
        Set<Scope> scopes,
        boolean bootstrap,
        boolean person,
        boolean approver,
        String responsible,
        Optional<String> consumer)
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
