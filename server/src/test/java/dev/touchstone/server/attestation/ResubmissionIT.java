package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One challenge, several submissions: an honest retry costs nothing, a dishonest one gains nothing. */
@FleetTest
class ResubmissionIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final LabTpm tpm = LabTpm.named("a");
    private TestHost host;

    ResubmissionIT(Fleet fleet, Ledger.Book book) {
        this.fleet = fleet;
        this.book = book;
        this.host = new TestHost(fleet.server(), tpm, new LabTpm.Key("", Bytes.EMPTY), "none");
    }

    @BeforeEach
    void enrol() {
        fleet.trustLab();
        host = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        host.becomeTrusted(fleet);
    }

    @Test
    void an_identical_retry_gets_the_stored_answer_byte_for_byte() {
        Submission submission = host.submission();
        String first = submission.send().body();
        Ledger ledger = book.of(host.id());
        assertThat(submission.send().body()).isEqualTo(first);
        host.attest();
        assertThat(submission.send().body()).isEqualTo(first);
        assertThat(book.of(host.id()).uses()).isEqualTo(ledger.uses() + 1);
    }

    @Test
    void a_retry_that_names_the_log_instead_of_sending_it_is_the_same_submission() {
        Submission submission = host.submission();
        assertThat(submission.send().body())
                .isEqualTo(submission.copy().namedLog(tpm.log()).send().body());
    }

    @Test
    void the_same_submission_on_many_connections_at_once_is_one() {
        Submission submission = host.submission();
        Ledger before = book.of(host.id());
        List<Answer> answers = AtOnce.of(6, submission::send);
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        Ledger after = book.of(host.id());
        assertThat(after.attestations()).isEqualTo(before.attestations() + 1);
        assertThat(after.uses()).isEqualTo(before.uses() + 1);
        assertThat(after.rejected()).isEqualTo(before.rejected());
    }

    @Test
    void two_quotes_over_one_challenge_at_once_use_it_once() {
        JsonNode challenge = host.challenge();
        Submission one = host.answering(challenge);
        Submission other = host.answering(challenge);
        Ledger before = book.of(host.id());
        List<Answer> answers = AtOnce.of(one::send, other::send);
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        Ledger after = book.of(host.id());
        assertThat(after.attestations()).isEqualTo(before.attestations() + 1);
        assertThat(after.rejected()).isEqualTo(before.rejected() + 1);
        assertThat(host.verdict()).isEqualTo("TRUSTED");
    }

    @Test
    void a_broken_log_sent_first_gives_way_to_the_one_that_replays() {
        for (Bytes broken :
                List.of(Bytes.ofUtf8("garbage"), Bytes.EMPTY, tpm.log().slice(0, 200), headOf(tpm.log()))) {
            Submission honest = host.submission();
            Submission stranger = honest.copy().log(broken);
            assertThat(stranger.accepted().path("verdict").asString()).isEqualTo("REJECTED");
            assertThat(honest.accepted().path("verdict").asString()).isEqualTo("TRUSTED");
            assertThat(host.verdict()).isEqualTo("TRUSTED");
        }
    }

    /** Without its last event. */
    private static Bytes headOf(Bytes log) {
        var machine = Machine.booted("quiet").log();
        machine.events().removeLast();
        assertThat(log.toHex()).startsWith(machine.build().toHex());
        return machine.build();
    }

    @Test
    void one_that_replays_gives_way_to_nothing() {
        Submission honest = host.submission();
        String answer = honest.send().body();
        Ledger ledger = book.of(host.id());
        Answer stranger = honest.copy().log(Bytes.ofUtf8("garbage")).send();
        assertThat(stranger.status()).isEqualTo(409);
        assertThat(stranger.code()).isEqualTo("challenge-used");
        assertThat(book.of(host.id())).isEqualTo(ledger.andOneRejected());
        assertThat(honest.send().body()).isEqualTo(answer);
    }

    @Test
    void broken_logs_one_after_another_fill_nothing() {
        Submission honest = host.submission();
        honest.copy().log(Bytes.ofUtf8("garbage 0")).accepted();
        Ledger ledger = book.of(host.id());
        long logs = book.count("event_log", "true");
        for (int i = 1; i < 5; i++) {
            assertThat(honest.copy().log(Bytes.ofUtf8("garbage " + i)).send().code())
                    .isEqualTo("challenge-used");
            ledger = ledger.andOneRejected();
        }
        assertThat(book.of(host.id())).isEqualTo(ledger);
        assertThat(book.count("event_log", "true")).isEqualTo(logs);
        assertThat(honest.accepted().path("verdict").asString()).isEqualTo("TRUSTED");
    }

    @Test
    void a_broken_log_and_the_honest_one_at_once_end_with_the_honest_one() {
        Submission honest = host.submission();
        AtOnce.of(() -> honest.copy().log(Bytes.ofUtf8("garbage")).send(), () -> honest.send());
        assertThat(honest.accepted().path("verdict").asString()).isEqualTo("TRUSTED");
        assertThat(host.verdict()).isEqualTo("TRUSTED");
    }

    @Test
    void a_superseded_quote_that_newer_evidence_overtook_is_history() {
        Submission slow = host.submission();
        slow.copy().log(Bytes.ofUtf8("garbage")).accepted();
        host.attest();
        Ledger ledger = book.of(host.id());
        slow.accepted();
        assertThat(book.of(host.id()).host()).isEqualTo(ledger.host());
    }

    // Strangers

    @Test
    void what_a_stranger_sends_is_counted_by_code_and_moves_nothing() {
        Ledger before = book.of(host.id());
        Submission seen = host.submission();
        Submission stranger = seen.to(fleet.server().anonymous().from("127.0.0.2"));
        stranger.copy().signature(Bytes.ofUtf8("x")).send();
        stranger.copy().signature(Bytes.ofUtf8("y")).send();
        stranger.copy().challengeText("x").send();
        Ledger after = book.of(host.id());
        assertThat(after).isEqualTo(before.andOneRejected().andOneRejected().andOneRejected());
        assertThat(book.count(
                        "rejected_submission",
                        "host_id = '%s' and code = 'quote-not-authentic' and count = 2 and last_source = '127.0.0.2'"
                                .formatted(host.id())))
                .isEqualTo(1);
        assertThat(host.verdict()).isEqualTo("TRUSTED");
        seen.accepted();
    }

    @Test
    void a_stranger_naming_a_hosts_id_cannot_starve_it() {
        TestServer stranger = fleet.server().anonymous().from("127.0.0.3");
        Map<String, Object> body =
                new HashMap<>(host.submission().challengeText("x").body());
        body.put("logs", Map.of("firmware", Map.of("sha256", "00".repeat(32)))); // small, to be faster than its budget
        List<String> ends = AtOnce.of(
                () -> flood(stranger, body),
                () -> flood(stranger, body),
                () -> flood(stranger, body),
                () -> host.attest().path("verdict").asString());
        assertThat(ends).containsExactly("rate-limited", "rate-limited", "rate-limited", "TRUSTED");
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
    }

    private static String flood(TestServer stranger, Map<String, Object> body) {
        String code = "";
        for (int i = 0; i < 20_000 && !code.equals("rate-limited"); i++) {
            code = stranger.post("/api/v1/attestations", body).code();
        }
        return code;
    }

    // Bodies

    @Test
    void unknown_duplicate_and_missing_keys_are_malformed() {
        Submission good = host.submission();
        Ledger before = book.of(host.id());
        assertThat(good.copy().with("verdict", "TRUSTED").send().code()).isEqualTo("malformed-request");
        String body = jsonOf(good);
        for (String bad : List.of(
                body.replaceFirst("\\{", "{\"hostId\":\"" + host.id() + "\","),
                body.replace("\"0\":", "\"1\":"),
                body.replace("\"pcrs\":", "\"pcr\":"),
                body.replace("\"content\":", "\"contents\":"),
                body.replace("\"challenge\":", "\"challenges\":"),
                body.replace("\"logs\":{", "\"logs\":null,\"x\":{"),
                body.substring(0, body.length() - 1),
                body + "{}",
                "[]",
                "null",
                "")) {
            Answer answer = fleet.server().anonymous().postRaw("/api/v1/attestations", bad);
            assertThat(answer.status())
                    .as(bad.substring(0, Math.min(60, bad.length())))
                    .isEqualTo(400);
            assertThat(answer.code()).isEqualTo("malformed-request");
        }
        assertThat(book.of(host.id())).isEqualTo(before);
        good.accepted();
    }

    private static String jsonOf(Submission submission) {
        return JsonMapper.shared().writeValueAsString(submission.body());
    }

    @Test
    void nulls_within_are_malformed() {
        String body = jsonOf(host.submission());
        for (String bad : List.of(
                body.replaceFirst("\"0\":\"[0-9a-f]+\"", "\"0\":null"),
                body.replaceFirst("\"attest\":\"[^\"]+\"", "\"attest\":null"),
                body.replaceFirst("\"pcrs\":\\{", "\"pcrs\":{\"sha512\":null,"))) {
            assertThat(bad).isNotEqualTo(body);
            assertThat(fleet.server()
                            .anonymous()
                            .postRaw("/api/v1/attestations", bad)
                            .code())
                    .isEqualTo("malformed-request");
        }
    }

    @Test
    void a_body_above_its_limit_is_refused_also_when_its_length_is_not_told() {
        Submission good = host.submission();
        Ledger before = book.of(host.id());
        byte[] large = new byte[25 << 20];
        Arrays.fill(large, (byte) ' ');
        Answer chunked = fleet.server().anonymous().postChunked("/api/v1/attestations", large);
        assertThat(chunked.status()).isEqualTo(413);
        Answer declared =
                fleet.server().anonymous().send("POST", "/api/v1/attestations", BodyPublishers.ofByteArray(large));
        assertThat(declared.status()).isEqualTo(413);
        assertThat(declared.code()).isEqualTo("body-too-large");
        assertThat(book.of(host.id())).isEqualTo(before);
        good.accepted();
    }

    @Test
    void reported_facts_are_kept_small_and_storable() {
        host.submission()
                .with("facts", Map.of("os", "Debian", "n", List.of(1, 2.5, true), "text", "x\ty"))
                .accepted();
        for (Object facts : List.of(
                "text",
                List.of(),
                Map.of("a", "\0"),
                Map.of("\0", 1),
                Map.of("a", "x".repeat(17_000)),
                Map.of("a", new BigDecimal("1e99999")))) {
            Submission submission = host.submission().with("facts", facts);
            assertThat(submission.send().code())
                    .as(facts.toString()
                            .substring(0, Math.min(30, facts.toString().length())))
                    .isEqualTo("facts-invalid");
        }
        String lone =
                jsonOf(host.submission().with("facts", Map.of("a", "LONE"))).replace("LONE", "\\ud800");
        assertThat(fleet.server()
                        .anonymous()
                        .postRaw("/api/v1/attestations", lone)
                        .code())
                .isEqualTo("facts-invalid");
    }
}
