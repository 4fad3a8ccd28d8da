package dev.touchstone.server.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.TestServer.Answer;
import dev.touchstone.server.host.Fleet;
import dev.touchstone.server.host.FleetTest;
import dev.touchstone.server.host.LabTpm;
import dev.touchstone.server.host.Ledger;
import dev.touchstone.server.host.Submission;
import dev.touchstone.server.host.TestHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Quotes that are not the host's own and fresh, each from a real TPM: refused, counted, and nothing else happens. */
@FleetTest
class QuoteRefusalIT {

    private static final String PCRS = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14";
    private static final int QUALIFIED_SIGNER_END = 6 + 2 + 34;

    private final Fleet fleet;
    private final Ledger.Book book;
    private final LabTpm tpm = LabTpm.named("a");
    private final LabTpm otherTpm = LabTpm.named("b");
    private TestHost host;

    QuoteRefusalIT(Fleet fleet, Ledger.Book book) {
        this.fleet = fleet;
        this.book = book;
        this.host = new TestHost(fleet.server(), tpm, new LabTpm.Key("", Bytes.EMPTY), "none");
    }

    @BeforeEach
    void enrol() {
        fleet.trustLab();
        host = fleet.pinned(tpm.boot(Machine.booted("quiet")));
    }

    /** Refused for these defects; afterwards the same challenge takes a good answer. */
    private void refused(Submission submission, int status, String code, String... defects) {
        Ledger before = book.of(host.id());
        Answer answer = submission.send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        for (String defect : defects) {
            assertThat(answer.json().path("errors").toString()).contains("\"" + defect + "\"");
        }
        assertThat(book.of(host.id())).isEqualTo(before.andOneRejected());
        host.answering(submission.challenge()).accepted();
    }

    private void notAuthentic(Submission submission, String... defects) {
        refused(submission, 403, "quote-not-authentic", defects);
    }

    @Test
    void signed_by_another_key_of_the_same_tpm() {
        notAuthentic(host.with(tpm.newAk()).submission(), "quote-signature-invalid");
    }

    @Test
    void signed_by_another_tpm() {
        LabTpm booted = otherTpm.boot(Machine.booted("quiet"));
        notAuthentic(
                host.with(booted, booted.newAk()).submission(), "quote-signature-invalid", "quote-qualified-signer");
    }

    @Test
    void made_by_a_key_of_another_hierarchy() {
        host = new TestHost(fleet.server(), fleet.vacate(tpm), tpm.newAkOfOwner(), Fleet.newName("host"));
        fleet.pin(tpm, host.name());
        host.enrol();
        Ledger before = book.of(host.id());
        Answer answer = host.submission().send();
        assertThat(answer.code()).isEqualTo("quote-not-authentic");
        assertThat(answer.json().path("errors").toString()).contains("\"quote-qualified-signer\"");
        assertThat(book.of(host.id())).isEqualTo(before.andOneRejected());
    }

    @Test
    void over_the_nonce_of_another_challenge() {
        JsonNode other = host.challenge();
        Submission submission = host.submission();
        notAuthentic(submission.challengeText(other.path("challenge").asString()), "quote-nonce-mismatch");
    }

    @Test
    void an_attestation_of_another_type_by_the_right_key() {
        Submission submission = host.submission();
        LabTpm.Quoted time =
                tpm.time(host.ak(), TestHost.base64(submission.challenge().path("nonce")));
        notAuthentic(submission.attest(time.attest()).signature(time.signature()), "quote-attest-type");
    }

    @Test
    void bytes_with_another_magic_signed_by_the_right_key() {
        Submission submission = host.submission();
        Bytes quote = submission.attest();
        Bytes foreign = Bytes.concat(Bytes.ofHex("ff544348"), quote.slice(4, quote.length()));
        LabTpm.Quoted signed = tpm.foreign(host.ak(), foreign);
        notAuthentic(submission.attest(foreign).signature(signed.signature()), "quote-attest-magic");
    }

    @Test
    void no_byte_of_a_quote_can_be_changed() {
        Submission good = host.submission();
        Bytes attest = good.attest();
        for (int at = 0; at < attest.length(); at++) {
            byte[] changed = attest.toArray();
            changed[at] ^= 1;
            assertThat(good.copy().attest(Bytes.of(changed)).send().code())
                    .as("byte " + at)
                    .isEqualTo("quote-not-authentic");
        }
        good.accepted();
    }

    @Test
    void cut_or_lengthened_quotes_and_signatures() {
        Submission good = host.submission();
        Bytes attest = good.attest();
        Bytes signature = good.signature();
        for (Bytes bad : List.of(
                Bytes.EMPTY,
                attest.slice(0, QUALIFIED_SIGNER_END),
                attest.slice(0, attest.length() - 1),
                Bytes.concat(attest, Bytes.of((byte) 0)))) {
            assertThat(good.copy().attest(bad).send().code()).isEqualTo("quote-not-authentic");
        }
        for (Bytes bad : List.of(
                Bytes.EMPTY,
                signature.slice(0, 4),
                signature.slice(0, signature.length() - 1),
                Bytes.concat(signature, Bytes.of((byte) 0)),
                Bytes.ofHex("0018000b00010000010000"),
                Bytes.ofHex("0010"))) {
            assertThat(good.copy().signature(bad).send().code()).isEqualTo("quote-not-authentic");
        }
        good.accepted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smaller                | sha1:0,1,2,3,4,5,6,7+sha256:0,1,2,3,4,5,6,7",
                "one PCR fewer          | sha1:" + PCRS + "+sha256:0,1,2,3,4,5,6,7,8,9,10,11,12,13",
                "larger                 | sha1:" + PCRS + "+sha256:" + PCRS + ",15",
                "reordered              | sha256:" + PCRS + "+sha1:" + PCRS,
                "a bank fewer           | sha256:" + PCRS,
                "the other bank alone   | sha1:" + PCRS,
            })
    void a_signed_selection_other_than_the_one_asked_for(String how, String selection) {
        refused(host.quoting(host.challenge(), selection), 422, "quote-selection");
    }

    /** swtpm signs these. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the other bank twice   | sha1:" + PCRS + "+sha1:" + PCRS,
                "duplicated             | sha1:" + PCRS + "+sha256:" + PCRS + "+sha256:0",
                "split                  | sha1:" + PCRS + "+sha256:0,1,2,3,4,5,6,7+sha256:8,9,10,11,12,13,14",
            })
    void a_signed_selection_with_a_bank_in_it_twice(String how, String selection) {
        notAuthentic(host.quoting(host.challenge(), selection), "quote-attest-malformed");
    }

    @Test
    void pcr_values_that_do_not_hash_to_the_quote() {
        Submission changed = host.submission();
        refused(changed.pcr("sha256", 4, "00".repeat(32)), 422, "quote-pcr-values");
        Submission swapped = host.submission();
        String four = swapped.pcr("sha256", 4);
        swapped.pcr("sha256", 4, swapped.pcr("sha256", 5)).pcr("sha256", 5, four);
        refused(swapped, 422, "quote-pcr-values");
    }

    @Test
    void pcr_values_missing_or_more_than_quoted() {
        refused(host.submission().withoutBank("sha1"), 422, "quote-pcr-values");
        refused(host.submission().pcr("sha256", 15, "00".repeat(32)), 422, "quote-pcr-values");
        refused(host.submission().bank("sha384", Map.of("0", "00".repeat(48))), 422, "quote-pcr-values");
    }

    @Test
    void malformed_pcr_values() {
        for (String index : List.of("24", "-1", "00", "1e1", "99999999999", "x")) {
            Submission submission = host.submission().bank("sha256", Map.of(index, "00".repeat(32)));
            refused(submission, 400, "pcr-values-malformed");
        }
        refused(host.submission().pcr("sha256", 0, "00"), 400, "pcr-values-malformed");
        refused(host.submission().bank("md5", Map.of("0", "00")), 400, "pcr-values-malformed");
    }

    @Test
    void a_refusal_leaves_a_verdict_as_it_was() {
        host.becomeTrusted(fleet);
        notAuthentic(host.with(tpm.newAk()).submission());
        refused(host.submission().pcr("sha256", 4, "00".repeat(32)), 422, "quote-pcr-values");
        assertThat(host.verdict()).isEqualTo("TRUSTED");
    }
}
