package dev.touchstone.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Learns the caller from {@code Authorization: Bearer} (RFC 6750 §2.1). A token that is not valid leaves the request as
 * one without a token, marked so that the answer can say which it was; an open path still refuses it, for a client that
 * sends a token means to be known.
 */
final class BearerTokenFilter extends OncePerRequestFilter {

    private static final String INVALID = BearerTokenFilter.class.getName() + ".invalid";
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;

    BearerTokenFilter(AccessTokens tokens) {
        this.tokens = tokens;
    }

    static void markInvalid(HttpServletRequest request) {
        request.setAttribute(INVALID, true);
    }

    static boolean hasInvalidToken(HttpServletRequest request) {
        return request.getAttribute(INVALID) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && !BasicCredentials.isBasic(header)) {
            Optional<TokenAuthentication> known = token(header).flatMap(tokens::authenticate);
            if (known.isPresent()) {
                var context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(known.get());
                SecurityContextHolder.setContext(context);
            } else {
                markInvalid(request);
            }
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> token(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()))
                : Optional.empty();
    }
}
