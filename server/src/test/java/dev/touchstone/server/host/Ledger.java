package dev.touchstone.server.host;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything about a host that a refusal must leave alone, and the count of its rejected submissions.
 *
 * @param host its row, whole
 */
public record Ledger(
        String host, long hosts, long attestations, long uses, long transitions, long outbox, long rejected) {

    /** The same but for one rejected submission more. */
    public Ledger andOneRejected() {
        return new Ledger(host, hosts, attestations, uses, transitions, outbox, rejected + 1);
    }

    /** Reads ledgers from the database. */
    public static final class Book {

        /** Everything told: what waits in the outbox, and the events made of it. */
        public static final String TOLD = """
                (select 'dev.touchstone.' || kind || '.v1' as type, subject, payload as data from outbox
                 union all select type, subject, data from event) told""";

        private final JdbcClient jdbc;

        Book(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        /** How a host stands. */
        public Ledger of(UUID host) {
            return new Ledger(
                    jdbc.sql("select to_jsonb(host)::text from host where id = ?")
                            .param(host)
                            .query(String.class)
                            .optional()
                            .orElse(""),
                    count("host", "true"),
                    count("attestation", "host_id = '" + host + "'"),
                    count("challenge_use", "host_id = '" + host + "'"),
                    count("verdict_transition", "host_id = '" + host + "'"),
                    told(host),
                    jdbc.sql("select coalesce(sum(count), 0) from rejected_submission where host_id = ?")
                            .param(host)
                            .query(Long.class)
                            .single());
        }

        /** How much was told of a host. */
        public long told(UUID host) {
            return count(TOLD, "subject = 'host/" + host + "'");
        }

        /** Rows of a table. */
        public long count(String table, String condition) {
            return jdbc.sql("select count(*) from " + table + " where " + condition)
                    .query(Long.class)
                    .single();
        }
    }
}
