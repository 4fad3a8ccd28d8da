package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.firmware.EventType;
import dev.touchstone.log.firmware.LogBuilder;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Signed quotes with logs that lie: REJECTED for the right reason, and no worse for the next honest log. */
@FleetTest
class FirmwareLogIT {

    private static final Bytes U32_MAX = Bytes.ofHex("ffffffff");
    private static final int HEADER = 32 + 16 + 8 + 4 + 2 * 4 + 1;

    private final Fleet fleet;
    private final Ledger.Book book;
    private final LabTpm tpm = LabTpm.named("a");

    FirmwareLogIT(Fleet fleet, Ledger.Book book) {
        this.fleet = fleet;
        this.book = book;
    }

    @BeforeEach
    void trust() {
        fleet.trustLab();
    }

    private TestHost booted(Machine machine) {
        return fleet.pinned(tpm.boot(machine));
    }

    private static List<String> codes(JsonNode answer) {
        List<String> codes = new ArrayList<>();
        answer.path("reasons").forEach(r -> codes.add(r.path("code").asString()));
        return codes;
    }

    private static void rejected(TestHost host, Bytes log, String code) {
        JsonNode answer = host.submission().log(log).accepted();
        assertThat(answer.path("verdict").asString()).as(answer.toString()).isEqualTo("REJECTED");
        assertThat(codes(answer)).as(answer.toString()).contains(code);
        assertThat(host.verdict()).isEqualTo("REJECTED");
    }

    @Test
    void a_log_cut_anywhere_is_rejected_and_a_whole_one_accepted_again() {
        TestHost host = booted(Machine.booted("quiet"));
        host.becomeTrusted(fleet);
        Bytes log = tpm.log();
        Set<Integer> cuts = new TreeSet<>(boundaries(Machine.booted("quiet").log()));
        for (int at = 0; at < log.length(); at += 41) {
            cuts.add(at);
        }
        cuts.add(log.length() - 1);
        for (int cut : cuts) {
            JsonNode answer = host.submission().log(log.slice(0, cut)).accepted();
            assertThat(answer.path("verdict").asString()).as("cut at " + cut).isEqualTo("REJECTED");
        }
        assertThat(host.attest().path("verdict").asString()).isEqualTo("TRUSTED");
    }

    /** Where an event ends, but for the last. */
    private static List<Integer> boundaries(LogBuilder log) {
        List<Integer> ends = new ArrayList<>();
        List<LogBuilder.Event> all = List.copyOf(log.events());
        for (int count = 0; count < all.size(); count++) {
            log.events().clear();
            log.events().addAll(all.subList(0, count));
            ends.add(log.build().length());
        }
        return ends;
    }

    @Test
    void an_empty_log_is_rejected() {
        rejected(booted(Machine.booted("quiet")), Bytes.EMPTY, "pcr-without-events");
    }

    @Test
    void lengths_of_four_gigabytes_are_refused_in_little_memory() {
        TestHost host = booted(Machine.booted("quiet"));
        int digestCount = HEADER + 8;
        int eventSize = HEADER + 12 + 2 + 20 + 2 + 32;
        int algorithms = 32 + 24;
        int headerSize = 28;
        for (int at : List.of(digestCount, eventSize, algorithms, headerSize)) {
            rejected(host, spliced(tpm.log(), at, U32_MAX), "log-malformed");
        }
        rejected(host, Bytes.ofUtf8("garbage"), "log-malformed");
        rejected(host, Bytes.filled(1 << 20, 0xff), "pcr-without-events");
    }

    private static Bytes spliced(Bytes log, int at, Bytes value) {
        return Bytes.concat(log.slice(0, at), value, log.slice(at + value.length(), log.length()));
    }

    @Test
    void a_variable_of_absurd_length_in_honest_data_is_only_shown_badly() {
        Bytes variable =
                Bytes.concat(Bytes.filled(16, 0x11), Bytes.filled(8, 0xff), Bytes.filled(8, 0xff), Bytes.ofUtf8("x"));
        TestHost host = booted(Machine.booted("quiet").firmware(7, EventType.EV_EFI_VARIABLE_DRIVER_CONFIG, variable));
        host.becomeTrusted(fleet);
    }

    @Test
    void a_log_that_replays_for_every_pcr_but_one_names_that_one() {
        TestHost host = booted(Machine.booted("quiet"));
        LogBuilder log = Machine.booted("quiet").log();
        log.change(7, e -> e.withDigest(HashAlgorithm.SHA256, Bytes.filled(32, 1)));
        JsonNode answer = host.submission().log(log.build()).accepted();
        assertThat(codes(answer)).containsExactly("log-does-not-replay");
        assertThat(answer.path("reasons").path(0).path("pcr").asInt()).isEqualTo(4);
    }

    @Test
    void a_log_that_replays_in_one_bank_only_is_rejected() {
        TestHost host = booted(Machine.booted("quiet"));
        LogBuilder log = Machine.booted("quiet").log();
        log.change(7, e -> e.withDigest(HashAlgorithm.SHA1, Bytes.filled(20, 1)));
        rejected(host, log.build(), "log-does-not-replay");
    }

    @Test
    void events_reordered_within_a_pcr_are_rejected_and_across_pcrs_not() {
        TestHost host = booted(Machine.booted("quiet"));
        LogBuilder within = Machine.booted("quiet").log();
        within.events().add(6, within.events().remove(7));
        rejected(host, within.build(), "log-does-not-replay");
        LogBuilder across = Machine.booted("quiet").log();
        across.events().addFirst(across.events().remove(1));
        assertThat(host.submission()
                        .log(across.build())
                        .accepted()
                        .path("verdict")
                        .asString())
                .isEqualTo("PENDING");
    }

    @Test
    void data_altered_under_an_intact_digest_changes_no_verdict_and_is_not_believed() {
        TestHost host = booted(Machine.booted("quiet"));
        host.becomeTrusted(fleet);
        LogBuilder log = Machine.booted("quiet").log();
        log.change(10, e -> e.withData(Bytes.of("init=/bin/sh\0".getBytes(StandardCharsets.UTF_16LE))));
        JsonNode answer = host.submission().log(log.build()).accepted();
        assertThat(answer.path("verdict").asString()).isEqualTo("TRUSTED");
        String set = Fleet.newName("set");
        JsonNode captured = fleet.capture(
                        set, UUID.fromString(answer.path("attestation").asString()), Map.of("test", set))
                .json();
        assertThat(captured.path("components").toString()).contains("unverified");
    }

    @Test
    void hostile_text_is_stored_and_shown_harmlessly() {
        TestHost host = booted(Machine.booted("quiet"));
        TestHost lasting = host.with(tpm.persist(host.ak()));
        lasting.becomeTrusted(fleet);
        tpm.boot(Machine.booted("rescue"));
        for (String hostile : List.of("a\0b", "\ud800", "\udc00x", "<script>", "\u202e", "\uffff", "x".repeat(9000))) {
            LogBuilder log = Machine.booted("rescue").log();
            log.change(10, e -> e.withData(Bytes.of(utf16(hostile))));
            JsonNode answer = lasting.submission().log(log.build()).accepted();
            assertThat(answer.path("verdict").asString()).isEqualTo("DRIFTED");
        }
    }

    private static byte[] utf16(String text) {
        byte[] bytes = new byte[text.length() * 2 + 2];
        for (int i = 0; i < text.length(); i++) {
            bytes[2 * i] = (byte) text.charAt(i);
            bytes[2 * i + 1] = (byte) (text.charAt(i) >> 8);
        }
        return bytes;
    }

    @Test
    void a_bank_that_firmware_left_unextended_is_rejected_whatever_it_holds() {
        Machine sha256Only =
                new Machine(HashAlgorithm.SHA256).firmware(0, "firmware").firmware(4, "loader");
        TestHost host = booted(sha256Only);
        rejected(host, tpm.log(), "bank-without-log");
        tpm.extendUnlogged(4, "what the OS likes");
        rejected(host, tpm.log(), "bank-without-log");
    }

    @Test
    void an_extension_of_a_judged_pcr_without_an_event_is_rejected() {
        TestHost host = booted(Machine.booted("quiet"));
        host.becomeTrusted(fleet);
        tpm.extendUnlogged(14, "a secret module");
        rejected(host, tpm.log(), "pcr-without-events");
    }

    @Test
    void an_extension_beyond_the_log_of_a_logged_pcr_is_rejected() {
        TestHost host = booted(Machine.booted("quiet"));
        tpm.extendUnlogged(4, "a second loader");
        rejected(host, tpm.log(), "log-does-not-replay");
    }

    @Test
    void anothers_good_log_named_by_digest_does_not_answer_for_other_pcrs() {
        LabTpm other = LabTpm.named("b").boot(Machine.booted("quiet"));
        TestHost good = fleet.pinned(other);
        good.becomeTrusted(fleet);
        TestHost bad = booted(Machine.booted("quiet init=/bin/sh"));
        JsonNode answer = bad.submission().namedLog(other.log()).accepted();
        assertThat(answer.path("verdict").asString()).isEqualTo("REJECTED");
        assertThat(codes(answer)).contains("log-does-not-replay");
        assertThat(good.submission()
                        .namedLog(other.log())
                        .accepted()
                        .path("verdict")
                        .asString())
                .isEqualTo("TRUSTED");
    }

    @Test
    void an_unknown_log_is_asked_for_and_nothing_is_held_against_the_host() {
        TestHost host = booted(Machine.booted("cmdline of " + Fleet.newName("boot")));
        Submission submission = host.submission().namedLog(tpm.log());
        Ledger before = book.of(host.id());
        Answer answer = submission.send();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("log-content-needed");
        assertThat(book.of(host.id())).isEqualTo(before);
        JsonNode accepted = submission.log(tpm.log()).accepted();
        assertThat(accepted.path("next")
                        .path("challenge")
                        .path("logs")
                        .path("firmware")
                        .path("known")
                        .path(0)
                        .asString())
                .isEqualTo(HashAlgorithm.SHA256.hash(tpm.log()).toHex());
        host.submission().namedLog(tpm.log()).accepted();
    }

    @Test
    void a_log_whose_digest_is_not_the_one_named_is_refused() {
        TestHost host = booted(Machine.booted("quiet"));
        Submission submission = host.submission();
        Ledger before = book.of(host.id());
        Map<String, Object> firmware =
                Map.of("sha256", "00".repeat(32), "content", tpm.log().toBase64());
        assertThat(submission.copy().logs(Map.of("firmware", firmware)).send().code())
                .isEqualTo("log-digest-mismatch");
        assertThat(book.of(host.id())).isEqualTo(before.andOneRejected());
        submission.accepted();
    }

    @Test
    void a_recorded_boot_of_a_real_machine_is_trusted_and_its_change_named() {
        TestHost host = fleet.pinned(tpm.boot(LogBuilder.copyOf(Boots.log("golden"))));
        TestHost lasting = host.with(tpm.persist(host.ak()));
        lasting.becomeTrusted(fleet);
        tpm.boot(LogBuilder.copyOf(Boots.log("altered-cmdline")));
        JsonNode answer = lasting.attest();
        assertThat(answer.path("verdict").asString()).isEqualTo("DRIFTED");
        assertThat(codes(answer)).contains("event-not-approved");
        assertThat(answer.path("reasons").path(0).path("summary").asString()).contains("command line");
        tpm.boot(LogBuilder.copyOf(Boots.log("golden")));
        assertThat(lasting.attest().path("verdict").asString()).isEqualTo("TRUSTED");
    }
}
