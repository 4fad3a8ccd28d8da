package dev.touchstone.server.admission;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signed results of the evidence in force. */
@Component
class StoredResults {

    private final JdbcClient jdbc;

    StoredResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The result of whom a decision is about. One that does not say what stands, of a host revoked or enrolled anew
     * since, is not handed out any more; nor is any while nobody knows what stands.
     */
    Optional<String> of(Admission admission) {
        return admission
                .host()
                .filter(_ -> admission.current())
                .flatMap(host -> host.attestation()
                        .flatMap(attestation ->
                                find(host.id(), attestation, host.verdict().name())));
    }

    private Optional<String> find(UUID host, UUID attestation, String verdict) {
        return jdbc.sql("select result from attestation where id = ? and host_id = ? and verdict = ?")
                .params(attestation, host, verdict)
                .query(String.class)
                .optional();
    }
}
