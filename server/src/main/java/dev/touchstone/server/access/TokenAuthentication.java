package dev.touchstone.server.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller known by an access token. The token itself is not kept; its id is, to notice a revocation. */
final class TokenAuthentication extends AbstractAuthenticationToken {

    private final transient Caller caller;
    private final UUID tokenId;

    TokenAuthentication(UUID tokenId, Caller caller) {
        super(Scope.wordsOf(caller).stream().map(SimpleGrantedAuthority::new).toList());
        this.tokenId = tokenId;
        this.caller = caller;
        super.setAuthenticated(true);
    }

    UUID tokenId() {
        return tokenId;
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenAuthentication that && tokenId.equals(that.tokenId) && caller.equals(that.caller);
    }

    @Override
    public int hashCode() {
        return tokenId.hashCode();
    }
}
