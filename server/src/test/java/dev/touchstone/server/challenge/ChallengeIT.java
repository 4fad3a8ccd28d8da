package dev.touchstone.server.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.MovableClock;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A challenge is ours, for one host and key, for a while, or it is nothing; refusing one costs nobody anything. */
@FleetTest
class ChallengeIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final MovableClock clock;
    private final LabTpm tpm = LabTpm.named("a");
    private final LabTpm otherTpm = LabTpm.named("b");

    ChallengeIT(Fleet fleet, Ledger.Book book, MovableClock clock) {
        this.fleet = fleet;
        this.book = book;
        this.clock = clock;
    }

    @BeforeEach
    void boot() {
        fleet.trustLab();
        tpm.boot(Machine.booted("quiet"));
    }

    private void refused(TestHost host, Submission submission, int status, String code) {
        Ledger before = book.of(host.id());
        Answer answer = submission.send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(book.of(host.id())).isEqualTo(before.andOneRejected());
    }

    @Test
    void no_byte_of_a_challenge_can_be_changed() {
        TestHost host = fleet.pinned(tpm);
        Submission good = host.submission();
        String text = good.challenge().path("challenge").asString();
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << at % 8);
            String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            refused(host, good.copy().challengeText(forged), 403, "challenge-forged");
        }
        good.accepted();
    }

    @Test
    void other_spellings_and_lengths_are_no_challenges() {
        TestHost host = fleet.pinned(tpm);
        Submission good = host.submission();
        String text = good.challenge().path("challenge").asString();
        for (String other : List.of(
                "",
                "A",
                text + "A",
                text + "AAAA",
                text + "=",
                " " + text,
                text.substring(1),
                text.substring(0, 20),
                "A".repeat(5000),
                text.substring(0, text.length() - 1),
                text.replace('-', '+') + "\n")) {
            refused(host, good.copy().challengeText(other), 403, "challenge-forged");
        }
        good.accepted();
    }

    @Test
    void another_hosts_challenge_is_refused() {
        TestHost host = fleet.pinned(tpm);
        TestHost other = fleet.pinned(otherTpm.boot(Machine.booted("quiet")));
        Submission theirs = host.answering(other.challenge());
        refused(host, theirs, 403, "challenge-other-host");
        other.answering(theirs.challenge()).accepted();
    }

    @Test
    void a_challenge_for_the_key_before_is_refused() {
        TestHost before = fleet.pinned(tpm);
        JsonNode challenge = before.challenge();
        TestHost after = before.with(tpm.newAk());
        after.enrol();
        refused(after, after.answering(challenge), 403, "challenge-other-key");
    }

    @Test
    void a_challenge_expires() throws Exception {
        TestHost host = fleet.pinned(tpm);
        Submission good = host.submission();
        assertThat(Duration.between(time(good, "issuedAt"), time(good, "expiresAt")))
                .isEqualTo(Duration.ofMinutes(10));
        clock.at(Duration.ofMinutes(10), () -> {
            refused(host, good, 410, "challenge-expired");
            return true;
        });
        clock.at(Duration.ofMinutes(9), good::accepted);
    }

    private static Instant time(Submission submission, String field) {
        return Instant.parse(submission.challenge().path(field).asString());
    }

    @Test
    void a_used_challenge_is_refused_to_another_quote() {
        TestHost host = fleet.pinned(tpm);
        Submission good = host.submission();
        good.accepted();
        refused(host, host.answering(good.challenge()), 409, "challenge-used");
    }

    @Test
    void the_answer_brings_the_next_challenge() {
        TestHost host = fleet.pinned(tpm);
        JsonNode next = host.attest().path("next");
        assertThat(next.path("after").asString()).isEqualTo("PT5M");
        host.answering(next.path("challenge")).accepted();
    }

    @Test
    void challenges_are_all_different() {
        TestHost host = fleet.pinned(tpm);
        assertThat(host.challenge().path("nonce")).isNotEqualTo(host.challenge().path("nonce"));
    }

    @Test
    void a_challenge_asks_for_the_banks_named_and_never_for_weak_ones_alone() {
        TestHost host = fleet.pinned(tpm);
        assertThat(TestHost.selection(ask(host, Map.of()).json())).matches("sha256:[0-9,]+");
        assertThat(TestHost.selection(
                        ask(host, Map.of("banks", List.of("sha384", "sha256"))).json()))
                .matches("sha256:[0-9,]+\\+sha384:[0-9,]+");
        assertThat(ask(host, Map.of("banks", List.of())).code()).isEqualTo("bank-too-weak");
        assertThat(ask(host, Map.of("banks", List.of("sha1"))).code()).isEqualTo("bank-too-weak");
        assertThat(ask(host, Map.of("banks", List.of("md5"))).code()).isEqualTo("bank-unknown");
        assertThat(ask(host, Map.of("banks", List.of("sha256", "sha256"))).code())
                .isEqualTo("bank-duplicate");
        assertThat(ask(host, Map.of("banks", Arrays.asList("sha256", null))).code())
                .isEqualTo("malformed-request");
    }

    private Answer ask(TestHost host, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("hostId", host.id());
        return fleet.server().anonymous().post("/api/v1/challenges", request);
    }

    @Test
    void who_is_unknown_or_gone_gets_no_challenge() {
        TestHost host = fleet.pinned(tpm);
        fleet.server().post("/api/v1/hosts/" + host.id() + "/retirement", Map.of());
        assertThat(ask(host, Map.of()).code()).isEqualTo("host-retired");
        TestHost nobody = new TestHost(fleet.server(), tpm, host.ak(), "nobody");
        assertThat(ask(nobody, Map.of()).code()).isEqualTo("host-unknown");
        assertThat(host.answering(fleet.pinned(tpm).challenge())
                        .hostId(UUID.randomUUID())
                        .send()
                        .code())
                .isEqualTo("host-unknown");
    }
}
