package dev.touchstone.server.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request an identifier that its log lines and its refusal share. It is ours, never the client's. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceId extends OncePerRequestFilter {

    private static final String KEY = "traceId";

    static @Nullable String current() {
        return MDC.get(KEY);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var random = ThreadLocalRandom.current();
        var hex = HexFormat.of();
        try (var _ = MDC.putCloseable(KEY, hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()))) {
            chain.doFilter(request, response);
        }
    }

    /** A request that failed outside MVC is dispatched to the error page and needs its identifier there too. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
