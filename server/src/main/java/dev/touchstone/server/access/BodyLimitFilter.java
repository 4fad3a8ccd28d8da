package dev.touchstone.server.access;

import dev.touchstone.server.problem.ProblemWriter;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds every body before anything reads it: by its declared length at once, and by count where none is declared. The
 * container bounds forms only.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BodyLimitFilter extends OncePerRequestFilter {

    private final BodyLimitProperties limits;
    private final ProblemWriter problems;

    BodyLimitFilter(BodyLimitProperties limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long limit = limits.of(request.getRequestURI());
        if (request.getContentLengthLong() > limit) {
            // The rest of the body is still on its way: do not read it as the next request.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.write(request, response, tooLarge(limit));
        } else {
            chain.doFilter(new BoundedRequest(request, limit), response);
        }
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(413, "body-too-large", "The body is larger than the " + limit + " bytes this path takes.");
    }
}
