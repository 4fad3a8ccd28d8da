package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.AttestationKey;
import dev.touchstone.tpm.ClockInfo;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.PcrSelection.Bank;
import dev.touchstone.tpm.SoftwareTpm;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A quote of a software TPM")
class QuoteIT {

    private static final String EK = "0x81010001";
    private static final String AK = "0x81010010";
    private static final Bytes NONCE = Bytes.filled(32, 0x77);
    private static final PcrSelection SELECTION = PcrSelection.of(
            Bank.of(HashAlgorithm.SHA256, IntStream.range(0, 16).boxed().toList()));
    private static final PcrSelection BOTH_BANKS = PcrSelection.of(
            Bank.of(HashAlgorithm.SHA1, List.of(0, 7, 23)), Bank.of(HashAlgorithm.SHA256, List.of(0, 7)));

    @TempDir
    Path directory;

    private SoftwareTpm tpm;
    private TpmName ek;

    @BeforeEach
    void startTpm() throws IOException, MalformedException {
        tpm = SoftwareTpm.start(directory.resolve("tpm"));
        tpm.run("tpm2_createek", "-G", "rsa", "-c", EK, "-u", "ek.pub");
        ek = TpmPublic.parse(tpm.read("ek.pub")).name();
        tpm.extend(
                7,
                Map.of(
                        HashAlgorithm.SHA1, Bytes.filled(20, 7),
                        HashAlgorithm.SHA256, Bytes.filled(32, 7)));
    }

    @AfterEach
    void stopTpm() {
        tpm.close();
    }

    private AttestationKey createAk(String kind, String scheme, String hash) throws IOException, MalformedException {
        tpm.run("tpm2_createak", "-C", EK, "-c", "ak.ctx", "-G", kind, "-g", hash, "-s", scheme, "-u", "ak.pub");
        tpm.run("tpm2_evictcontrol", "-c", "ak.ctx", AK);
        return AttestationKey.of(TpmPublic.parse(tpm.read("ak.pub")));
    }

    private Quote quote(PcrSelection selection, String scheme, String hash) throws IOException, MalformedException {
        return quote(selection, selection.toString(), scheme, hash);
    }

    private Quote quote(PcrSelection valuesOf, String asked, String scheme, String hash)
            throws IOException, MalformedException {
        tpm.run(
                "tpm2_quote",
                "-c",
                AK,
                "-l",
                asked,
                "-g",
                hash,
                "--scheme",
                scheme,
                "-q",
                NONCE.toHex(),
                "-m",
                "attest",
                "-s",
                "sig",
                "-o",
                "pcrs",
                "-F",
                "values");
        return new Quote(tpm.read("attest"), tpm.read("sig"), split(tpm.read("pcrs"), valuesOf));
    }

    /** {@code -F values} writes the values one after the other, in the order of the selection. */
    private static PcrValues split(Bytes joined, PcrSelection selection) throws MalformedException {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new HashMap<>();
        int at = 0;
        for (Bank bank : selection.banks()) {
            Map<Integer, Bytes> ofBank = new HashMap<>();
            for (int pcr : bank.pcrs()) {
                ofBank.put(pcr, joined.slice(at, at + bank.algorithm().size()));
                at += bank.algorithm().size();
            }
            values.put(bank.algorithm(), ofBank);
        }
        return PcrValues.of(values);
    }

    private static VerifiedQuote verified(QuoteOutcome outcome) {
        assertThat(outcome).isInstanceOf(QuoteOutcome.Verified.class);
        return ((QuoteOutcome.Verified) outcome).quote();
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, rsassa, sha256",
        "rsa, rsapss, sha256",
        "ecc, ecdsa, sha256",
        "ecc384, ecdsa, sha384",
        "rsa3072, rsassa, sha384"
    })
    @DisplayName("verifies for every scheme, with the key in its place under the EK")
    void verifies(String kind, String scheme, String hash) throws IOException, MalformedException {
        AttestationKey ak = createAk(kind, scheme, hash);

        for (PcrSelection selection : List.of(SELECTION, BOTH_BANKS)) {
            VerifiedQuote quote = verified(QuoteVerifier.verify(
                    quote(selection, scheme, hash), new Expected(ak, ek, NONCE, selection, false)));

            assertThat(quote.underEndorsementKey()).isTrue();
            assertThat(quote.pcrs(HashAlgorithm.SHA256).get(7))
                    .isEqualTo(HashAlgorithm.SHA256.extend(HashAlgorithm.SHA256.zero(), Bytes.filled(32, 7)));
        }
    }

    @Test
    @DisplayName("whose caller asked for the same bank twice is signed by the TPM and refused here")
    void duplicatedBankIsRefused() throws IOException, MalformedException {
        AttestationKey ak = createAk("ecc", "ecdsa", "sha256");
        PcrSelection once = PcrSelection.of(Bank.of(HashAlgorithm.SHA256, List.of(0)));
        Quote quote = quote(once, "sha256:0+sha256:0", "ecdsa", "sha256");

        QuoteOutcome outcome = QuoteVerifier.verify(quote, new Expected(ak, ek, NONCE, once, false));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        QuoteOutcome.Refused.class,
                        refused -> assertThat(refused.defects())
                                .extracting(QuoteDefect::code)
                                .containsExactly(Code.ATTEST_MALFORMED));
    }

    @Test
    @DisplayName("by a key of the owner hierarchy is refused unless policy allows it")
    void ownerHierarchyIsRefused() throws IOException, MalformedException {
        tpm.run("tpm2_createprimary", "-C", "o", "-c", "primary.ctx");
        tpm.run(
                "tpm2_create",
                "-C",
                "primary.ctx",
                "-G",
                "ecc256:ecdsa-sha256:null",
                "-u",
                "ak.pub",
                "-r",
                "ak.priv",
                "-a",
                "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|restricted|sign");
        tpm.run("tpm2_load", "-C", "primary.ctx", "-u", "ak.pub", "-r", "ak.priv", "-c", "ak.ctx");
        tpm.run("tpm2_evictcontrol", "-c", "ak.ctx", AK);
        AttestationKey ak = AttestationKey.of(TpmPublic.parse(tpm.read("ak.pub")));
        Quote quote = quote(SELECTION, "ecdsa", "sha256");

        assertThat(QuoteVerifier.verify(quote, new Expected(ak, ek, NONCE, SELECTION, false)))
                .isInstanceOfSatisfying(
                        QuoteOutcome.Refused.class,
                        refused -> assertThat(refused.defects())
                                .extracting(QuoteDefect::code)
                                .containsExactly(Code.QUALIFIED_SIGNER));
        assertThat(verified(QuoteVerifier.verify(quote, new Expected(ak, ek, NONCE, SELECTION, true)))
                        .underEndorsementKey())
                .isFalse();
    }

    @Test
    @DisplayName("orders after the last across reset, resume and power cut, and not after a restored snapshot")
    void countersOrderTheLifeOfATpm() throws IOException, MalformedException {
        AttestationKey ak = createAk("ecc", "ecdsa", "sha256");
        int port = tpm.port();
        ClockInfo first = clock(ak);

        tpm.suspendAndResume();
        ClockInfo resumed = clock(ak);
        assertThat(resumed).isGreaterThan(first);
        assertThat(resumed.resetCount()).isEqualTo(first.resetCount());
        assertThat(resumed.restartCount()).isEqualTo(first.restartCount() + 1);

        tpm.snapshot(directory.resolve("snapshot"));
        tpm.powerCut();
        ClockInfo afterPowerCut = clock(ak);
        assertThat(tpm.port()).isEqualTo(port);
        assertThat(afterPowerCut).isGreaterThan(resumed);
        assertThat(afterPowerCut.resetCount()).isEqualTo(first.resetCount() + 1);

        tpm.reset();
        ClockInfo afterReset = clock(ak);
        assertThat(afterReset).isGreaterThan(afterPowerCut);

        tpm.restore(directory.resolve("snapshot"));
        assertThat(clock(ak)).isLessThan(afterReset);
    }

    private ClockInfo clock(AttestationKey ak) throws IOException, MalformedException {
        return verified(QuoteVerifier.verify(
                        quote(SELECTION, "ecdsa", "sha256"), new Expected(ak, ek, NONCE, SELECTION, false)))
                .clockInfo();
    }
}
