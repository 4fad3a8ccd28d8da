package dev.touchstone.server.problem;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers a refusal: for filters directly, for controllers through {@link ProblemAdvice}. Counts each by its code. */
@Component
public class ProblemWriter {

    private final JsonMapper json;
    private final MeterRegistry meters;

    ProblemWriter(JsonMapper json, MeterRegistry meters) {
        this.json = json;
        this.meters = meters;
    }

    /** Writes the whole answer, where a filter ends the request. */
    public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        var entity = entity(request, refusal, HttpHeaders.EMPTY);
        response.setStatus(refusal.status());
        entity.getHeaders().forEach((name, values) -> values.forEach(value -> response.setHeader(name, value)));
        json.writeValue(response.getOutputStream(), entity.getBody());
    }

    ResponseEntity<Problem> entity(HttpServletRequest request, Refusal refusal, HttpHeaders headers) {
        meters.counter("touchstone.problems", "code", refusal.code()).increment();
        var answer = ResponseEntity.status(refusal.status()).headers(headers);
        var retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(Problem.of(refusal, path(request)));
    }

    /** The path that was asked, also where the container has since moved on to the error page. */
    static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return failed == null ? request.getRequestURI() : failed.toString();
    }
}
