package dev.touchstone.server.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A rollout that is not through when its window ends is told of. */
@FleetTest
class OverdueRolloutsIT {

    private static final String CHANGES = "/api/v1/changes";

    private final Fleet fleet;
    private final MovableClock clock;
    private final OverdueRollouts rollouts;
    private final Ledger.Book book;

    OverdueRolloutsIT(Fleet fleet, MovableClock clock, OverdueRollouts rollouts, Ledger.Book book) {
        this.fleet = fleet;
        this.clock = clock;
        this.rollouts = rollouts;
        this.book = book;
    }

    private static UUID attested(TestHost host, String verdict) {
        JsonNode answer = host.attest();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo(verdict);
        return UUID.fromString(answer.path("attestation").asString());
    }

    /** Approves a version whose hosts are expected within ten minutes: the change. */
    private String rollOut(String set, int version) {
        TestServer server = fleet.server();
        Answer drafted = server.post(
                CHANGES,
                Map.of(
                        "kind",
                        "reference-version",
                        "title",
                        "the next image",
                        "payload",
                        Map.of("name", set, "version", version),
                        "expectedUntil",
                        clock.instant().plus(Duration.ofMinutes(10)).toString()));
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
        String change = CHANGES + "/" + drafted.json().path("id").asString();
        String shown = server.post(change + "/proposal", Map.of()).header("ETag");
        Answer approved = server.send("POST", change + "/approval", BodyPublishers.ofString("{}"), "If-Match", shown);
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        return drafted.json().path("id").asString();
    }

    @Test
    void people_are_told_once_when_a_window_is_over_and_hosts_are_missing() throws Exception {
        LabTpm.named("a");
        fleet.trustLab();
        LabTpm tpm = LabTpm.named("a").boot(Machine.booted("quiet"));
        TestHost fresh = fleet.pinned(tpm);
        TestHost host = fresh.with(tpm.persist(fresh.ak()));
        String set = fleet.golden(attested(host, "PENDING"), host.name());
        attested(host, "TRUSTED");
        tpm.boot(Machine.booted(Fleet.newName("next")));
        fleet.capture(set, attested(host, "DRIFTED"), Map.of("test", host.name()));
        tpm.boot(Machine.booted("quiet"));
        String change = rollOut(set, 2);
        attested(host, "TRUSTED");
        String told = "type = 'dev.touchstone.change.stalled.v1' and subject = 'change/" + change
                + "' and data ->> 'why' = 'hosts-missing' and data ->> 'missing' = '1' and data ->> 'expected' = '1'";
        for (int minutes : new int[] {9, 11, 12}) {
            clock.at(Duration.ofMinutes(minutes), () -> {
                rollouts.run();
                return true;
            });
            assertThat(book.count(Ledger.Book.TOLD, told))
                    .as("after %s min", minutes)
                    .isEqualTo(minutes > 10 ? 1 : 0);
        }
    }
}
