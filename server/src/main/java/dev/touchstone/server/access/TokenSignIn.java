package dev.touchstone.server.access;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Signs in to the dashboard with an access token as the password, if it may at least read. */
final class TokenSignIn implements AuthenticationProvider {

    private final AccessTokens tokens;

    TokenSignIn(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Authentication authenticate(Authentication form) {
        return tokens.authenticate(String.valueOf(form.getCredentials()).strip())
                .filter(known -> known.getPrincipal().may(Scope.VIEWER))
                .orElseThrow(() -> new BadCredentialsException("not a token that may read"));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
