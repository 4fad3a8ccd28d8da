package dev.touchstone.server.access;

import dev.touchstone.server.problem.ProblemWriter;
import dev.touchstone.server.problem.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Learns the caller from {@code Authorization: Basic} (RFC 7617). The password is checked in every request, so whoever
 * approves has just authenticated.
 */
final class PasswordFilter extends OncePerRequestFilter {

    private final Passwords passwords;
    private final ProblemWriter problems;

    PasswordFilter(Passwords passwords, ProblemWriter problems) {
        this.passwords = passwords;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !BasicCredentials.isBasic(header);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Person> known;
        try {
            known = BasicCredentials.parse(request.getHeader(HttpHeaders.AUTHORIZATION))
                    .flatMap(given -> passwords.check(given, SourceAddress.of(request)));
        } catch (Refusal refusal) {
            problems.write(request, response, refusal);
            return;
        }
        known.ifPresentOrElse(PasswordFilter::enter, () -> BearerTokenFilter.markInvalid(request));
        chain.doFilter(request, response);
    }

    private static void enter(Person person) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PersonAuthentication(person));
        SecurityContextHolder.setContext(context);
    }
}
