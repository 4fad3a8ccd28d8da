package dev.touchstone.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@FleetTest
class ErasureIT {

    private final TestServer server;
    private final Fleet fleet;
    private final JdbcClient jdbc;
    private final LabTpm tpm = LabTpm.named("b");

    ErasureIT(TestServer server, Fleet fleet, JdbcClient jdbc) {
        this.server = server;
        this.fleet = fleet;
        this.jdbc = jdbc;
    }

    private int rows(String table, TestHost host) {
        return jdbc.sql("select count(*) from " + table + " where host_id = ?")
                .param(host.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void an_erased_host_leaves_that_it_was_and_who_erased_it() {
        fleet.trustLab();
        TestHost host = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        host.becomeTrusted(fleet);
        String path = "/api/v1/hosts/" + host.id();
        assertThat(rows("attestation", host)).isPositive();
        assertThat(server.delete(path).code()).isEqualTo("host-not-retired");
        server.post(path + "/retirement", Map.of());
        assertThat(server.withScopes("operator").delete(path).status()).isEqualTo(403);
        Answer erased = server.delete(path);
        assertThat(erased.status()).as(erased.body()).isEqualTo(204);
        for (String table :
                List.of("attestation", "verdict_transition", "challenge_use", "ima_segment", "rejected_submission")) {
            assertThat(rows(table, host)).as(table).isZero();
        }
        assertThat(server.get(path).body()).doesNotContain(host.name()).contains("RETIRED");
        assertThat(jdbc.sql("""
                        select count(*) from host_tombstone t join audit_event e on e.hash = t.audit_hash
                        where t.host_id = ? and t.erased_by = 'bootstrap' and e.action = 'host.erase'""").param(host.id()).query(Integer.class).single()).isEqualTo(1);
        assertThat(server.delete(path).status()).isEqualTo(404);
    }
}
