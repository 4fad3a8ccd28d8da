package dev.touchstone.server.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What tests about drift ask of the server. */
final class Drifting {

    private static final String CLUSTERS = "/api/v1/drift/clusters/";

    private final Fleet fleet;
    private final JdbcClient jdbc;

    Drifting(Fleet fleet, JdbcClient jdbc) {
        this.fleet = fleet;
        this.jdbc = jdbc;
    }

    /** The cluster a host is in. */
    long clusterOf(TestHost host) {
        return clusterOf(host.id());
    }

    long clusterOf(UUID host) {
        return jdbc.sql("select cluster_id from drift_present where host_id = ?")
                .param(host)
                .query(Long.class)
                .single();
    }

    boolean isInNone(UUID host) {
        return jdbc.sql("select count(*) from drift_present where host_id = ?")
                        .param(host)
                        .query(Long.class)
                        .single()
                == 0;
    }

    JsonNode cluster(long id) {
        Answer answer = fleet.server().get(CLUSTERS + id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Whether people are to be told of a cluster, or were. */
    boolean isNoted(long cluster) {
        return jdbc.sql("select alert_from is not null from drift_cluster where id = ?")
                .param(cluster)
                .query(Boolean.class)
                .single();
    }

    /** How often people were told of a cluster so. */
    long told(long cluster, String what) {
        return jdbc.sql("select count(*) from " + Ledger.Book.TOLD + " where type = ? and subject = ?")
                .params("dev.touchstone." + what + ".v1", "drift-cluster/" + cluster)
                .query(Long.class)
                .single();
    }

    Answer post(long cluster, String what, Map<String, ?> body) {
        return fleet.server().post(CLUSTERS + cluster + "/" + what, body);
    }

    /** Approves a proposed change, as what it shows. */
    void approve(String change) {
        String shown = fleet.server().get(change).header("ETag");
        Answer approved =
                fleet.server().send("POST", change + "/approval", BodyPublishers.ofString("{}"), "If-Match", shown);
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    }

    /** Attests, which must show the host drifted. */
    static UUID drifts(TestHost host) {
        JsonNode answer = host.attest();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("DRIFTED");
        return UUID.fromString(answer.path("attestation").asString());
    }
}
