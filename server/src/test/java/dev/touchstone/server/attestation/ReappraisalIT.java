package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.StoredHosts;
import dev.touchstone.server.host.StoredHosts.Image;
import dev.touchstone.server.host.StoredHosts.Stored;
import dev.touchstone.server.host.TestHost;
import dev.touchstone.server.job.FinishedJobs;
import dev.touchstone.server.job.JobTest;
import dev.touchstone.server.reference.GoldenChanged;
import dev.touchstone.server.reference.GoldenSets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What is golden changes, and with it what stored evidence shows; the evidence itself, and its age, do not. */
@JobTest
class ReappraisalIT {

    private final Fleet fleet;
    private final StoredHosts stored;
    private final FinishedJobs finished;
    private final Ledger.Book book;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final StoredFleet storedFleet;
    private final Reappraisals reappraisals;
    private final GoldenSets golden;
    private final Clock clock;
    private final LabTpm tpm = LabTpm.named("b");
    private final String label = Fleet.newName("label");

    ReappraisalIT(
            Fleet fleet,
            StoredHosts stored,
            FinishedJobs finished,
            Ledger.Book book,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            StoredFleet storedFleet,
            Reappraisals reappraisals,
            GoldenSets golden,
            Clock clock) {
        this.fleet = fleet;
        this.stored = stored;
        this.finished = finished;
        this.book = book;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
        this.storedFleet = storedFleet;
        this.reappraisals = reappraisals;
        this.golden = golden;
        this.clock = clock;
    }

    private List<Stored> hosts(int count, int initrd) {
        return stored.add(count, Image.of("golden", initrd, 1), Map.of("test", label), clock.instant());
    }

    private Answer reappraise(String value) {
        return fleet.server().post("/api/v1/re-appraisals", Map.of("labels", Map.of("test", value)));
    }

    private JsonNode reappraised(String value) {
        JsonNode job = finished.of(reappraise(value));
        assertThat(FinishedJobs.state(job)).as(job.toString()).isEqualTo("done");
        return job.path("result");
    }

    private JsonNode host(Stored host) {
        return fleet.server().get("/api/v1/hosts/" + host.id()).json();
    }

    private String verdict(Stored host) {
        return host(host).path("verdict").asString();
    }

    private String validUntil(UUID host) {
        return jdbc.sql("select evidence_valid_until::text from host where id = ?")
                .param(host)
                .query(String.class)
                .single();
    }

    @Test
    void stored_evidence_turns_trusted_once_it_is_golden_and_grows_no_younger() throws Exception {
        List<Stored> hosts = hosts(3, 1);
        Stored drifted = hosts(1, 2).getFirst();
        String until = validUntil(hosts.getLast().id());
        fleet.golden(hosts.getFirst().attestation(), label);
        JsonNode result = reappraised(label);
        assertThat(result.path("hosts").asInt()).isEqualTo(4);
        hosts.forEach(h -> assertThat(verdict(h)).isEqualTo("TRUSTED"));
        assertThat(verdict(drifted)).isEqualTo("DRIFTED");
        UUID id = hosts.getLast().id();
        assertThat(validUntil(id)).isEqualTo(until);
        assertThat(book.count("verdict_transition", "host_id = '" + id + "' and cause = 're-appraisal'"))
                .isEqualTo(1);
        assertThat(book.told(id)).isEqualTo(1);
        resultSaysSo(hosts.getLast());
        assertThat(reappraised(label).path("changed").asInt()).isZero();
    }

    /** Admission hands out a result that says what the host is, about evidence as old as it is. */
    private void resultSaysSo(Stored host) throws Exception {
        JsonNode admission = fleet.admission(host.id()).json();
        assertThat(admission.path("decision").asString()).isEqualTo("allow");
        SignedJWT result = SignedJWT.parse(admission.path("result").asString());
        assertThat(result.getPayload().toString()).contains("TRUSTED");
        assertThat(result.getJWTClaimsSet().getExpirationTime().toInstant().getEpochSecond())
                .isEqualTo(
                        Instant.parse(admission.path("validUntil").asString()).getEpochSecond());
        assertThat(book.count(
                        "attestation",
                        "host_id = '" + host.id() + "' and verdict = 'TRUSTED' and reappraised_at is not null"
                                + " and first_judgement ->> 'verdict' = 'PENDING'"))
                .isEqualTo(1);
    }

    @Test
    void a_change_of_what_is_golden_has_the_fleet_appraised_again_and_no_change_has_not() {
        List<Stored> hosts = hosts(2, 3);
        fleet.golden(hosts.getFirst().attestation(), label);
        String nobody = Fleet.newName("nobody");
        transaction.executeWithoutResult(status -> {
            events.publishEvent(new GoldenChanged("x@1 approved", nobody));
            status.setRollbackOnly();
        });
        assertThat(book.count("job", "created_by = '" + nobody + "'")).isZero();
        UUID job = jdbc.sql("select id from job where kind = 're-appraisal' order by created_at desc limit 1")
                .query(UUID.class)
                .single();
        finished.at(job);
        hosts.forEach(h -> assertThat(verdict(h)).isEqualTo("TRUSTED"));
    }

    @Test
    void a_host_whose_set_was_retired_is_trusted_no_longer() {
        Stored host = hosts(1, 4).getFirst();
        String set = fleet.golden(host.attestation(), label);
        reappraised(label);
        fleet.server().post("/api/v1/reference-sets/" + set + "/versions/1/retirement", Map.of());
        reappraised(label);
        assertThat(verdict(host)).isEqualTo("PENDING");
        assertThat(host(host).toString()).contains("PENDING");
    }

    @Test
    void rejected_and_rolled_back_hosts_are_never_lifted() {
        List<Stored> hosts = hosts(3, 5);
        jdbc.sql("update host set verdict = 'REJECTED', rolled_back = true where id = ?")
                .param(hosts.get(1).id())
                .update();
        jdbc.sql("update attestation set verdict = 'REJECTED' where host_id = ?")
                .param(hosts.get(2).id())
                .update();
        fleet.golden(hosts.getFirst().attestation(), label);
        reappraised(label);
        assertThat(verdict(hosts.getFirst())).isEqualTo("TRUSTED");
        assertThat(verdict(hosts.get(1))).isEqualTo("REJECTED");
        assertThat(verdict(hosts.get(2))).isEqualTo("PENDING");
    }

    @Test
    void evidence_of_another_key_lifts_nothing() {
        List<Stored> hosts = hosts(2, 6);
        jdbc.sql("update host set ak_public = (select ak_public from host where id = ?) where id = ?")
                .params(hosts.getFirst().id(), hosts.getLast().id())
                .update();
        fleet.golden(hosts.getFirst().attestation(), label);
        reappraised(label);
        assertThat(verdict(hosts.getLast())).isEqualTo("PENDING");
    }

    @Test
    void newer_evidence_wins() {
        fleet.trustLab();
        TestHost host = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        UUID shown = attestation(host.attest());
        fleet.golden(shown, host.name());
        StoredHostBoot read = storedFleet
                .walk(Map.of("test", host.name()), Optional.empty(), clock.instant())
                .nextPage()
                .getFirst();
        host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        Ledger before = book.of(host.id());
        assertThat(host.verdict()).isEqualTo("REJECTED");
        assertThat(reappraisals.appraise(read, golden.inForce())).isFalse();
        assertThat(book.of(host.id())).isEqualTo(before);
    }

    @Test
    void intake_goes_on_while_a_re_appraisal_waits_for_a_host() {
        fleet.trustLab();
        TestHost live = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        Stored held = hosts(1, 7).getFirst();
        fleet.golden(held.attestation(), label);
        Answer job = transaction.execute(_ -> {
            jdbc.sql("select id from host where id = ? for update")
                    .param(held.id())
                    .query(UUID.class)
                    .single();
            Answer started = reappraise(label);
            finished.waiting("host");
            assertThat(AtOnce.of(1, live::attest).getFirst().path("verdict").asString())
                    .isEqualTo("PENDING");
            return started;
        });
        assertThat(job).isNotNull();
        finished.of(Objects.requireNonNull(job));
        assertThat(verdict(held)).isEqualTo("TRUSTED");
    }

    @Test
    void one_piece_of_evidence_is_appraised_by_any_version_and_nothing_changes() {
        Stored host = hosts(1, 8).getFirst();
        String set = Fleet.newName("draft");
        fleet.capture(set, host.attestation(), Map.of("test", "nobody"));
        Ledger before = book.of(host.id());
        String path = "/api/v1/attestations/" + host.attestation() + "/re-appraisal";
        JsonNode inForce = fleet.server().post(path, Map.of()).json();
        assertThat(inForce.path("verdict").asString()).isEqualTo("PENDING");
        JsonNode byDraft = fleet.server()
                .post(path, Map.of("versions", List.of(set + "@1")))
                .json();
        assertThat(byDraft.path("verdict").asString()).as(byDraft.toString()).isEqualTo("TRUSTED");
        assertThat(byDraft.path("matched").path(set).asInt()).isEqualTo(1);
        assertThat(book.of(host.id())).isEqualTo(before);
        assertThat(fleet.server()
                        .post(path, Map.of("versions", List.of("none@1")))
                        .status())
                .isEqualTo(404);
        assertThat(fleet.server()
                        .post(path, Map.of("versions", List.of("none")))
                        .code())
                .isEqualTo("version-invalid");
    }

    private static UUID attestation(JsonNode answer) {
        return UUID.fromString(answer.path("attestation").asString());
    }
}
