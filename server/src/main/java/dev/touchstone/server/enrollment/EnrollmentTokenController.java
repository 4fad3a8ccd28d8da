package dev.touchstone.server.enrollment;

import dev.touchstone.server.access.Caller;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/enrollment-tokens}. */
@RestController
class EnrollmentTokenController {

    private final EnrollmentTokens tokens;

    EnrollmentTokenController(EnrollmentTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What the token shall allow.
     *
     * @param labels granted to the hosts it enrols; none if absent
     * @param uses how many hosts; 1 if absent
     * @param namePattern names it may grant, with {@code *} and {@code ?}; any free name if absent
     * @param cidr where requests may come from; anywhere if absent
     */
    record Request(
            @Nullable Map<String, String> labels,
            @Nullable Integer uses,
            Instant expiresAt,
            @Nullable String namePattern,
            @Nullable String cidr) {}

    record Answer(String token, Instant expiresAt) {}

    @PostMapping("/api/v1/enrollment-tokens")
    @ResponseStatus(HttpStatus.CREATED)
    Answer issue(@RequestBody Request request, @AuthenticationPrincipal Caller caller) {
        EnrollmentTokens.Order order = EnrollmentTokens.order(
                request.labels() == null ? Map.of() : request.labels(),
                request.uses() == null ? 1 : request.uses(),
                request.expiresAt(),
                request.namePattern(),
                request.cidr());
        return new Answer(tokens.issue(order, caller.name()), request.expiresAt());
    }
}
