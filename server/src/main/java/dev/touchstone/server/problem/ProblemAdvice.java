package dev.touchstone.server.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers every exception of an API request as a problem. Pages keep Spring's own handling and its error page. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter problems;

    ProblemAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Problem> answer(Exception exception, HttpServletRequest request) throws Exception {
        if (!ApiPaths.contains(request.getRequestURI()) || isForSecurity(exception)) {
            throw exception;
        }
        Refusal refusal = Refusals.of(exception);
        if (refusal == null) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
            refusal = Refusals.internal();
        }
        // Allow of a 405, Accept of a 415.
        var headers = exception instanceof ErrorResponse response ? response.getHeaders() : HttpHeaders.EMPTY;
        return problems.entity(request, refusal, headers);
    }

    /** The security filters answer these: only they know whether to ask for a token or for a sign-in. */
    private static boolean isForSecurity(Exception exception) {
        return exception instanceof AccessDeniedException || exception instanceof AuthenticationException;
    }
}
