package dev.touchstone.server.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import tools.jackson.core.JacksonException;

/** What refusal an exception amounts to. None of them repeats what the client sent. */
final class Refusals {

    private Refusals() {}

    /** The refusal, or null where it is our own fault. */
    static @Nullable Refusal of(Exception exception) {
        Refusal thrown = causeOf(exception, Refusal.class);
        if (thrown != null) {
            return thrown;
        }
        return switch (exception) {
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid -> invalid(invalid);
            case TypeMismatchException _ ->
                new Refusal(400, "malformed-request", "A part of the path or query is malformed.");
            case OptimisticLockingFailureException _ ->
                new Refusal(409, "conflict", "It was changed by someone else meanwhile: read it again.");
            case CannotCreateTransactionException _ -> unavailable();
            case TransientDataAccessException _ -> unavailable();
            case NonTransientDataAccessResourceException _ -> unavailable();
            case ErrorResponse response -> ofStatus(response.getStatusCode().value());
            default -> null;
        };
    }

    static Refusal internal() {
        return new Refusal(500, "internal", "The server failed; its log has the trace identifier.");
    }

    static Refusal ofStatus(int status) {
        return switch (status) {
            case 401 -> new Refusal(401, "unauthenticated", "A valid access token is needed.");
            case 403 -> new Refusal(403, "forbidden", "This is not allowed.");
            case 404 -> Refusal.notFound("There is nothing here.");
            case 405 -> new Refusal(405, "method-not-allowed", "This path does not take that method.");
            case 406 -> new Refusal(406, "not-acceptable", "No representation has the type asked for.");
            case 413 -> new Refusal(413, "body-too-large", "The body is larger than this path takes.");
            case 415 -> new Refusal(415, "unsupported-media-type", "This path takes JSON: application/json.");
            default ->
                status < 500 ? new Refusal(status, "malformed-request", "The request is malformed.") : internal();
        };
    }

    private static Refusal unreadable(HttpMessageNotReadableException exception) {
        JacksonException json = causeOf(exception, JacksonException.class);
        if (json == null) {
            return new Refusal(400, "malformed-request", "A JSON body is needed.");
        }
        return new Refusal(
                400, "malformed-request", "The JSON is malformed or not as documented at " + JsonPath.of(json));
    }

    private static Refusal invalid(MethodArgumentNotValidException exception) {
        List<Refusal.Reason> errors = exception.getFieldErrors().stream()
                .map(error -> new Refusal.Reason("invalid", error.getField() + " " + error.getDefaultMessage()))
                .toList();
        return new Refusal(400, "malformed-request", "Fields are out of their bounds.", errors);
    }

    private static Refusal unavailable() {
        return new Refusal(503, "unavailable", "The database does not answer.", List.of(), Duration.ofSeconds(1));
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable exception, Class<T> type) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
