package dev.touchstone.server.admission;

import dev.touchstone.server.result.RenewedResults;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The signed results of the evidence in force. */
@Component
class StoredResults {

    private final JdbcClient jdbc;
    private final RenewedResults renewed;

    StoredResults(JdbcClient jdbc, RenewedResults renewed) {
        this.jdbc = jdbc;
        this.renewed = renewed;
    }

    /**
     * The result of whom a decision is about. One that does not say what stands, of a host revoked or enrolled anew
     * since, is not handed out any more; nor is any while nobody knows what stands. One that nobody can check any more
     * is signed afresh.
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
        return kept(host, attestation, verdict).flatMap(result -> renewed.of(host, verdict, result));
    }

    private Optional<String> kept(UUID host, UUID attestation, String verdict) {
        return jdbc.sql("select result from attestation where id = ? and host_id = ? and verdict = ?")
                .params(attestation, host, verdict)
                .query(String.class)
                .optional();
    }
}
