package dev.touchstone.server.access;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** What others may know of the access tokens issued. */
@Component
public class IssuedTokens {

    private final AccessTokens tokens;
    private final Clock clock;

    IssuedTokens(AccessTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whether everyone who gets in does so as the administrator of the first start. */
    public boolean onlyBootstrap() {
        return tokens.list().stream().filter(t -> t.isValidAt(clock.instant())).allMatch(AccessToken::bootstrap);
    }
}
