package dev.touchstone.server.host;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how verdicts changed. That a verdict became STALE is not among it: nothing happened then. */
@Component
public class VerdictHistory {

    private final JdbcClient jdbc;

    VerdictHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One change of a host's verdict.
     *
     * @param cause a word of {@link TransitionCause}
     * @param attestation the evidence that caused it, where evidence did
     * @param detail a sentence for people; may be empty
     */
    public record Transition(
            Instant at, String from, String to, String cause, Optional<UUID> attestation, String detail) {}

    /** A host's changes, the latest first. */
    public List<Transition> latestOf(UUID host, int limit) {
        return jdbc.sql("select * from verdict_transition where host_id = ? order by at desc limit ?")
                .params(host, limit)
                .query(VerdictHistory::read)
                .list();
    }

    /** The change by which a host had the verdict it had at a moment. */
    public Optional<Transition> lastBefore(UUID host, Instant at) {
        return jdbc.sql("select * from verdict_transition where host_id = ? and at <= ? order by at desc limit 1")
                .params(host, at.atOffset(ZoneOffset.UTC))
                .query(VerdictHistory::read)
                .optional();
    }

    private static Transition read(ResultSet row, int number) throws SQLException {
        return new Transition(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("from_verdict"),
                row.getString("to_verdict"),
                row.getString("cause"),
                Optional.ofNullable(row.getObject("attestation_id", UUID.class)),
                row.getString("detail"));
    }
}
