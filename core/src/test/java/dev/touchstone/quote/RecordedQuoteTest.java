package dev.touchstone.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.QuoteDefect.Code;
import dev.touchstone.tpm.AttestationKeyPolicy;
import dev.touchstone.tpm.EndorsementKeyTemplate;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.PcrSelection.Bank;
import dev.touchstone.tpm.QuoteAttest;
import dev.touchstone.tpm.TpmName;
import dev.touchstone.tpm.TpmPublic;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A quote recorded on a real boot")
class RecordedQuoteTest {

    private static final String LAB = "lab-systemd262/";
    private static final List<Integer> QUOTED = IntStream.range(0, 16).boxed().toList();
    private static final PcrSelection SELECTION = PcrSelection.of(Bank.of(HashAlgorithm.SHA256, QUOTED));

    @Test
    @DisplayName("verifies with its nonce, selection, values and the Qualified Name of a key under the EK")
    void systemd262Verifies() throws MalformedException {
        TpmPublic ek = TpmPublic.parse(Vectors.bytes(Vectors.shared(LAB + "ek.pub")));
        TpmPublic ak = TpmPublic.parse(Vectors.bytes(Vectors.shared(LAB + "ak.pub")));
        Quote quote = new Quote(
                Vectors.bytes(Vectors.shared(LAB + "quote.attest")),
                Vectors.bytes(Vectors.shared(LAB + "quote.sig")),
                systemd262Values());

        QuoteOutcome outcome = QuoteVerifier.verify(
                quote, new Expected(ak, ek.name(), Vectors.bytes(Vectors.shared(LAB + "nonce")), SELECTION, false));

        assertThat(outcome).isInstanceOfSatisfying(QuoteOutcome.Verified.class, verified -> {
            VerifiedQuote trusted = verified.quote();
            assertThat(trusted.underEndorsementKey()).isTrue();
            assertThat(trusted.clockInfo().resetCount()).isEqualTo(2);
            assertThat(trusted.clockInfo().restartCount()).isZero();
            assertThat(trusted.firmwareVersion()).isEqualTo(0x2019_1023_0016_3636L);
            assertThat(trusted.pcrs(HashAlgorithm.SHA256))
                    .containsOnlyKeys(QUOTED)
                    .containsEntry(11, Bytes.ofHex("bb0932296cfde0d4876c440921ce5f9239177d66d1cadc96630436a3e33943f1"));
        });
        assertThat(EndorsementKeyTemplate.check(ek)).isEmpty();
        assertThat(AttestationKeyPolicy.check(ak)).isEmpty();
        assertThat(ak.name()).isEqualTo(TpmName.parse(Vectors.bytes(Vectors.shared(LAB + "ak.name"))));
    }

    private static PcrValues systemd262Values() throws MalformedException {
        Bytes joined = Vectors.bytes(Vectors.shared(LAB + "quote.pcrs"));
        Map<Integer, Bytes> values = new HashMap<>();
        for (int pcr : QUOTED) {
            values.put(pcr, joined.slice(pcr * 32, pcr * 32 + 32));
        }
        return PcrValues.of(Map.of(HashAlgorithm.SHA256, values));
    }

    @Test
    @DisplayName("with a SHA-1 scheme is authentic in every other respect, and refused for the hash")
    void windowsQuoteIsRefusedForItsHashOnly() throws MalformedException {
        JsonNode machine = json("go-eventlog/testdata/legacydata/windows_gcp_shielded_vm.json");
        TpmPublic ak = TpmPublic.parseArea(base64(machine.at("/AK/Public")));
        Bytes attest = base64(machine.at("/Quote/Quote"));
        PcrSelection selection = QuoteAttest.parse(attest).selection();
        Quote quote = new Quote(attest, base64(machine.at("/Quote/Signature")), windowsValues(machine));

        // No EK was recorded: any Name stands in, and a signer elsewhere is allowed.
        QuoteOutcome outcome = QuoteVerifier.verify(quote, new Expected(ak, ak.name(), Bytes.EMPTY, selection, true));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        QuoteOutcome.Refused.class,
                        refused -> assertThat(refused.defects())
                                .extracting(QuoteDefect::code)
                                .containsExactly(Code.SIGNATURE_HASH_WEAK));
        assertThat(selection.pcrs(HashAlgorithm.SHA1)).hasSize(24);
        assertThat(AttestationKeyPolicy.check(ak)).extracting("code").containsExactly("ak-scheme");
    }

    private static PcrValues windowsValues(JsonNode machine) throws MalformedException {
        Map<Integer, Bytes> values = new HashMap<>();
        for (JsonNode pcr : machine.at("/Log/PCRs")) {
            values.put(pcr.get("Index").asInt(), base64(pcr.get("Digest")));
        }
        return PcrValues.of(Map.of(HashAlgorithm.SHA1, values));
    }

    @Test
    @DisplayName("of a TPM 1.2 is refused, key and quote")
    void tpm12IsRefused() {
        JsonNode machine = json("go-eventlog/testdata/legacydata/linux_tpm12.json");

        assertThat(catchThrowable(() -> TpmPublic.parseArea(base64(machine.at("/AK/Public")))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("key type");
        assertThat(catchThrowable(() -> QuoteAttest.parse(base64(machine.at("/Quote/Quote")))))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("magic");
    }

    private static JsonNode json(String path) {
        return JsonMapper.shared().readTree(Vectors.bytes(Vectors.shared(path)).toArray());
    }

    private static Bytes base64(JsonNode node) {
        return Bytes.of(Base64.getDecoder().decode(node.asString()));
    }
}
