package dev.touchstone.server.access;

import dev.touchstone.server.problem.ProblemWriter;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds requests that no valid token came with to their source's budget. */
final class RateLimitFilter extends OncePerRequestFilter {

    private final SourceRate rate;
    private final ProblemWriter problems;
    private final RequestMatcher limited;

    RateLimitFilter(SourceRate rate, ProblemWriter problems, RequestMatcher limited) {
        this.rate = rate;
        this.problems = problems;
        this.limited = limited;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !limited.matches(request) || SecurityContextHolder.getContext().getAuthentication() != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Duration> wait = rate.spend(SourceAddress.of(request));
        if (wait.isPresent()) {
            problems.write(request, response, Refusal.rateLimited(wait.get()));
        } else {
            chain.doFilter(request, response);
        }
    }
}
