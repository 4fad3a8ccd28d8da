package dev.touchstone.server.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request is refused. Thrown at the HTTP edge and answered as {@code application/problem+json}.
 *
 * <p>The code is a contract with clients and never changes; the detail is a sentence for a person, and quotes nothing
 * that would be unsafe to show.
 */
public final class Refusal extends RuntimeException {

    /**
     * One of several things that were wrong.
     *
     * @param code stable, as the refusal's own
     * @param detail a sentence for a person
     * @param expected what should have been there
     * @param actual what was
     */
    public record Reason(
            String code,
            String detail,
            @Nullable String expected,
            @Nullable String actual) {

        /** A reason with nothing to compare. */
        public Reason(String code, String detail) {
            this(code, detail, null, null);
        }
    }

    private final int status;
    private final String code;
    private final String detail;
    private final transient List<Reason> errors;
    private final @Nullable Duration retryAfter;

    public Refusal(int status, String code, String detail) {
        this(status, code, detail, List.of(), null);
    }

    public Refusal(int status, String code, String detail, List<Reason> errors) {
        this(status, code, detail, errors, null);
    }

    /** Without a stack trace: a refusal is an answer, and a stranger can cause any number of them. */
    public Refusal(int status, String code, String detail, List<Reason> errors, @Nullable Duration retryAfter) {
        super(code + ": " + detail, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** 404: there is no such thing, or the caller may not know of it. */
    public static Refusal notFound(String detail) {
        return new Refusal(404, "not-found", detail);
    }

    /** 429: too many requests from there; come back after {@code wait}. */
    public static Refusal rateLimited(Duration wait) {
        return new Refusal(429, "rate-limited", "Too many requests from this address.", List.of(), wait);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable code, lower-case words joined by hyphens. */
    public String code() {
        return code;
    }

    /** A sentence for a person. */
    public String detail() {
        return detail;
    }

    /** What was wrong, one by one; may be empty. */
    public List<Reason> errors() {
        return errors;
    }

    /** When to try again, where trying again can help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
