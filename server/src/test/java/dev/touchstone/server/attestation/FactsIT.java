package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.ImaList;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What stored evidence says of its boot, as JSON. */
@FleetTest
class FactsIT {

    private final Fleet fleet;
    private final LabTpm tpm = LabTpm.named("a");

    FactsIT(Fleet fleet) {
        this.fleet = fleet;
    }

    @BeforeEach
    void trust() {
        fleet.trustLab();
    }

    private TestHost booted(String boot) {
        return fleet.pinned(tpm.boot(LogBuilder.copyOf(Boots.log(boot))));
    }

    private Answer facts(JsonNode attested) {
        return fleet.server()
                .get("/api/v1/attestations/" + attested.path("attestation").asString() + "/facts");
    }

    @Test
    void names_secure_boot_the_boot_chain_and_the_command_line() {
        TestHost host = booted("secure-boot");
        ImaList list = ImaList.recorded(tpm, "secure-boot");
        Submission submission = host.submission();
        Answer answer = facts(submission.ima(submission.boot(), 0, list.from(0)).accepted());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode facts = answer.json();
        assertThat(facts.path("secureBoot").path("enabled").asBoolean()).isTrue();
        assertThat(facts.path("secureBoot").path("stores").path(0).path("name").asString())
                .isEqualTo("PK");
        JsonNode certificate = facts.path("secureBoot")
                .path("stores")
                .path(0)
                .path("certificates")
                .path(0);
        assertThat(certificate.path("sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(certificate.path("owner").asString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(facts.path("bootChain").path(0).path("digest").asString()).matches("sha256:[0-9a-f]{64}");
        assertThat(facts.path("commandLines")
                        .path("lines")
                        .path(0)
                        .path("source")
                        .asString())
                .isEqualTo("grub");
        assertThat(facts.path("osImage").path("proves").asString()).isEqualTo("nothing");
        assertThat(facts.path("ima").path("records").asInt()).isEqualTo(4);
        assertThat(facts.path("ima").path("bootAggregate").asString()).isEqualTo("matches");
        facts.path("findings")
                .forEach(f -> assertThat(f.path("severity").asString()).isIn("note", "warning", "contradiction"));
        assertThat(facts.has("machineId")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "quiet console=ttyS0 root=/dev/vda2 ro lockdown=integrity ima_policy=tcb, true",
        "quiet console=ttyS0 root=/dev/vda2 ro ima_policy=tcb, false"
    })
    void tell_a_unified_kernels_command_line_only_if_the_reported_one_was_measured(String reported, boolean told) {
        Submission submission = booted("uki-direct").submission();
        JsonNode lines = facts(submission
                        .with("facts", Map.of("commandLine", reported))
                        .accepted())
                .json()
                .path("commandLines")
                .path("lines");
        List<JsonNode> texts = lines.valueStream()
                .filter(line -> line.path("source").asString().equals("uki"))
                .map(line -> line.path("text"))
                .toList();
        assertThat(texts).singleElement().satisfies(text -> {
            assertThat(text.isMissingNode()).isEqualTo(!told);
            assertThat(text.asString("")).isEqualTo(told ? reported : "");
        });
    }

    @Test
    void are_read_by_viewers_and_nobody_else() {
        JsonNode attested = booted("golden").attest();
        String path = "/api/v1/attestations/" + attested.path("attestation").asString() + "/facts";
        assertThat(fleet.server().withScopes("viewer").get(path).status()).isEqualTo(200);
        assertThat(fleet.server().withScopes("admission").get(path).status()).isEqualTo(403);
        assertThat(fleet.server().anonymous().get(path).status()).isEqualTo(401);
    }

    @Test
    void are_not_told_of_evidence_that_does_not_hold_or_is_not_there() {
        JsonNode rejected =
                booted("golden").submission().log(Bytes.ofUtf8("garbage")).accepted();
        assertThat(facts(rejected).status()).isEqualTo(422);
        assertThat(facts(rejected).code()).isEqualTo("evidence-rejected");
        Answer none = fleet.server().get("/api/v1/attestations/" + UUID.randomUUID() + "/facts");
        assertThat(none.status()).isEqualTo(404);
    }
}
