package dev.touchstone.db;

/** Why the embedded PostgreSQL cannot run, as one sentence an operator can act on. */
public final class EmbeddedPostgresException extends RuntimeException {

    EmbeddedPostgresException(String sentence) {
        super(sentence);
    }

    EmbeddedPostgresException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
