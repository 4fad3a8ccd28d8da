package dev.touchstone.agent.transport;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code application/problem+json} (RFC 9457), as far as an agent needs it. */
record Problem(
        @Nullable String title,
        @Nullable String detail,
        @Nullable String code) {

    static Problem of(HttpResponse<byte[]> response, JsonMapper json) {
        try {
            Problem problem = json.readValue(response.body(), Problem.class);
            return problem == null ? new Problem(null, null, null) : problem;
        } catch (JacksonException e) {
            // Something in between answered, not the server.
            return new Problem(null, null, null);
        }
    }

    String stableCode() {
        return code == null ? "" : code;
    }

    /** What an answer other than success means for the agent. */
    ExchangeException exception(HttpResponse<byte[]> response, Instant now) {
        int status = response.statusCode();
        String message = line(response);
        if (status == 408 || status == 429 || status >= 500) {
            Optional<Duration> wait =
                    response.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.parse(value, now));
            return new ExchangeException.Busy(message, wait);
        }
        if (status >= 300 && status < 400) {
            return new ExchangeException.Refused(
                    status, stableCode(), message + "; redirects are not followed, give the final address");
        }
        return new ExchangeException.Refused(status, stableCode(), message);
    }

    private String line(HttpResponse<byte[]> response) {
        String said = detail != null ? detail : title != null ? title : "no reason given";
        String named = stableCode().isEmpty() ? "" : " " + stableCode();
        String line = response.uri() + " answered " + response.statusCode() + named + ": " + said;
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
