package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Logs the agent says are cut: no verdict gets better by it, and nothing is made golden of it. */
@FleetTest
class IncompleteLogIT {

    private static final Map<String, Object> FIRMWARE = Map.of("firmwareLogIncomplete", true);
    private static final Map<String, Object> USERSPACE = Map.of("userspaceLogIncomplete", true);

    private final Fleet fleet;
    private final LabTpm tpm = LabTpm.named("a");
    private TestHost host;

    IncompleteLogIT(Fleet fleet) {
        this.fleet = fleet;
        this.host = new TestHost(fleet.server(), tpm, new LabTpm.Key("", Bytes.EMPTY), "none");
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        host = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        host.becomeTrusted(fleet);
    }

    private static List<String> codes(JsonNode answer) {
        List<String> codes = new ArrayList<>();
        answer.path("reasons")
                .forEach(r -> codes.add(r.path("code").asString()
                        + (r.has("pcr") ? " " + r.path("pcr").asInt() : "")));
        return codes.stream().distinct().toList();
    }

    /** The log without its last event, PCR 9's only one. */
    private static Bytes cut() {
        LogBuilder log = Machine.booted("quiet").log();
        log.events().removeLast();
        return log.build();
    }

    private Answer capture(JsonNode answer) {
        return fleet.server()
                .post(
                        "/api/v1/reference-sets",
                        Map.of(
                                "name", Fleet.newName("set"),
                                "captureFrom", answer.path("attestation").asString(),
                                "selector", Map.of("test", "nothing")));
    }

    private JsonNode incomplete(JsonNode answer) {
        return fleet.server()
                .get("/api/v1/attestations/" + answer.path("attestation").asString())
                .json()
                .path("logs")
                .path("incomplete");
    }

    @Test
    void a_log_said_to_be_cut_is_at_best_drifted_and_never_captured() {
        JsonNode answer = host.submission().with("facts", USERSPACE).accepted();
        assertThat(answer.path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(codes(answer)).containsExactly("log-incomplete");
        assertThat(answer.path("reasons").path(0).path("summary").asString()).contains("userspace log");
        assertThat(incomplete(answer).toString()).isEqualTo("[\"userspace\"]");
        Answer captured = capture(answer);
        assertThat(captured.status()).isEqualTo(422);
        assertThat(captured.code()).isEqualTo("log-incomplete");
        JsonNode whole = host.attest();
        assertThat(whole.path("verdict").asString()).isEqualTo("TRUSTED");
        assertThat(incomplete(whole).toString()).isEqualTo("[]");
        assertThat(capture(whole).status()).isEqualTo(201);
    }

    @Test
    void what_a_cut_log_does_not_reach_is_drifted_by_pcr_and_without_the_claim_rejected() {
        JsonNode answer = host.submission().log(cut()).with("facts", FIRMWARE).accepted();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("DRIFTED");
        assertThat(codes(answer)).containsExactly("log-incomplete", "log-incomplete 9");
        assertThat(capture(answer).status()).isEqualTo(422);
        assertThat(host.submission().log(cut()).accepted().path("verdict").asString())
                .isEqualTo("REJECTED");
    }

    @Test
    void only_a_plain_true_is_a_claim() {
        for (Object claim : List.of(false, "true", 1, List.of(true))) {
            JsonNode answer = host.submission()
                    .with("facts", Map.of("firmwareLogIncomplete", claim))
                    .accepted();
            assertThat(answer.path("verdict").asString()).isEqualTo("TRUSTED");
        }
    }

    @Test
    void a_claim_attached_to_a_quote_seen_elsewhere_gives_way_to_the_hosts_own_submission() {
        Submission honest = host.submission();
        Submission stranger = honest.copy().with("facts", FIRMWARE);
        assertThat(stranger.accepted().path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(honest.accepted().path("verdict").asString()).isEqualTo("TRUSTED");
        assertThat(stranger.send().code()).isEqualTo("challenge-used");
        assertThat(host.verdict()).isEqualTo("TRUSTED");
    }
}
