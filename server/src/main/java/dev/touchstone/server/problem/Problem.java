package dev.touchstone.server.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal on the wire (RFC 9457 §3.1, with {@code code}, {@code traceId} and {@code errors} as extensions).
 *
 * @param type a stable URI of the code
 * @param title the code in words
 * @param status the HTTP status
 * @param detail a sentence for a person
 * @param instance the path that was asked
 * @param code stable, for programs
 * @param traceId finds the request in the server's log
 * @param errors what was wrong, one by one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @Nullable String traceId,
        List<Refusal.Reason> errors) {

    static Problem of(Refusal refusal, String path) {
        return new Problem(
                "https://touchstone.dev/problems/" + refusal.code(),
                title(refusal.code()),
                refusal.status(),
                refusal.detail(),
                path,
                refusal.code(),
                TraceId.current(),
                refusal.errors());
    }

    private static String title(String code) {
        return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
    }
}
