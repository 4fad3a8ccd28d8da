package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.AtOnce;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.ImaList;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** IMA's list, as far as quotes account for it: sent once, kept once, and never believed beyond the quote. */
@FleetTest
class ImaListIT {

    private final Fleet fleet;
    private final Ledger.Book book;
    private final LabTpm tpm = LabTpm.named("a");
    private TestHost host;
    private ImaList list = new ImaList(tpm);

    ImaListIT(Fleet fleet, Ledger.Book book) {
        this.fleet = fleet;
        this.book = book;
        this.host = new TestHost(fleet.server(), tpm, new LabTpm.Key("", Bytes.EMPTY), "none");
    }

    /** A host in a recorded boot, with the list recorded with it, made golden by evidence that brought no list. */
    @BeforeEach
    void boot() {
        fleet.trustLab();
        host = fleet.pinned(tpm.boot(LogBuilder.copyOf(Boots.log("golden"))));
        host = host.with(tpm.persist(host.ak()));
        list = ImaList.recorded(tpm, "golden");
        host.becomeTrusted(fleet);
    }

    private static Submission with(Submission submission, long from, Bytes records) {
        return submission.ima(submission.boot(), from, records);
    }

    private Submission whole() {
        return with(host.submission(), 0, list.from(0));
    }

    private static void trusted(JsonNode answer) {
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("TRUSTED");
    }

    private static void rejected(JsonNode answer, String code) {
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("REJECTED");
        assertThat(codes(answer)).as(answer.toString()).containsExactly(code);
    }

    private static List<String> codes(JsonNode answer) {
        List<String> codes = new ArrayList<>();
        answer.path("reasons")
                .forEach(r -> codes.add(r.path("code").asString()
                        + (r.has("pcr") ? " " + r.path("pcr").asInt() : "")));
        return codes.stream().distinct().toList();
    }

    private long segments() {
        return book.count("ima_segment", "host_id = '" + host.id() + "'");
    }

    private static void asksFrom(JsonNode challenge, String boot, long from) {
        JsonNode ima = challenge.path("logs").path("ima");
        assertThat(ima.path("boot").asString()).isEqualTo(boot);
        assertThat(ima.path("from").asLong()).isEqualTo(from);
    }

    private JsonNode view(JsonNode answer) {
        return fleet.server()
                .get("/api/v1/attestations/" + answer.path("attestation").asString())
                .json();
    }

    /** Opens stored evidence again. */
    private Answer opened(JsonNode answer) {
        return fleet.server()
                .post(
                        "/api/v1/reference-sets",
                        Map.of(
                                "name", Fleet.newName("set"),
                                "captureFrom", answer.path("attestation").asString(),
                                "selector", Map.of("test", "nothing")));
    }

    @Test
    void a_host_without_a_list_is_trusted_as_before_and_its_pcr_10_not_checked() {
        JsonNode answer = host.attest();
        trusted(answer);
        assertThat(view(answer).path("notChecked").toString()).contains("10");
        assertThat(view(answer).path("logs").has("ima")).isFalse();
        asksFrom(answer.path("next").path("challenge"), "0.0", 0);
        assertThat(opened(answer).body()).doesNotContain("\"pcr\":10");
    }

    @Test
    void the_whole_list_comes_first_and_then_only_what_is_new() {
        Submission first = whole();
        JsonNode answer = first.accepted();
        trusted(answer);
        JsonNode next = answer.path("next").path("challenge");
        asksFrom(next, first.boot(), 4);
        asksFrom(host.challenge(), first.boot(), 4);

        list.files("/usr/bin/a", "/usr/bin/b");
        JsonNode second = with(host.answering(next), 4, list.from(4)).accepted();
        trusted(second);
        asksFrom(second.path("next").path("challenge"), first.boot(), 6);
        assertThat(view(second).path("logs").path("ima").path("from").asLong()).isEqualTo(4);
        assertThat(view(second).path("logs").path("ima").path("to").asLong()).isEqualTo(6);
        assertThat(segments()).isEqualTo(2);
    }

    @Test
    void what_did_not_grow_is_sent_empty_and_stores_nothing() {
        whole().accepted();
        for (int i = 0; i < 3; i++) {
            JsonNode answer = with(host.submission(), 4, Bytes.EMPTY).accepted();
            trusted(answer);
            assertThat(opened(answer).status()).isEqualTo(201);
        }
        assertThat(segments()).isEqualTo(1);
    }

    @Test
    void records_beyond_the_quote_are_neither_bound_nor_kept() {
        Submission quoted = host.submission();
        list.files("/later");
        JsonNode answer = with(quoted, 0, list.from(0)).accepted();
        trusted(answer);
        asksFrom(answer.path("next").path("challenge"), quoted.boot(), 4);
        assertThat(book.count(
                        "ima_segment",
                        "host_id = '%s' and size = %d"
                                .formatted(host.id(), list.between(0, 4).length())))
                .isEqualTo(1);
        trusted(with(host.submission(), 4, list.from(4)).accepted());
    }

    @Test
    void a_list_from_anywhere_else_is_asked_for_whole_and_nothing_is_held_against_the_host() {
        whole().accepted();
        list.files("/usr/bin/a");
        Submission submission = host.submission();
        Ledger before = book.of(host.id());
        for (long from : List.of(1L, 3L, 5L, 1L << 40, -1L)) {
            Answer answer = with(submission.copy(), from, list.from(4)).send();
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("log-content-needed");
            assertThat(answer.json().path("detail").asString()).contains("from record 0");
        }
        assertThat(book.of(host.id())).isEqualTo(before);
        trusted(with(submission, 0, list.from(0)).accepted());
        assertThat(segments()).isEqualTo(2);
    }

    @Test
    void a_list_sent_whole_each_time_is_kept_once() {
        for (int i = 0; i < 3; i++) {
            JsonNode answer = whole().accepted();
            trusted(answer);
            assertThat(opened(answer).status()).isEqualTo(201);
            trusted(whole().accepted());
            list.files("/usr/bin/" + i);
        }
        assertThat(segments()).isEqualTo(3);
        assertThat(book.count(
                        "ima_segment",
                        "host_id = '%s' having sum(size) = %d"
                                .formatted(host.id(), list.between(0, 6).length())))
                .isEqualTo(3);
    }

    @Test
    void a_list_that_follows_another_boots_records_than_the_quotes_is_asked_for_whole() {
        trusted(whole().accepted());
        list.files("/usr/bin/later");
        Submission submission = host.submission();
        Answer answer = submission.copy().ima("0.0", 3, list.from(3)).send();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("log-content-needed");
        trusted(submission.copy().ima("0.0", 0, list.from(0)).accepted());
    }

    @Test
    void a_list_cut_before_the_quote_is_rejected_and_the_next_good_one_recovers() {
        Submission first = whole();
        first.accepted();
        list.files("/usr/bin/a", "/usr/bin/b");
        JsonNode cut = with(host.submission(), 4, list.between(4, 5)).accepted();
        rejected(cut, "log-does-not-replay 10");
        asksFrom(cut.path("next").path("challenge"), first.boot(), 4);
        assertThat(segments()).isEqualTo(1);
        trusted(with(host.submission(), 4, list.from(4)).accepted());
        assertThat(segments()).isEqualTo(2);
    }

    @Test
    void a_cut_list_gives_way_to_the_whole_one_of_the_same_quote() {
        Submission submission = host.submission();
        rejected(with(submission.copy(), 0, list.between(0, 3)).accepted(), "log-does-not-replay 10");
        trusted(with(submission, 0, list.from(0)).accepted());
        assertThat(host.verdict()).isEqualTo("TRUSTED");
    }

    @Test
    void a_list_that_does_not_read_is_rejected() {
        Bytes torn = list.from(0).slice(0, list.from(0).length() - 1);
        JsonNode answer = with(host.submission(), 0, torn).accepted();
        rejected(answer, "log-malformed");
        assertThat(answer.path("reasons").path(0).path("summary").asString()).contains("The IMA log cannot be read");
        trusted(whole().accepted());
    }

    @Test
    void a_record_that_names_another_pcr_is_rejected() {
        rejected(with(host.submission(), 0, list.naming(2, 7)).accepted(), "ima-outside-pcr 7");
        trusted(whole().accepted());
    }

    @Test
    void a_list_of_too_many_records_is_refused_and_the_challenge_still_good() {
        Bytes least = Bytes.concat(Bytes.ofHex("0a000000"), Bytes.filled(20, 0), Bytes.ofHex("010000007800000000"));
        byte[] many = new byte[least.length() * 250_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = (byte) least.at(i % least.length());
        }
        Submission submission = host.submission();
        Ledger before = book.of(host.id());
        Answer answer = with(submission.copy(), 0, Bytes.of(many)).send();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("ima-list-too-large");
        assertThat(book.of(host.id())).isEqualTo(before.andOneRejected());
        trusted(with(submission, 0, list.from(0)).accepted());
    }

    @Test
    void a_new_boot_begins_a_new_list() {
        Submission before = whole();
        before.accepted();
        tpm.boot(LogBuilder.copyOf(Boots.log("golden")));
        list = ImaList.recorded(tpm, "golden").files("/new");
        Submission submission = host.submission();
        assertThat(submission.boot()).isNotEqualTo(before.boot());
        assertThat(with(submission.copy(), 4, list.from(4)).send().code()).isEqualTo("log-content-needed");
        JsonNode answer = with(submission, 0, list.from(0)).accepted();
        trusted(answer);
        asksFrom(answer.path("next").path("challenge"), submission.boot(), 5);
    }

    @Test
    void more_banks_than_before_need_the_whole_list() {
        JsonNode sha256 = fleet.server()
                .anonymous()
                .post("/api/v1/challenges", Map.of("hostId", host.id(), "banks", List.of("sha256")))
                .json();
        trusted(with(host.answering(sha256), 0, list.from(0)).accepted());
        Submission both = host.submission();
        assertThat(with(both.copy(), 4, Bytes.EMPTY).send().code()).isEqualTo("log-content-needed");
        trusted(with(both, 0, list.from(0)).accepted());
        trusted(with(host.submission(), 4, Bytes.EMPTY).accepted());
    }

    @Test
    void the_same_list_told_otherwise_does_not_mix_with_the_one_stored() {
        trusted(with(host.submission(), 0, list.renaming(1)).accepted());
        JsonNode answer = whole().accepted();
        trusted(answer);
        assertThat(segments()).isEqualTo(2);
        list.files("/usr/bin/a");
        trusted(with(host.submission(), 4, list.from(4)).accepted());
        assertThat(opened(answer).status()).isEqualTo(201);
    }

    @Test
    void a_retry_gets_the_stored_answer_and_another_list_is_another_submission() {
        Submission submission = whole();
        String first = submission.send().body();
        assertThat(submission.send().body()).isEqualTo(first);
        list.files("/usr/bin/a");
        Submission grown = host.submission();
        trusted(with(grown.copy(), 4, list.from(4)).accepted());
        assertThat(with(grown, 0, list.from(0)).send().code()).isEqualTo("challenge-used");
    }

    /** Whichever comes second joins what is stored by then, or is asked for the whole list and does so. */
    @Test
    void two_quotes_at_once_extend_the_list_once() {
        whole().accepted();
        list.files("/usr/bin/a");
        Submission one = host.submission();
        Submission other = host.submission();
        List<Answer> answers = AtOnce.of(() -> extend(one), () -> extend(other));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(segments()).isEqualTo(2);
        assertThat(host.verdict()).isEqualTo("TRUSTED");
        answers.forEach(a -> assertThat(opened(a.json()).status()).isEqualTo(201));
    }

    private Answer extend(Submission submission) {
        Answer answer = with(submission.copy(), 4, list.from(4)).send();
        return answer.code().equals("log-content-needed")
                ? with(submission, 0, list.from(0)).send()
                : answer;
    }

    @Test
    void older_evidence_that_comes_late_uses_what_newer_stored() {
        whole().accepted();
        list.files("/usr/bin/a");
        Submission slow = with(host.submission(), 4, list.from(4));
        list.files("/usr/bin/b");
        trusted(with(host.submission(), 4, list.from(4)).accepted());
        Answer late = slow.send();
        assertThat(late.status()).as(late.body()).isEqualTo(409);
        JsonNode answer = with(slow, 0, list.from(0)).accepted();
        assertThat(codes(answer)).contains("late-evidence");
        assertThat(view(answer).path("logs").path("ima").path("to").asLong()).isEqualTo(5);
        assertThat(segments()).isEqualTo(2);
        assertThat(opened(answer).status()).isEqualTo(201);
    }

    @Test
    void evidence_without_a_list_leaves_what_is_stored_where_it_was() {
        whole().accepted();
        long stored = segments();
        host.submission().log(Bytes.ofUtf8("garbage")).accepted();
        assertThat(segments()).isEqualTo(stored);
        asksFrom(host.challenge(), host.submission().boot(), 4);
    }

    @Test
    void a_list_of_which_nothing_was_measured_yet_is_not_bound() {
        TestHost other = fleet.pinned(tpm.boot(Machine.booted("quiet")));
        JsonNode answer = with(other.submission(), 0, list.from(0)).accepted();
        assertThat(answer.path("verdict").asString()).isEqualTo("PENDING");
        assertThat(view(answer).path("logs").path("ima").path("to").asLong()).isZero();
    }
}
